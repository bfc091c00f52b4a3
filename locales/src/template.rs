//! What a sentence is made of. The build script compiles this file as well.

use std::borrow::Cow;

use icu_plurals::PluralCategory;

/// A part of a sentence. A built-in one borrows its text, one read from a file owns it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Text(Cow<'static, str>),
    /// By its name.
    Argument(Cow<'static, str>),
    /// By its name.
    View(Cow<'static, str>),
    /// The start of an element, by its name.
    Open(Cow<'static, str>),
    /// The end of the innermost element.
    Close,
}

/// The name of a form that a sentence with a number has, as it ends a key: `hours_one`.
pub fn category_name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}
