//! The languages of the viewer's repositories: a bar, and a table of its numbers.

mod bar;

use leptos::prelude::*;

use self::bar::{LanguageBar, segments};
use crate::app::{
    bidi::isolated,
    components::CollectAny,
    i18n::{grouped, t},
    pages::profile::languages::bar::Segment,
};

#[component]
pub fn Languages(languages: gatehouse_model::Languages) -> impl IntoView {
    let counted = counted_text(&languages);
    let segments = segments(languages.shares);
    let shares = (!segments.is_empty()).then(|| {
        view! {
            <LanguageBar segments=segments.clone() />
            <LanguageTable segments />
        }
    });
    view! {
        <section class="card language-shares" aria-labelledby="languages">
            <h2 id="languages">{t!(contributions.languages.heading)}</h2>
            {shares}
            <p class="small">{counted}</p>
        </section>
    }
}

/// How many repositories were counted, and whether those are all.
fn counted_text(languages: &gatehouse_model::Languages) -> String {
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

/// The class that gives a segment its colour.
fn segment_class(index: u8) -> String {
    format!("language-{index}")
}

fn segment_name(segment: &Segment) -> String {
    segment.name.as_deref().map_or_else(|| t!(contributions.languages.others), isolated)
}

/// A share in whole percent, and never 0%.
fn share_text(permille: u32) -> String {
    match (permille + 5) / 10 {
        0 => t!(contributions.languages.least),
        percent => t!(contributions.languages.percent, number = percent),
    }
}

/// Name and share.
fn segment_text(segment: &Segment) -> String {
    t!(contributions.languages.part, name = segment_name(segment), share = share_text(segment.permille))
}

/// The whole bar as text.
fn bar_text(segments: &[Segment]) -> String {
    segments.iter().map(segment_text).collect::<Vec<_>>().join(&t!(common.comma))
}

/// The segments of the bar in numbers.
#[component]
fn LanguageTable(segments: Vec<Segment>) -> impl IntoView {
    let rows = segments.into_iter().zip(0_u8..).map(|(segment, index)| row(&segment, index)).collect_any();
    view! {
        <table class="language-table" aria-labelledby="languages">
            <thead>
                <tr>
                    <th scope="col">{t!(contributions.languages.language)}</th>
                    <th scope="col">{t!(contributions.languages.repositories)}</th>
                    <th scope="col">{t!(contributions.languages.share)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(segment: &Segment, index: u8) -> AnyView {
    let (class, name) = (segment_class(index), segment_name(segment));
    view! {
        <tr>
            <th scope="row">
                <svg class="language-key" width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
                    <rect class=class width="12" height="12" rx="3"></rect>
                </svg>
                {name}
            </th>
            <td>{grouped(segment.repositories.into())}</td>
            <td>{share_text(segment.permille)}</td>
        </tr>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use gatehouse_model::{Language, Languages};

    use super::{Segment, bar_text, counted_text, share_text};
    use crate::app::i18n::speak;

    #[test]
    fn the_text_says_how_many_were_counted_and_whether_those_are_all() {
        let languages = |counted, without, complete| Languages { shares: Vec::new(), counted, without, complete };
        let said = |count, without, complete| counted_text(&languages(count, without, complete));
        assert_eq!(said(0, 0, true), "Forks aside, none of your repositories names a language.");
        assert_eq!(said(0, 0, false), "None of the repositories counted so far names a language.");
        assert_eq!(said(1_200, 1, true), "Counted over 1,200 repositories, without forks. 1 more names no language.");
        assert!(said(1, 0, false).starts_with("Counted so far: 1 repository, without forks."));
        speak(Language::Japanese, || {
            assert_eq!(
                said(3, 2, true),
                "フォークを除く 3 件のリポジトリを集計しました。ほかの 2 件には言語の情報がありません。"
            );
        });
    }

    #[test]
    fn shares_are_rounded_and_never_to_nothing() {
        assert_eq!([0, 4, 5, 314, 995, 1_000].map(share_text), ["under 1%", "under 1%", "1%", "31%", "100%", "100%"]);
    }

    #[test]
    fn the_bar_text_goes_from_left_to_right() {
        let part = |name: Option<&str>, permille| {
            let name = name.map(str::to_owned);
            Segment { name, repositories: 1, permille, start: 0, width: 0 }
        };
        assert_eq!(bar_text(&[part(Some("Rust"), 700), part(None, 300)]), "Rust 70%, Others 30%");
    }
}
