//! The border. Each function here is a public endpoint below `/api`.
//!
//! The contract: it reads and never changes anything; it proves the viewer itself, because a call made while a page is
//! rendered passes no layer; its signature names [`crate::model`] types only; its endpoint is fixed, so that
//! addresses do not depend on where the program was built.

mod devices;
mod events;
mod profile;
mod proof;
mod repositories;
mod viewer;

pub use devices::devices;
pub use events::events;
pub use profile::profile;
pub use proof::proof;
pub use repositories::repositories;
pub use viewer::viewer;
