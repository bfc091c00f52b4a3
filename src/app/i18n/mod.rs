//! Texts, in the language of the page being rendered. Each is a key in the crate `locales/`: a misspelt key, a missing
//! argument or a missing translation does not compile.

/// A translation as text: `t!(home.title)`, `t!(devices.cap, count = most)`.
macro_rules! t {
    ($($key:ident).+ $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::app::i18n::text(&gatehouse_locales::sentences::$($key)::+ { $($name: &$value),* })
    };
}

/// A translation with views in it, after its arguments: `t_view!(devices.ends, <when> = view! { <Countdown until now /> })`,
/// `t_view!(sign_in.afterwards, path = path, <code>)`.
macro_rules! t_view {
    ($($key:ident).+ $(, $name:ident = $value:expr)* $(, <$slot:ident> $(= $view:expr)?)* $(,)?) => {
        $crate::app::i18n::compose(
            &gatehouse_locales::sentences::$($key)::+ {
                $($name: &$value,)* $($slot: gatehouse_locales::Slot,)*
            },
            vec![$((stringify!($slot), $crate::app::i18n::content!($slot $(, $view)?))),*],
        )
    };
}

macro_rules! content {
    ($element:ident) => {
        $crate::app::i18n::Content::Element($crate::app::i18n::elements::$element)
    };
    ($slot:ident, $view:expr) => {
        $crate::app::i18n::Content::View(leptos::prelude::IntoAny::into_any($view))
    };
}

mod dates;
mod sentences;
mod values;

use gatehouse_locales::Sentence;
use gatehouse_model::Language;
use leptos::prelude::with_context;

use super::PageContext;

pub use dates::{date, date_and_time, day, month, relative_time, short_day, weekday};
pub use sentences::{Content, compose, elements};
pub use values::{device_name, grouped, kibibytes};

pub(crate) use {content, t, t_view};

/// The language of the page being rendered.
pub fn language() -> Language {
    with_context(|page: &PageContext| page.preferences.language).unwrap_or_default()
}

/// The sentence in the language of the page being rendered.
pub fn text(sentence: &dyn Sentence) -> String {
    gatehouse_locales::text(language(), sentence)
}

/// Runs `test` as on a page in `language`.
#[cfg(test)]
pub fn in_language(language: Language, test: impl FnOnce()) {
    use leptos::prelude::{Owner, provide_context};

    use super::PageContext;
    use gatehouse_model::Preferences;

    Owner::new().with(|| {
        let preferences = Preferences { language, ..Preferences::default() };
        provide_context(PageContext { preferences, ..PageContext::default() });
        test();
    });
}
