//! The border. Each function here is a public endpoint below `/api`.
//!
//! The contract: it reads and never changes anything; it proves the viewer itself, because a call made while a page is
//! rendered passes no layer; its signature names [`crate::model`] types only; its endpoint is fixed, so that
//! addresses do not depend on where the program was built.

mod profile;
mod repositories;
mod viewer;

pub use profile::profile;
pub use repositories::repositories;
pub use viewer::viewer;
