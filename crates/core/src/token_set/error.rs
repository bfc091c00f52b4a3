use super::gate::Renewal;
use crate::{db::Error, token::OpenTokenError};

/// Why there is no access token.
#[derive(Debug, thiserror::Error)]
pub enum TokenSetError {
    /// The session ended while the request was under way.
    #[error("the session has no token set any more")]
    Gone,
    /// GitHub takes neither the access nor the refresh token of this generation any more.
    #[error("the token set is dead in generation {generation}")]
    Dead { generation: i64 },
    /// Another instance may open it: the row stays.
    #[error("the token set does not open")]
    Sealed(#[from] OpenTokenError),
    /// It was given to another application, or by another GitHub, than the one configured now: nobody here may use it.
    #[error("the token set belongs to another application or GitHub")]
    Foreign,
    /// A time-out, a server error, a limit: nothing is known, and the session stays.
    #[error("the token set could not be renewed: {0}")]
    Unavailable(String),
    /// The new pair is under way; this request's patience is over.
    #[error("the token set is still being renewed")]
    StillRenewing,
    #[error("the database does not answer")]
    Database(#[from] Error),
}

impl TokenSetError {
    /// What a renewal that brought no new pair means for the pair of `generation`.
    pub(super) fn of(renewal: Renewal, generation: i64) -> Self {
        match renewal {
            Renewal::Dead => Self::Dead { generation },
            Renewal::Gone | Renewal::Renewed => Self::Gone,
            Renewal::Busy => Self::Database(Error::PoolTimedOut),
            Renewal::Kept(cause) => Self::Unavailable(cause),
        }
    }
}
