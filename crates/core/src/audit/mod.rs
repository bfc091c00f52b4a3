//! What happened to a viewer's sessions and tokens, for them to read: one line in the log and one row, which only age
//! or the viewer takes away (ASVS 16.3; OWASP "Logging"). Repeats of what anybody can repeat share a row.
//!
//! A leaf. A row is written in the transaction of the event itself, so that neither stands without the other.

mod list;
mod note;
mod words;

pub use list::{KEPT_DAYS, Page, all, page};
pub use note::{of_session, of_viewer, replaced};
pub use words::of as words_of;
