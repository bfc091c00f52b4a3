//! Sentences with views in them.
//!
//! A translation is formatted as text first, with markers where views go: `VIEW age NAME_END`, and
//! `ELEMENT code NAME_END … END`. The markers are Unicode noncharacters, which no translation and no name at GitHub
//! contains.

use std::{fmt, mem};

use leptos::prelude::*;
use leptos_i18n::display::{Attributes, DisplayComponent};

const VIEW: char = '\u{fdd0}';
const ELEMENT: char = '\u{fdd1}';
const NAME_END: char = '\u{fdd2}';
const END: char = '\u{fdd3}';

/// Formats as the markers of a view or an element, by its name.
pub struct Placeholder(pub &'static str);

impl DisplayComponent<Placeholder> for Placeholder {
    fn fmt<T>(&self, f: &mut fmt::Formatter<'_>, children: T, _: Attributes) -> fmt::Result
    where
        T: Fn(&mut fmt::Formatter<'_>) -> fmt::Result,
    {
        write!(f, "{ELEMENT}{}{NAME_END}", self.0)?;
        children(f)?;
        write!(f, "{END}")
    }

    fn fmt_self_closing(&self, f: &mut fmt::Formatter<'_>, _: Attributes) -> fmt::Result {
        write!(f, "{VIEW}{}{NAME_END}", self.0)
    }
}

/// What takes the place of a marker.
pub enum Content {
    /// Used once.
    View(AnyView),
    /// Wraps a part of the sentence.
    Element(fn(AnyView) -> AnyView),
}

/// The sentence with its views in place.
pub fn compose(sentence: &str, mut contents: Vec<(&'static str, Content)>) -> AnyView {
    compose_part(&mut &*sentence, &mut contents)
}

/// Composes up to the end of the current element, or of the sentence.
fn compose_part(rest: &mut &str, contents: &mut [(&'static str, Content)]) -> AnyView {
    let mut pieces = Vec::new();
    while !rest.is_empty() {
        let (text, marker, after) = split_at_marker(rest, [VIEW, ELEMENT, END]);
        *rest = after;
        if !text.is_empty() {
            pieces.push(text.to_owned().into_any());
        }
        if !matches!(marker, Some(VIEW | ELEMENT)) {
            break;
        }
        let (name, _, after) = split_at_marker(rest, [NAME_END]);
        *rest = after;
        let inner = if marker == Some(ELEMENT) { compose_part(rest, contents) } else { nothing() };
        pieces.push(match contents.iter_mut().find(|(known, _)| *known == name) {
            Some((_, Content::View(view))) => mem::replace(view, nothing()),
            Some((_, Content::Element(element))) => element(inner),
            None => inner,
        });
    }
    // A list renders a marker at its end, which a single view does not need.
    if pieces.len() == 1 { pieces.remove(0) } else { pieces.into_any() }
}

fn nothing() -> AnyView {
    Vec::<AnyView>::new().into_any()
}

/// The text before the first of `markers`, which one that is, and the text after it.
fn split_at_marker<const N: usize>(text: &str, markers: [char; N]) -> (&str, Option<char>, &str) {
    match text.char_indices().find(|(_, char)| markers.contains(char)) {
        Some((at, marker)) => (&text[..at], Some(marker), &text[at + marker.len_utf8()..]),
        None => (text, None, ""),
    }
}

/// The elements that translations may use, by the names they have in `locales/`.
pub mod elements {
    use leptos::prelude::*;

    /// An identifier.
    pub fn code(content: AnyView) -> AnyView {
        view! { <code>{content}</code> }.into_any()
    }

    /// The subject of the sentence.
    pub fn strong(content: AnyView) -> AnyView {
        view! { <strong>{content}</strong> }.into_any()
    }

    /// A quotation, in any script.
    pub fn q(content: AnyView) -> AnyView {
        view! { <q dir="auto">{content}</q> }.into_any()
    }

    /// For screen readers, next to an icon.
    pub fn unseen(content: AnyView) -> AnyView {
        view! { <span class="unseen">{content}</span> }.into_any()
    }

    /// A line break in a headline.
    pub fn br(_: AnyView) -> AnyView {
        view! { <br /> }.into_any()
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::{Content, compose, elements};

    fn html(sentence: &str, contents: Vec<(&'static str, Content)>) -> String {
        compose(sentence, contents).to_html().replace("<!>", "")
    }

    #[test]
    fn views_take_their_places() {
        let age = || vec![("age", Content::View("an hour".into_any()))];
        assert_eq!(html("Kept \u{fdd0}age\u{fdd2} now", age()), "Kept an hour now");
        assert_eq!(html("\u{fdd0}age\u{fdd2}", age()), "an hour");
        assert_eq!(html("Nothing", age()), "Nothing");
    }

    #[test]
    fn elements_wrap_text_and_views() {
        let contents = vec![
            ("strong", Content::Element(elements::strong)),
            ("code", Content::Element(elements::code)),
            ("total", Content::View("12".into_any())),
        ];
        let sentence = "\u{fdd1}strong\u{fdd2}\u{fdd1}code\u{fdd2}a<b\u{fdd3} of \u{fdd0}total\u{fdd2}\u{fdd3}, \u{fdd1}code\u{fdd2}c\u{fdd3}.";
        assert_eq!(html(sentence, contents), "<strong><code>a&lt;b</code> of 12</strong>, <code>c</code>.");
    }

    #[test]
    fn unknown_or_unfinished_markers_lose_no_text() {
        assert_eq!(html("a \u{fdd1}bold\u{fdd2}b\u{fdd3} c", Vec::new()), "a b c");
        assert_eq!(html("a \u{fdd1}bold\u{fdd2}b", Vec::new()), "a b");
        assert_eq!(html("a \u{fdd0}", Vec::new()), "a ");
    }
}
