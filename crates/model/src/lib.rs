//! The only types that may cross to the browser: plain serde data, without views, secrets or gates.
//!
//! What is not named here stays on the server. A field is added when a page needs it, not because GitHub sends it.

mod account_event;
mod action;
mod activity;
mod allowance;
mod application;
mod attempt;
mod contributions;
mod device;
mod done;
mod error;
mod fetched;
mod flash;
mod language;
mod organization;
mod preferences;
mod profile;
mod repository;
mod repository_query;
mod scopes;
mod sign_in;
mod starred;
mod timestamp;
mod token_set_info;
mod viewer;

pub use account_event::{AccountEvent, AccountEventGroup, AccountEventKind, AccountEvents};
pub use action::{ORGANIZATIONS, PendingAction, Reauthentication, SensitiveAction};
pub use activity::{Action, Activity, Created, Event, EventPayload};
pub use allowance::{Allowance, Allowances};
pub use application::Application;
pub use attempt::{Attempt, Outcome};
pub use contributions::{CalendarDate, ContributionDay, Contributions, Gap, Overview, PinnedItem, PinnedKind};
pub use device::{Device, Devices};
pub use done::Flash;
pub use error::{AppError, Policy, RateLimit, SessionVerdict};
pub use fetched::Fetched;
pub use flash::Message;
pub use language::{LanguageShare, Languages};
pub use organization::{Organization, Organizations};
pub use preferences::{Language, Preferences, Theme};
pub use profile::{Plan, Profile};
pub use repository::{Repository, RepositoryPage, Visibility};
pub use repository_query::{RepositoryKind, RepositoryQuery, RepositorySort};
pub use scopes::holds;
pub use sign_in::SignInReason;
pub use starred::{Star, Stars};
pub use timestamp::Timestamp;
pub use token_set_info::TokenSetInfo;
pub use viewer::Viewer;
