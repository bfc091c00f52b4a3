//! The types that cross between server and browser: plain serde data without views, secrets or Cargo features.
//!
//! Anything not named here stays on the server. Add a field when a page needs it, not because GitHub sends it.

mod account_event;
mod action;
mod activity;
mod contributions;
mod error;
mod message;
mod preferences;
mod profile;
mod repository;
mod session;
mod timestamp;

pub use account_event::{AccountEvent, AccountEventGroup, AccountEventKind, AccountEvents};
pub use action::{Attempt, AttemptOutcome, ORGANIZATIONS, PendingAction, Reauthentication, SensitiveAction};
pub use activity::{Action, Activity, Created, Event, EventPayload, Star, Stars};
pub use contributions::{CalendarDate, ContributionDay, Contributions, Gap, Overview, PinnedItem, PinnedKind};
pub use error::{AppError, Policy, RateLimit, SessionVerdict};
pub use message::{Flash, Message, SignInReason};
pub use preferences::{Language, Preferences, Theme};
pub use profile::{LanguageShare, Languages, Organization, Organizations, Plan, Profile};
pub use repository::{Repository, RepositoryKind, RepositoryPage, RepositoryQuery, RepositorySort, Visibility};
pub use session::{Allowance, Allowances, Application, CacheUsage, Device, Devices, TokenSetInfo, Viewer, has_scope};
pub use timestamp::{Fetched, Timestamp};
