use std::{fmt, mem};

use leptos::prelude::*;
use leptos_i18n::display::{Attributes, DisplayComponent};

/// A sentence is put together as text, with these where views go: `PLACE age NAMED`, and `ELEMENT code NAMED … END`.
/// Unicode keeps all four from ever being characters, so no word of ours and no name at GitHub has them.
const PLACE: char = '\u{fdd0}';
const ELEMENT: char = '\u{fdd1}';
const NAMED: char = '\u{fdd2}';
const END: char = '\u{fdd3}';

/// Where a view stands, while the sentence is still text.
pub struct Mark(pub &'static str);

impl DisplayComponent<Mark> for Mark {
    fn fmt<T>(&self, f: &mut fmt::Formatter<'_>, children: T, _: Attributes) -> fmt::Result
    where
        T: Fn(&mut fmt::Formatter<'_>) -> fmt::Result,
    {
        write!(f, "{ELEMENT}{}{NAMED}", self.0)?;
        children(f)?;
        write!(f, "{END}")
    }

    fn fmt_self_closing(&self, f: &mut fmt::Formatter<'_>, _: Attributes) -> fmt::Result {
        write!(f, "{PLACE}{}{NAMED}", self.0)
    }
}

/// What goes where a mark stands.
pub enum Part {
    /// This, once.
    View(AnyView),
    /// An element around some of the words, wherever the sentence has it.
    Element(fn(AnyView) -> AnyView),
}

/// The sentence with its views in their places.
pub fn told(sentence: &str, mut parts: Vec<(&'static str, Part)>) -> AnyView {
    views(&mut &*sentence, &mut parts)
}

/// Up to the end of the element at hand, or of the sentence.
fn views(rest: &mut &str, parts: &mut [(&'static str, Part)]) -> AnyView {
    let mut pieces = Vec::new();
    while !rest.is_empty() {
        let (words, mark, after) = until(rest, [PLACE, ELEMENT, END]);
        *rest = after;
        if !words.is_empty() {
            pieces.push(words.to_owned().into_any());
        }
        if !matches!(mark, Some(PLACE | ELEMENT)) {
            break;
        }
        let (name, _, after) = until(rest, [NAMED]);
        *rest = after;
        let inner = if mark == Some(ELEMENT) { views(rest, parts) } else { nothing() };
        pieces.push(match parts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, Part::View(view))) => mem::replace(view, nothing()),
            Some((_, Part::Element(element))) => element(inner),
            None => inner,
        });
    }
    // A list ends with a mark of its own, which one view alone does not need.
    if pieces.len() == 1 { pieces.remove(0) } else { pieces.into_any() }
}

fn nothing() -> AnyView {
    Vec::<AnyView>::new().into_any()
}

/// What stands before the first of `marks`, which one that is, and what stands after it.
fn until<const N: usize>(text: &str, marks: [char; N]) -> (&str, Option<char>, &str) {
    match text.char_indices().find(|(_, char)| marks.contains(char)) {
        Some((at, mark)) => (&text[..at], Some(mark), &text[at + mark.len_utf8()..]),
        None => (text, None, ""),
    }
}

/// What sentences mark, by the names they have in `locales/`.
pub mod elements {
    use leptos::prelude::*;

    /// A name that a program reads.
    pub fn code(words: AnyView) -> AnyView {
        view! { <code>{words}</code> }.into_any()
    }

    /// What the sentence is about.
    pub fn strong(words: AnyView) -> AnyView {
        view! { <strong>{words}</strong> }.into_any()
    }

    /// What somebody wrote, in whichever script.
    pub fn q(words: AnyView) -> AnyView {
        view! { <q dir="auto">{words}</q> }.into_any()
    }

    /// For those who listen: a sign tells the others.
    pub fn unseen(words: AnyView) -> AnyView {
        view! { <span class="unseen">{words}</span> }.into_any()
    }

    /// Where a claim is broken in two.
    pub fn br(_: AnyView) -> AnyView {
        view! { <br /> }.into_any()
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::{Part, elements, told};

    fn html(sentence: &str, parts: Vec<(&'static str, Part)>) -> String {
        told(sentence, parts).to_html().replace("<!>", "")
    }

    #[test]
    fn views_stand_where_the_sentence_has_them() {
        let age = || vec![("age", Part::View("an hour".into_any()))];
        assert_eq!(html("Kept \u{fdd0}age\u{fdd2} now", age()), "Kept an hour now");
        assert_eq!(html("\u{fdd0}age\u{fdd2}", age()), "an hour");
        assert_eq!(html("Nothing", age()), "Nothing");
    }

    #[test]
    fn elements_stand_around_words_and_places() {
        let parts = vec![
            ("strong", Part::Element(elements::strong)),
            ("code", Part::Element(elements::code)),
            ("total", Part::View("12".into_any())),
        ];
        let sentence = "\u{fdd1}strong\u{fdd2}\u{fdd1}code\u{fdd2}a<b\u{fdd3} of \u{fdd0}total\u{fdd2}\u{fdd3}, \u{fdd1}code\u{fdd2}c\u{fdd3}.";
        assert_eq!(html(sentence, parts), "<strong><code>a&lt;b</code> of 12</strong>, <code>c</code>.");
    }

    #[test]
    fn marks_that_no_sentence_has_lose_no_words() {
        assert_eq!(html("a \u{fdd1}bold\u{fdd2}b\u{fdd3} c", Vec::new()), "a b c");
        assert_eq!(html("a \u{fdd1}bold\u{fdd2}b", Vec::new()), "a b");
        assert_eq!(html("a \u{fdd0}", Vec::new()), "a ");
    }
}
