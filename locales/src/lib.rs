//! What Gatehouse says, in each of its languages.
//!
//! `en/home.json` and its siblings are checked and compiled by `build.rs`: each sentence becomes a type with its arguments
//! as fields, so that a misspelt key, a missing argument or a missing translation does not compile. Debug builds read the
//! files again when they change, so that an edited sentence needs no build.

#[cfg(any(debug_assertions, test))]
mod catalog;
mod format;
#[cfg(debug_assertions)]
mod live;
mod template;

use std::{borrow::Cow, fmt::Display, fmt::Write as _};

use gatehouse_model::Language;

pub use format::{DateLength, date, date_and_time, number, tenths};
pub use template::Piece;

#[expect(non_camel_case_types, reason = "keys are written the same in files and in code")]
#[expect(clippy::pedantic, reason = "nobody reads it")]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/sentences.rs"));
}

/// Each sentence, in modules named like the files and their levels: `sentences::home::points::little`.
pub use generated::sentences;

/// One use of a sentence: which it is, and its arguments.
pub trait Sentence {
    /// Its place among all sentences.
    fn index(&self) -> usize;

    fn argument(&self, _: &str) -> Option<&dyn Display> {
        None
    }

    /// The number that chooses its form.
    fn quantity(&self) -> Option<u64> {
        None
    }
}

/// A sentence in one language: its forms by the name of their CLDR category.
type BuiltIn = &'static [(&'static str, &'static [Piece])];

/// A number that chooses the form of a sentence: one hour, two hours.
pub trait Quantity: Display {
    fn quantity(&self) -> u64;
}

macro_rules! quantities {
    ($($number:ty)*) => {
        $(impl Quantity for $number {
            fn quantity(&self) -> u64 {
                u64::try_from(*self).unwrap_or(u64::MAX)
            }
        })*
    };
}
quantities!(u8 u16 u32 u64 usize);

/// Says that the caller has a view for a place in the sentence, or an element for a part of it.
pub struct Slot;

/// The sentence in `language`, in the form that fits its number.
pub fn pieces(language: Language, sentence: &dyn Sentence) -> Cow<'static, [Piece]> {
    let category = sentence.quantity().map_or("other", |quantity| format::plural_category(language, quantity));
    #[cfg(debug_assertions)]
    if let Some(pieces) = live::pieces(language, generated::KEYS[sentence.index()], category) {
        return pieces.into();
    }
    let forms = generated::SENTENCES[sentence.index()][language as usize];
    forms
        .iter()
        .find(|(name, _)| *name == category)
        .or(forms.last())
        .map_or_else(Cow::default, |(_, pieces)| (*pieces).into())
}

/// The sentence as text. Views leave nothing in it.
pub fn text(language: Language, sentence: &dyn Sentence) -> String {
    let mut text = String::new();
    for piece in pieces(language, sentence).iter() {
        match piece {
            Piece::Text(part) => text.push_str(part),
            Piece::Argument(name) => {
                if let Some(argument) = sentence.argument(name) {
                    let _ = write!(text, "{argument}");
                }
            }
            Piece::View(_) | Piece::Open(_) | Piece::Close => {}
        }
    }
    text
}

#[cfg(test)]
mod tests;
