//! The languages of the viewer's repositories: a bar, and the numbers behind it.

mod bar;
mod parts;
mod table;
mod told;

use bar::Bar;
use leptos::prelude::*;
use parts::parts;
use table::Table;

use crate::app::i18n::{grouped, t};

/// Which languages, and how much of each.
#[component]
pub fn Languages(
    /// As counted.
    languages: gatehouse_model::Languages,
) -> impl IntoView {
    let counted = counted(&languages);
    let parts = parts(languages.shares);
    let drawn = (!parts.is_empty()).then(|| {
        view! {
            <Bar parts=parts.clone() />
            <Table parts />
        }
    });
    view! {
        <section class="card language-shares" aria-labelledby="languages">
            <h2 id="languages">{t!(contributions.languages.heading)}</h2>
            {drawn}
            <p class="small">{counted}</p>
        </section>
    }
    .into_any()
}

/// What was counted, and whether that is all.
fn counted(languages: &gatehouse_model::Languages) -> String {
    let (count, number) = (languages.counted, grouped(languages.counted.into()));
    let counted = match (count, languages.complete) {
        (0, true) => return t!(contributions.languages.nothing),
        (0, false) => return t!(contributions.languages.nothing_yet),
        (_, true) => t!(contributions.languages.counted, count = count, number = number),
        (_, false) => t!(contributions.languages.so_far, count = count, number = number),
    };
    match languages.without {
        0 => counted,
        without => {
            let number = grouped(without.into());
            let without = t!(contributions.languages.without, count = without, number = number);
            t!(contributions.languages.both, counted = counted, without = without)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::counted;
    use crate::app::i18n::in_language;
    use gatehouse_model::{Language, Languages};

    #[test]
    fn it_says_what_was_counted_and_whether_that_is_all() {
        let languages = |counted, without, complete| Languages { shares: Vec::new(), counted, without, complete };
        let said = |counted_, without, complete| counted(&languages(counted_, without, complete));
        assert_eq!(said(0, 0, true), "Forks aside, none of your repositories names a language.");
        assert_eq!(said(0, 0, false), "None of the repositories counted so far names a language.");
        assert_eq!(said(1_200, 1, true), "Counted over 1,200 repositories, without forks. 1 more names no language.");
        assert!(said(1, 0, false).starts_with("Counted so far: 1 repository, without forks."));
        in_language(Language::Japanese, || {
            assert_eq!(
                said(3, 2, true),
                "フォークを除く 3 件のリポジトリを集計しました。ほかの 2 件には言語の情報がありません。"
            );
        });
    }
}
