use sqlx::{Row, any::AnyRow};

use super::Inner;
use crate::{
    db::{Error, Write},
    session_key::SessionKey,
    token::SealedPair,
};

/// A token set as the database has it at one moment.
pub(super) struct TokenSetRow {
    pub pair: SealedPair,
    pub generation: i64,
    /// When the pair came, in seconds.
    pub received_at: i64,
    pub lease_owner: Option<String>,
    pub lease_until: i64,
    pub sent_at: Option<i64>,
    pub refused_generation: i64,
    /// The database's clock at this read.
    pub database_now: i64,
}

macro_rules! columns {
    () => {
        "id AS token_set_id, issuer, github_id, client_id, access_token, refresh_token, access_expires_at,
         refresh_expires_at, generation, received_at, lease_owner, lease_until, sent_at, refused_generation"
    };
}
pub(super) use columns;

const OF_SESSION: &str = concat!(
    "SELECT ",
    columns!(),
    ", (SELECT now FROM database_clock) + $2 AS database_now FROM token_sets WHERE session_hash = $1"
);

const BY_ID: &str = concat!(
    "SELECT ",
    columns!(),
    ", (SELECT now FROM database_clock) + $2 AS database_now FROM token_sets WHERE id = $1"
);

const LATEST: &str = concat!(
    "SELECT ",
    columns!(),
    ", 0 AS database_now FROM token_sets WHERE client_id = $1 AND issuer = $2 ORDER BY received_at DESC LIMIT 1"
);

impl Inner {
    /// The token set that was given or renewed last, of this application.
    pub(super) async fn latest(&self) -> Result<Option<TokenSetRow>, Error> {
        let query = sqlx::query(LATEST).bind(self.oauth.client_id()).bind(self.oauth.issuer());
        query.fetch_optional(self.db.read()).await?.as_ref().map(TokenSetRow::read).transpose()
    }

    pub(super) async fn row_of(&self, session: SessionKey) -> Result<Option<TokenSetRow>, Error> {
        let query = sqlx::query(OF_SESSION).bind(session.as_bytes()).bind(self.clock.database_offset());
        query.fetch_optional(self.db.read()).await?.as_ref().map(TokenSetRow::read).transpose()
    }

    /// By the token set's own id, which stays when its session gets a new one.
    pub(super) async fn row(&self, token_set_id: &str) -> Result<Option<TokenSetRow>, Error> {
        let query = sqlx::query(BY_ID).bind(token_set_id).bind(self.clock.database_offset());
        query.fetch_optional(self.db.read()).await?.as_ref().map(TokenSetRow::read).transpose()
    }
}

impl TokenSetRow {
    pub(super) fn read(row: &AnyRow) -> Result<Self, Error> {
        Ok(Self {
            pair: SealedPair::read(row)?,
            generation: row.try_get("generation")?,
            received_at: row.try_get("received_at")?,
            lease_owner: row.try_get("lease_owner")?,
            lease_until: row.try_get("lease_until")?,
            sent_at: row.try_get("sent_at")?,
            refused_generation: row.try_get("refused_generation")?,
            database_now: row.try_get("database_now")?,
        })
    }

    /// Whether GitHub has refused the access token.
    pub(super) fn is_refused(&self) -> bool {
        self.refused_generation >= self.generation
    }

    /// Whether a failure a moment ago asks for a rest: a lease that nobody holds.
    pub(super) fn is_paused(&self) -> bool {
        self.lease_owner.is_none() && self.lease_until > self.database_now
    }
}

/// The generation of the session's token set, read in the transaction that hangs on it.
///
/// # Errors
///
/// When the database does not answer.
pub async fn generation_of(write: &mut Write, session: SessionKey) -> Result<Option<i64>, Error> {
    sqlx::query_scalar("SELECT generation FROM token_sets WHERE session_hash = $1")
        .bind(session.as_bytes())
        .fetch_optional(&mut **write)
        .await
}
