use serde::{Deserialize, Serialize};

use super::{Moment, Why};

/// Something that happened to the viewer's sessions and tokens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountEvent {
    pub at: Moment,
    pub kind: EventKind,
    /// The device it happened on, for example `Firefox on Linux`; empty where it was none.
    pub browser: String,
}

/// The latest of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountEvents {
    /// The latest first.
    pub events: Vec<AccountEvent>,
    /// The server's clock at this answer.
    pub now: Moment,
    /// Older ones are forgotten after so many days.
    pub kept_days: u32,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EventKind {
    SignedIn,
    /// A sign-in begun in a signed-in browser did not finish.
    SignInFailed(Why),
    /// The viewer proved again that it is them.
    Proved,
    /// A proof did not finish, or another account came back.
    ProofRefused(Why),
    /// GitHub gave the session a new pair of tokens.
    Refreshed,
    /// GitHub gave a new pair and it was lost before it could be kept.
    PairLost,
    /// A session ended; [`Why::Required`] stands for a sign-out.
    Ended(Why),
    /// GitHub has confirmed that an ended session's tokens are dead.
    Revoked,
    /// GitHub did not confirm it for a week, and we no longer ask.
    RevocationGivenUp,
    ScopesChanged,
    /// The viewer disconnected GitHub.
    Disconnected,
    /// GitHub did not confirm a disconnection; nothing has changed.
    DisconnectFailed,
    /// The viewer downloaded their data.
    Exported,
    /// An act was asked for that needs a fresh session, and this one was not.
    ProofAsked,
}
