//! The only types that may cross to the browser: plain serde data, without views, secrets or gates.
//!
//! What is not named here stays on the server. A field is added when a page needs it, not because GitHub sends it.

mod account_event;
mod act;
mod activity;
mod allowance;
mod application;
mod attempt;
mod contributions;
mod dated;
mod device;
mod done;
mod error;
mod flash;
mod grant_facts;
mod language;
mod moment;
mod organization;
mod preferences;
mod profile;
mod repository;
mod repository_query;
mod scopes;
mod sign_in;
mod starred;
mod viewer;

pub use account_event::{AccountEvent, AccountEvents, EventGroup, EventKind};
pub use act::{Act, ORGANIZATIONS, Proof, WaitingAct};
pub use activity::{Action, Activity, Created, Deed, Happening};
pub use allowance::{Allowance, Allowances};
pub use application::Application;
pub use attempt::{Attempt, Outcome};
pub use contributions::{CalendarDate, ContributionDay, Contributions, Gap, Overview, PinnedItem, PinnedKind};
pub use dated::Dated;
pub use device::{Device, Devices};
pub use done::Done;
pub use error::{AppError, Policy, RateLimit, SessionVerdict};
pub use flash::Flash;
pub use grant_facts::GrantFacts;
pub use language::{LanguageShare, Languages};
pub use moment::Moment;
pub use organization::{Organization, Organizations};
pub use preferences::{Language, Preferences, Theme};
pub use profile::{Plan, Profile};
pub use repository::{Repository, RepositoryPage, Visibility};
pub use repository_query::{RepositoryKind, RepositoryQuery, RepositorySort};
pub use scopes::holds;
pub use sign_in::Why;
pub use starred::{Star, Stars};
pub use viewer::Viewer;
