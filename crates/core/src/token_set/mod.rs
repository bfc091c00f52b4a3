//! The GitHub tokens of one session, sealed at rest, and their refresh, which one process at a time does.
//!
//! ```text
//! access_token ── row ── pair state ──┬─ usable ──────────────────────► the token
//!                                     └─ to be refreshed ── gate (one refresh in this process)
//!                                         lease (one of all processes, by the database's clock) ── sent_at
//!                                         GitHub ── saved: compare-and-swap on the generation ──► the new token
//! ```
//!
//! GitHub's refresh tokens are single-use, and using one kills the old access token at once: there is no second chance.
//! The response is saved before anybody uses it, and a pair that finds its generation gone is queued for revocation.

mod gate;
mod pair_state;
mod refresh;

use std::sync::Arc;

use gatehouse_model::Timestamp;
use tokio::time::timeout;
use tokio_util::task::TaskTracker;

use self::{
    gate::{RefreshGate, RefreshOutcome},
    pair_state::PairState,
};
use super::{
    clock::Clock,
    config::RefreshTiming,
    crypto::Keyring,
    db::{
        Db, Error,
        token_sets::{self, TokenSetRow},
    },
    oauth::{OAuth, TokenStatus},
    session::SessionKey,
    token::{LiveToken, OpenTokenError},
};

/// In seconds. After GitHub has refused a token that its own check calls good, it is left alone for so long: it refuses
/// good tokens, too, to a client that goes on.
const CONTRADICTION_PAUSE: i64 = 60;

/// In seconds. The tokens of a session that was used within this time are refreshed ahead.
const SEEN_WITHIN: i64 = 3_600;

/// In seconds. A token that expired earlier is refreshed when it is used: there may be a million unused sessions.
const EXPIRED_WITHIN: i64 = 600;

/// One run refreshes at most this many ahead; the next is a minute away.
const DUE_BATCH: i64 = 100;

/// Why there is no access token.
#[derive(Debug, thiserror::Error)]
pub enum TokenSetError {
    /// The session ended while the request was under way.
    #[error("the session has no token set any more")]
    Gone,
    /// GitHub accepts neither the access nor the refresh token of this generation any more.
    #[error("the token set is dead in generation {generation}")]
    Dead { generation: i64 },
    /// Another instance may open it: the row stays.
    #[error("the token set does not open")]
    Sealed(#[from] OpenTokenError),
    /// It was issued to another application, or by another GitHub, than the one configured now.
    #[error("the token set belongs to another application or GitHub")]
    Foreign,
    /// A time-out, a server error, a limit: nothing is known, and the session stays.
    #[error("the token set could not be renewed: {0}")]
    Unavailable(String),
    /// The refresh continues; this request waited long enough.
    #[error("the token set is still being renewed")]
    StillRenewing,
    #[error("the database does not answer")]
    Database(#[from] Error),
}

impl TokenSetError {
    /// For the pair of `generation`, which a refresh did not replace.
    fn from_outcome(outcome: RefreshOutcome, generation: i64) -> Self {
        match outcome {
            RefreshOutcome::Dead => Self::Dead { generation },
            RefreshOutcome::SessionEnded | RefreshOutcome::Refreshed => Self::Gone,
            RefreshOutcome::DatabaseBusy => Self::Database(Error::PoolTimedOut),
            RefreshOutcome::Failed(cause) => Self::Unavailable(cause),
        }
    }
}

/// The token sets of all sessions. Clones are cheap and share the gate.
#[derive(Clone)]
pub struct TokenSets(Arc<Inner>);

struct Inner {
    db: Db,
    clock: Clock,
    keyring: Arc<Keyring>,
    oauth: Arc<OAuth>,
    timing: RefreshTiming,
    gate: RefreshGate,
}

impl TokenSets {
    /// Refreshes run on `tasks`, which the process waits for when it stops: a response of GitHub must be saved.
    #[must_use]
    pub fn new(
        db: Db,
        clock: Clock,
        keyring: Arc<Keyring>,
        oauth: Arc<OAuth>,
        timing: RefreshTiming,
        tasks: TaskTracker,
    ) -> Self {
        Self(Arc::new(Inner { db, clock, keyring, oauth, timing, gate: RefreshGate::new(tasks) }))
    }

    /// Opens the access token of `session`, refreshed first if its expiry is near.
    ///
    /// # Errors
    ///
    /// If there is none that could be used now; only [`TokenSetError::Dead`] says that there never will be.
    pub async fn access_token(&self, session: SessionKey) -> Result<LiveToken, TokenSetError> {
        let row = self.row(session).await?;
        let owner = &row.pair.owner;
        if owner.client_id != self.0.oauth.client_id() || owner.issuer != self.0.oauth.issuer() {
            return Err(TokenSetError::Foreign);
        }
        let state = PairState::new(&row, &self.0.timing, self.0.clock.now());
        let outcome = match state {
            PairState::Usable if row.is_paused() && !row.pair.is_renewable(self.0.clock.now()) => {
                return Err(TokenSetError::Unavailable("GitHub refused this token a moment ago".to_owned()));
            }
            PairState::Usable => return self.open(&row),
            PairState::Dead => return Err(TokenSetError::Dead { generation: row.generation }),
            PairState::ExpiresSoon | PairState::Spent | PairState::Doubtful => self.refresh(&row).await?,
        };
        match (outcome, state) {
            (RefreshOutcome::Refreshed, _) => self.open(&self.row(session).await?),
            // The old token has minutes left.
            (outcome @ (RefreshOutcome::Failed(_) | RefreshOutcome::DatabaseBusy), PairState::ExpiresSoon) => {
                tracing::info!(?session, renewal = ?outcome, "the pair could not be renewed ahead of its end");
                self.open(&row)
            }
            (outcome, _) => Err(TokenSetError::from_outcome(outcome, row.generation)),
        }
    }

    /// To be called after GitHub answered the token of `generation` with 401: returns the newer pair of another process, or a
    /// refreshed one. The refused token itself is never returned again, unless GitHub's check vouches for it.
    ///
    /// # Errors
    ///
    /// As [`TokenSets::access_token`].
    pub async fn after_refusal(&self, session: SessionKey, generation: i64) -> Result<LiveToken, TokenSetError> {
        token_sets::note_refusal(&self.0.db, session, generation).await?;
        self.access_token(session).await
    }

    /// To be called after GitHub answered with 401 to the pair of `generation`, which it gave a moment ago: its own check
    /// decides. If that vouches for the token or fails, nobody sends this token set's token to GitHub for a minute.
    pub async fn refused_again(&self, session: SessionKey, generation: i64) -> Result<TokenSetError, TokenSetError> {
        let row = self.row(session).await?;
        if row.generation != generation {
            return Ok(TokenSetError::Unavailable("the refused pair was replaced meanwhile".to_owned()));
        }
        let cause = match self.0.oauth.check(&row.pair.open_access(&self.0.keyring)?).await {
            Ok(TokenStatus::Dead) => return self.dead_unless_sent(session, generation).await,
            Ok(TokenStatus::Alive) => "GitHub refuses a token that its check calls good".to_owned(),
            Err(error) => error.to_string(),
        };
        let Inner { db, clock, .. } = &*self.0;
        token_sets::note_refusal(db, session, generation).await?;
        let id = &row.pair.owner.token_set_id;
        token_sets::pause(db, id, generation, clock.database_offset(), CONTRADICTION_PAUSE).await?;
        Ok(TokenSetError::Unavailable(cause))
    }

    /// The check says that the pair of `generation` is dead. It is also dead if another process has just sent its refresh
    /// token; then that process's response decides, and the next request refreshes, or finds the newer pair.
    async fn dead_unless_sent(&self, session: SessionKey, generation: i64) -> Result<TokenSetError, TokenSetError> {
        let row = self.row(session).await?;
        if row.generation == generation && row.sent_at.is_none() {
            return Ok(TokenSetError::Dead { generation });
        }
        token_sets::note_refusal(&self.0.db, session, generation).await?;
        Ok(TokenSetError::Unavailable("the refused pair is being replaced".to_owned()))
    }

    /// Asks GitHub's token check whether it still honours the token set.
    ///
    /// # Errors
    ///
    /// As [`TokenSets::access_token`].
    pub async fn verify(&self, session: SessionKey) -> Result<(), TokenSetError> {
        let live = self.access_token(session).await?;
        match self.0.oauth.check(&live.token).await {
            Ok(TokenStatus::Alive) => Ok(()),
            Ok(TokenStatus::Dead) => self.after_refusal(session, live.generation).await.map(|_| ()),
            Err(error) => Err(TokenSetError::Unavailable(error.to_string())),
        }
    }

    /// Learns from the latest stored token whether the application is an OAuth app or a GitHub App, which pages need to know
    /// before anybody signs in.
    pub async fn learn_application(&self) -> Result<(), TokenSetError> {
        let Inner { db, oauth, keyring, .. } = &*self.0;
        if let Some(pair) = token_sets::latest(db, oauth.client_id(), oauth.issuer()).await? {
            oauth.learn(&pair.open_access(keyring)?);
        }
        Ok(())
    }

    /// Recently seen sessions whose access token expires within `ahead` seconds.
    pub async fn due(&self, ahead: i64, now: Timestamp) -> Result<Vec<SessionKey>, Error> {
        let (from, to) = (Timestamp(now.0 - EXPIRED_WITHIN), Timestamp(now.0 + ahead));
        token_sets::due(&self.0.db, from, to, Timestamp(now.0 - SEEN_WITHIN), DUE_BATCH).await
    }

    async fn row(&self, session: SessionKey) -> Result<TokenSetRow, TokenSetError> {
        let row = token_sets::of_session(&self.0.db, session, self.0.clock.database_offset()).await?;
        row.ok_or(TokenSetError::Gone)
    }

    async fn refresh(&self, row: &TokenSetRow) -> Result<RefreshOutcome, TokenSetError> {
        // If the keys here do not open the pair, nothing needs to be asked.
        row.pair.open_access(&self.0.keyring)?;
        let key = (row.pair.owner.token_set_id.clone(), row.generation);
        let work = Arc::clone(&self.0).refresh(key.0.clone(), key.1);
        timeout(self.0.timing.patience, self.0.gate.join(key, work)).await.map_err(|_| TokenSetError::StillRenewing)
    }

    fn open(&self, row: &TokenSetRow) -> Result<LiveToken, TokenSetError> {
        let token = row.pair.open_access(&self.0.keyring)?;
        self.0.oauth.learn(&token);
        Ok(LiveToken { token, generation: row.generation })
    }
}
