//! What a flow is: a sign-in or a reauthentication that has left for GitHub and has to come back to the same browser.
//! `sign_in` begins and finishes them.

mod cookie;
mod in_flight;
mod return_to;

use gatehouse_model::{SignInReason, Timestamp};
use oauth2::CsrfToken;
use tower_sessions::session::Id;

use crate::{
    crypto::{hex, sha256},
    session::SessionKey,
};

pub(crate) use cookie::FlowCookie;
pub use in_flight::FlowsInFlight;
pub(crate) use in_flight::{Key, Waiters};
pub use return_to::{Pages, ReturnTo};

/// What a flow is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FlowPurpose {
    SignIn,
    /// It must come back to the session it began in.
    Reauthentication(SessionKey),
    /// A reauthentication that gives the session a pair with other scopes.
    Scopes {
        session: SessionKey,
        /// Whether `read:org` is asked for, too.
        organizations: bool,
    },
}

impl FlowPurpose {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::SignIn => "sign-in",
            Self::Reauthentication(_) => "reauthentication",
            Self::Scopes { organizations: false, .. } => "scopes",
            Self::Scopes { organizations: true, .. } => "scopes-organizations",
        }
    }

    /// The session it must come back to.
    pub(crate) fn session(self) -> Option<SessionKey> {
        match self {
            Self::SignIn => None,
            Self::Reauthentication(session) | Self::Scopes { session, .. } => Some(session),
        }
    }

    pub(crate) fn from_code(code: &str, session: Option<SessionKey>) -> Option<Self> {
        match (code, session) {
            ("sign-in", None) => Some(Self::SignIn),
            ("reauthentication", Some(session)) => Some(Self::Reauthentication(session)),
            ("scopes", Some(session)) => Some(Self::Scopes { session, organizations: false }),
            ("scopes-organizations", Some(session)) => Some(Self::Scopes { session, organizations: true }),
            _ => None,
        }
    }
}

/// A session under its new id.
#[derive(Clone)]
pub(crate) struct NewSession {
    pub id: Id,
    pub absolute_at: Timestamp,
    /// GitHub gave less than was asked for.
    pub fewer_scopes: bool,
}

#[derive(Clone)]
pub(crate) struct FinishedFlow {
    pub purpose: FlowPurpose,
    pub return_to: ReturnTo,
    pub cookie: FlowCookie,
    pub result: Result<NewSession, SignInReason>,
}

#[derive(Clone)]
pub(crate) enum FlowOutcome {
    Finished(FinishedFlow),
    Expired(FlowPurpose),
    /// The browser has no such flow.
    Unknown,
}

/// The name of the flow's row and cookie, which does not reveal the state.
pub(crate) fn id_from_state(state: &CsrfToken) -> String {
    hex(&sha256(format!("flow id {}", state.secret()).as_bytes())[..8])
}

/// Identifies a callback of one browser, however often it is requested.
pub(crate) fn callback_key(state: &CsrfToken, cookies: &[FlowCookie]) -> [u8; 32] {
    let cookies = cookies.iter().flat_map(FlowCookie::hash);
    sha256(&state_hash(state).into_iter().chain(cookies).collect::<Vec<u8>>())
}

pub(crate) fn state_hash(state: &CsrfToken) -> [u8; 32] {
    sha256(state.secret().as_bytes())
}
