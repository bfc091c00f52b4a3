//! The only types that may cross to the browser: plain serde data, without views, secrets or gates.
//!
//! What is not named here stays on the server. A field is added when a page needs it, not because GitHub sends it.

mod account_event;
mod act;
mod dated;
mod device;
mod done;
mod error;
mod moment;
mod preferences;
mod profile;
mod repository;
mod repository_query;
mod sign_in;
mod viewer;

pub use account_event::{AccountEvent, AccountEvents, EventKind};
pub use act::{Act, Proof, WaitingAct};
pub use dated::Dated;
pub use device::{Device, Devices};
pub use done::Done;
pub use error::AppError;
pub use moment::Moment;
pub use preferences::{Language, Preferences, Theme};
pub use profile::{Plan, Profile};
pub use repository::{Repository, RepositoryPage, Visibility};
pub use repository_query::{RepositoryQuery, RepositorySort};
pub use sign_in::Why;
pub use viewer::Viewer;
