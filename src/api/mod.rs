//! The border. Each function here is a public endpoint below `/api`.
//!
//! The contract: it reads and never changes anything; it proves the viewer itself, because a call made while a page is
//! rendered passes no layer; its signature names [`crate::model`] types only; its endpoint is fixed, so that
//! addresses do not depend on where the program was built.

mod activity;
mod allowances;
mod devices;
mod events;
mod grant_facts;
mod languages;
mod organizations;
mod overview;
mod profile;
mod proof;
mod repositories;
mod stars;
mod viewer;

pub use activity::activity;
pub use allowances::allowances;
pub use devices::devices;
pub use events::events;
pub use grant_facts::grant_facts;
pub use languages::languages;
pub use organizations::organizations;
pub use overview::overview;
pub use profile::profile;
pub use proof::proof;
pub use repositories::repositories;
pub use stars::stars;
pub use viewer::viewer;
