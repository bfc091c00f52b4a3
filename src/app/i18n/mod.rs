//! What is said, in the language of the page being rendered. Every sentence is a key in `locales/`, a crate of its own: a
//! misspelt key, a missing argument or a missing translation does not build.

/// A sentence as text: `t!(home.title)`, `t!(devices.cap, count = most)`.
macro_rules! t {
    ($($key:tt)*) => {
        $crate::app::i18n::text(leptos_i18n::td_string!($crate::app::i18n::locale(), $($key)*))
    };
}

/// A sentence with views in it, after the words it takes: `t_view!(devices.ends, <when> = view! { <Countdown until now /> })`,
/// `t_view!(sign_in.afterwards, path = path, <code>)`.
macro_rules! t_view {
    ($($key:ident).+ $(, $name:ident = $words:expr)* $(, <$mark:ident> $(= $view:expr)?)* $(,)?) => {
        $crate::app::i18n::told(
            &$crate::app::i18n::t!(
                $($key).+ $(, $name = $words)* $(, <$mark> = $crate::app::i18n::Mark(stringify!($mark)))*
            ),
            vec![$((stringify!($mark), $crate::app::i18n::part!($mark $(, $view)?))),*],
        )
    };
}

macro_rules! part {
    ($element:ident) => {
        $crate::app::i18n::Part::Element($crate::app::i18n::elements::$element)
    };
    ($place:ident, $view:expr) => {
        $crate::app::i18n::Part::View(leptos::prelude::IntoAny::into_any($view))
    };
}

mod calendar;
mod device;
mod numbers;
mod times;
mod told;

pub use calendar::{day, month, short_day, weekday};
pub use device::device;
pub use numbers::{grouped, kibibytes};
pub use times::{date, date_and_time, seen_from};
pub use told::{Mark, Part, elements, told};

use gatehouse_locales::Locale;
use gatehouse_model::Language;
use leptos::prelude::with_context;

use super::PageContext;

/// The language of the page at hand.
pub fn locale() -> Locale {
    locale_of(with_context(|page: &PageContext| page.preferences.language).unwrap_or_default())
}

fn locale_of(language: Language) -> Locale {
    match language {
        Language::English => Locale::en,
        Language::Japanese => Locale::ja,
    }
}

/// One type for sentences with and without arguments.
pub fn text(words: impl Into<String>) -> String {
    words.into()
}

pub(crate) use part;
pub(crate) use t;
pub(crate) use t_view;

/// Runs `test` as if on a page in `language`.
#[cfg(test)]
pub fn in_language(language: Language, test: impl FnOnce()) {
    use leptos::prelude::{Owner, provide_context};

    use crate::app::PageContext;
    use gatehouse_model::Preferences;

    Owner::new().with(|| {
        let preferences = Preferences { language, ..Preferences::default() };
        provide_context(PageContext { preferences, ..PageContext::default() });
        test();
    });
}
