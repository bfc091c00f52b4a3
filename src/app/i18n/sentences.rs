//! Sentences with views in them.

use std::{fmt::Write as _, mem, slice};

use gatehouse_locales::{Piece, Sentence};
use leptos::prelude::*;

/// What takes a place in a sentence.
pub enum Content {
    /// Used once.
    View(AnyView),
    /// Wraps a part of the sentence.
    Element(fn(AnyView) -> AnyView),
}

/// The sentence with its views in place.
pub fn compose(sentence: &dyn Sentence, mut contents: Vec<(&'static str, Content)>) -> AnyView {
    let pieces = gatehouse_locales::pieces(super::language(), sentence);
    compose_part(&mut pieces.iter(), sentence, &mut contents)
}

/// Composes up to the end of the current element, or of the sentence.
fn compose_part(
    pieces: &mut slice::Iter<'_, Piece>,
    sentence: &dyn Sentence,
    contents: &mut [(&'static str, Content)],
) -> AnyView {
    let (mut views, mut text) = (Vec::new(), String::new());
    while let Some(piece) = pieces.next() {
        let view = match piece {
            Piece::Text(part) => {
                text.push_str(part);
                continue;
            }
            Piece::Argument(name) => {
                if let Some(argument) = sentence.argument(name) {
                    let _ = write!(text, "{argument}");
                }
                continue;
            }
            Piece::View(name) => content(contents, name, nothing()),
            Piece::Open(name) => {
                let inner = compose_part(pieces, sentence, contents);
                content(contents, name, inner)
            }
            Piece::Close => break,
        };
        push_text(&mut views, &mut text);
        views.push(view);
    }
    push_text(&mut views, &mut text);
    // A list renders a marker at its end, which a single view does not need.
    if views.len() == 1 { views.remove(0) } else { views.into_any() }
}

/// The view called `name`, or `inner` wrapped in the element of that name.
fn content(contents: &mut [(&'static str, Content)], name: &str, inner: AnyView) -> AnyView {
    match contents.iter_mut().find(|(known, _)| *known == name) {
        Some((_, Content::View(view))) => mem::replace(view, nothing()),
        Some((_, Content::Element(element))) => element(inner),
        None => inner,
    }
}

fn push_text(views: &mut Vec<AnyView>, text: &mut String) {
    if !text.is_empty() {
        views.push(mem::take(text).into_any());
    }
}

fn nothing() -> AnyView {
    Vec::<AnyView>::new().into_any()
}

/// The elements that sentences may use, by the names they have in `locales/`.
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
    use gatehouse_model::Language;
    use leptos::prelude::*;

    use crate::app::i18n::speak;

    fn html(view: AnyView) -> String {
        view.to_html().replace("<!>", "")
    }

    #[test]
    fn views_take_their_places_in_each_language() {
        let seen = || html(t_view!(devices.last_seen_at, <age> = view! { <time>"an hour ago"</time> }));
        assert_eq!(seen(), "Last active <time>an hour ago</time>");
        speak(Language::Japanese, || assert_eq!(seen(), "最後の利用は<time>an hour ago</time>"));
    }

    #[test]
    fn elements_wrap_text_and_arguments() {
        let signed_in = t_view!(home.signed_in_as, login = "a<b", <strong>);
        assert_eq!(html(signed_in), "You're signed in as <strong>a&lt;b</strong>.");
    }
}
