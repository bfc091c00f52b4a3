//! Texts, in the language of the page being rendered. Each is a key in the crate `locales/`: a misspelt key, a missing
//! argument or a missing translation does not compile.

/// A translation as text: `t!(home.title)`, `t!(devices.cap, count = most)`.
macro_rules! t {
    ($($key:ident).+ $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::app::i18n::text(&gatehouse_locales::sentences::$($key)::+ { $($name: &$value),* })
    };
}

/// A translation with views in it, after its arguments: `t_view!(devices.ends, <when> = view! { <Countdown until /> })`,
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

pub use dates::{date, date_and_time, day, month, relative_time, short_day, weekday};
pub use sentences::{Content, compose, elements};
pub use values::{device_name, grouped, kibibytes};

pub(crate) use {content, t, t_view};

tokio::task_local! {
    static LANGUAGE: Language;
}

/// The language of the page being rendered.
pub fn language() -> Language {
    LANGUAGE.try_with(|language| *language).unwrap_or_default()
}

/// Every text in `rendering` is in `language`.
pub async fn render_in<T>(language: Language, rendering: impl Future<Output = T>) -> T {
    LANGUAGE.scope(language, rendering).await
}

/// Every text in `work` is in `language`.
pub fn speak<T>(language: Language, work: impl FnOnce() -> T) -> T {
    LANGUAGE.sync_scope(language, work)
}

/// The sentence in the language of the page being rendered.
pub fn text(sentence: &dyn Sentence) -> String {
    gatehouse_locales::text(language(), sentence)
}
