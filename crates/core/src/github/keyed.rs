use std::hash::Hash;

/// An item of a list that GitHub gives page by page.
pub(super) trait Keyed {
    /// What tells it from every other item of the list.
    fn key(&self) -> impl Hash + Eq;
}
