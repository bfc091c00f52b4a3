//! `token_sets`: the GitHub tokens of each session, sealed, with the lease of the process that refreshes them.
//!
//! Leases go by the database's own clock. `clock_offset` is what tests add to it.

use gatehouse_model::Timestamp;
use sqlx::{FromRow, Row, any::AnyRow};

use super::{
    Db, Error, Write,
    columns::{bind_pair, bind_tokens, optional_timestamp, scopes},
    sessions::SessionState,
};
use crate::{crypto::Sealed, session::SessionKey, token::SealedPair};

/// A token set as it was at one moment.
#[derive(FromRow)]
pub struct TokenSetRow {
    #[sqlx(flatten)]
    pub pair: SealedPair,
    /// Rises with every new pair.
    pub generation: i64,
    #[sqlx(try_from = "i64")]
    pub received_at: Timestamp,
    pub lease_owner: Option<String>,
    pub lease_until: i64,
    /// When the refresh token was last sent; no answer has been saved since.
    pub sent_at: Option<i64>,
    /// The last generation whose access token GitHub answered with 401.
    pub refused_generation: i64,
    /// The database's clock when the row was read.
    pub database_now: i64,
}

impl TokenSetRow {
    /// Whether GitHub has refused the access token.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.refused_generation >= self.generation
    }

    /// Whether GitHub is to be left alone after a failure: a lease without an owner.
    #[must_use]
    pub fn is_paused(&self) -> bool {
        self.lease_owner.is_none() && self.lease_until > self.database_now
    }
}

macro_rules! columns {
    () => {
        "id AS token_set_id, issuer, github_id, client_id, access_token, refresh_token, access_expires_at,
         refresh_expires_at, generation, received_at, lease_owner, lease_until, sent_at, refused_generation"
    };
}

const OF_SESSION: &str = concat!(
    "SELECT ",
    columns!(),
    ", (SELECT now FROM database_clock) + $2 AS database_now FROM token_sets WHERE session_hash = $1"
);

pub async fn of_session(db: &Db, session: SessionKey, clock_offset: i64) -> Result<Option<TokenSetRow>, Error> {
    sqlx::query_as(OF_SESSION).bind(session).bind(clock_offset).fetch_optional(db.read()).await
}

const BY_ID: &str = concat!(
    "SELECT ",
    columns!(),
    ", (SELECT now FROM database_clock) + $2 AS database_now FROM token_sets WHERE id = $1"
);

/// By the token set's own id, which stays the same when its session gets a new one.
pub async fn by_id(db: &Db, id: &str, clock_offset: i64) -> Result<Option<TokenSetRow>, Error> {
    sqlx::query_as(BY_ID).bind(id).bind(clock_offset).fetch_optional(db.read()).await
}

const LATEST: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM token_sets WHERE client_id = $1 AND issuer = $2 ORDER BY received_at DESC LIMIT 1"
);

/// The pair that was received last by this application.
pub async fn latest(db: &Db, client_id: &str, issuer: &str) -> Result<Option<SealedPair>, Error> {
    sqlx::query_as(LATEST).bind(client_id).bind(issuer).fetch_optional(db.read()).await
}

const INSERT: &str = "
    INSERT INTO token_sets (id, issuer, github_id, client_id, access_token, refresh_token, access_expires_at,
                            refresh_expires_at, session_hash, scopes, received_at, generation)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)";

/// Gives a session its first pair.
pub async fn insert(
    write: &mut Write,
    session: SessionKey,
    pair: &SealedPair,
    scopes: &[String],
    now: Timestamp,
) -> Result<(), Error> {
    put(INSERT, write, session, pair, scopes, now).await
}

const REPLACE: &str = "
    UPDATE token_sets
    SET id = $1, issuer = $2, github_id = $3, client_id = $4, access_token = $5, refresh_token = $6,
        access_expires_at = $7, refresh_expires_at = $8, scopes = $10, received_at = $11, generation = generation + 1,
        lease_owner = NULL, lease_until = 0, sent_at = NULL
    WHERE session_hash = $9";

/// Gives a session another pair, under another id and of the next generation. The earlier pair must be in the revocation
/// queue. A refresh of it that is under way finds its token set gone, and queues what it got.
pub async fn replace(
    write: &mut Write,
    session: SessionKey,
    pair: &SealedPair,
    scopes: &[String],
    now: Timestamp,
) -> Result<(), Error> {
    put(REPLACE, write, session, pair, scopes, now).await
}

async fn put(
    statement: &'static str,
    write: &mut Write,
    session: SessionKey,
    pair: &SealedPair,
    scopes: &[String],
    now: Timestamp,
) -> Result<(), Error> {
    let query = bind_pair(sqlx::query(statement), pair).bind(session).bind(scopes.join(" ")).bind(now.0);
    query.execute(&mut **write).await.map(drop)
}

/// Hands the session's token set to its new id. A refresh under way continues, since it knows the token set's own id.
pub async fn move_to(write: &mut Write, session: SessionKey, new: SessionKey) -> Result<(), Error> {
    let query = sqlx::query("UPDATE token_sets SET session_hash = $1 WHERE session_hash = $2").bind(new).bind(session);
    query.execute(&mut **write).await.map(drop)
}

/// The session's pair must be dead, or in the revocation queue.
pub async fn delete(write: &mut Write, session: SessionKey) -> Result<(), Error> {
    let query = sqlx::query("DELETE FROM token_sets WHERE session_hash = $1").bind(session);
    query.execute(&mut **write).await.map(drop)
}

pub async fn generation(write: &mut Write, session: SessionKey) -> Result<Option<i64>, Error> {
    let query = sqlx::query_scalar("SELECT generation FROM token_sets WHERE session_hash = $1").bind(session);
    query.fetch_optional(&mut **write).await
}

pub async fn session(write: &mut Write, id: &str) -> Result<SessionKey, Error> {
    sqlx::query_scalar("SELECT session_hash FROM token_sets WHERE id = $1").bind(id).fetch_one(&mut **write).await
}

pub async fn access_token(write: &mut Write, id: &str) -> Result<Option<Sealed>, Error> {
    sqlx::query_scalar("SELECT access_token FROM token_sets WHERE id = $1").bind(id).fetch_optional(&mut **write).await
}

const ACQUIRE_LEASE: &str = concat!(
    "UPDATE token_sets SET lease_owner = $1, lease_until = (SELECT now FROM database_clock) + $2 + $3
     WHERE id = $4 AND generation = $5 AND lease_until <= (SELECT now FROM database_clock) + $2
     RETURNING ",
    columns!(),
    ", (SELECT now FROM database_clock) + $2 AS database_now"
);

/// The lease of one generation of a token set.
#[derive(Clone, Copy)]
pub struct Lease<'a> {
    pub token_set_id: &'a str,
    pub generation: i64,
    /// Names one attempt of one process.
    pub owner: &'a str,
}

/// Takes the lease for `seconds` unless somebody has it, or the generation has passed. The row still says when an earlier
/// owner sent the refresh token.
pub async fn acquire_lease(
    db: &Db,
    lease: Lease<'_>,
    clock_offset: i64,
    seconds: i64,
) -> Result<Option<TokenSetRow>, Error> {
    let query = sqlx::query_as(ACQUIRE_LEASE).bind(lease.owner).bind(clock_offset).bind(seconds);
    let query = query.bind(lease.token_set_id).bind(lease.generation);
    query.fetch_optional(&mut *db.write_one().await?).await
}

const MARK_SENT: &str = "
    UPDATE token_sets SET sent_at = (SELECT now FROM database_clock) + $1
    WHERE id = $2 AND generation = $3 AND lease_owner = $4";

/// False if the lease is somebody else's by now, or the session has ended.
pub async fn mark_sent(db: &Db, lease: Lease<'_>, clock_offset: i64) -> Result<bool, Error> {
    let query = sqlx::query(MARK_SENT).bind(clock_offset).bind(lease.token_set_id).bind(lease.generation);
    Ok(query.bind(lease.owner).execute(&mut *db.write_one().await?).await?.rows_affected() == 1)
}

const RELEASE_LEASE: &str = "
    UPDATE token_sets SET lease_owner = NULL, lease_until = (SELECT now FROM database_clock) + $1 + $2, sent_at = $3
    WHERE id = $4 AND generation = $5 AND lease_owner = $6";

/// Gives the lease back, followed by a pause of `seconds`. `sent_at` is restored to what it was before this lease.
pub async fn release_lease(
    db: &Db,
    lease: Lease<'_>,
    clock_offset: i64,
    seconds: i64,
    sent_at: Option<i64>,
) -> Result<(), Error> {
    let query = sqlx::query(RELEASE_LEASE).bind(clock_offset).bind(seconds).bind(sent_at);
    let query = query.bind(lease.token_set_id).bind(lease.generation).bind(lease.owner);
    query.execute(&mut *db.write_one().await?).await.map(drop)
}

const PAUSE: &str = "
    UPDATE token_sets SET lease_owner = NULL, lease_until = (SELECT now FROM database_clock) + $1 + $2
    WHERE id = $3 AND generation = $4
        AND (lease_owner IS NULL OR lease_until <= (SELECT now FROM database_clock) + $1)
        AND lease_until < (SELECT now FROM database_clock) + $1 + $2";

/// A pause of `seconds`, unless somebody has the lease: they are replacing the pair.
pub async fn pause(db: &Db, id: &str, generation: i64, clock_offset: i64, seconds: i64) -> Result<(), Error> {
    let query = sqlx::query(PAUSE).bind(clock_offset).bind(seconds).bind(id).bind(generation);
    query.execute(&mut *db.write_one().await?).await.map(drop)
}

const SAVE: &str = "
    UPDATE token_sets
    SET generation = generation + 1, refreshes = refreshes + 1, access_token = $1, refresh_token = $2,
        access_expires_at = $3, refresh_expires_at = $4, received_at = $5,
        scopes = CASE WHEN $6 = '' THEN scopes ELSE $6 END, lease_owner = NULL, lease_until = 0, sent_at = NULL
    WHERE id = $7 AND generation = $8";

/// Saves the pair that GitHub gave for that of `generation`. False if the token set is not of that generation any more.
pub async fn save_refreshed(
    write: &mut Write,
    pair: &SealedPair,
    scopes: &[String],
    generation: i64,
    now: Timestamp,
) -> Result<bool, Error> {
    let query = bind_tokens(sqlx::query(SAVE), pair).bind(now.0).bind(scopes.join(" "));
    let query = query.bind(&pair.owner.token_set_id).bind(generation);
    Ok(query.execute(&mut **write).await?.rows_affected() == 1)
}

const NOTE_REFUSAL: &str = "UPDATE token_sets SET refused_generation = $1 WHERE session_hash = $2 AND generation = $1";

pub async fn note_refusal(db: &Db, session: SessionKey, generation: i64) -> Result<(), Error> {
    let query = sqlx::query(NOTE_REFUSAL).bind(generation).bind(session);
    query.execute(&mut *db.write_one().await?).await.map(drop)
}

const CLEAR_REFUSAL: &str = "UPDATE token_sets SET refused_generation = 0 WHERE id = $1 AND generation = $2";

pub async fn clear_refusal(db: &Db, id: &str, generation: i64) -> Result<(), Error> {
    let query = sqlx::query(CLEAR_REFUSAL).bind(id).bind(generation);
    query.execute(&mut *db.write_one().await?).await.map(drop)
}

const DUE: &str = "
    SELECT g.session_hash FROM token_sets g JOIN sessions s ON s.id_hash = g.session_hash
    WHERE g.access_expires_at > $1 AND g.access_expires_at <= $2 AND g.refresh_token IS NOT NULL
        AND s.state = $5 AND s.last_seen_at >= $3
    ORDER BY g.access_expires_at LIMIT $4";

/// The sessions, seen since then, whose access token expires after `from` and not after `to`; the first to expire first.
pub async fn due(
    db: &Db,
    from: Timestamp,
    to: Timestamp,
    seen_since: Timestamp,
    limit: i64,
) -> Result<Vec<SessionKey>, Error> {
    let query = sqlx::query_scalar(DUE).bind(from.0).bind(to.0).bind(seen_since.0).bind(limit);
    query.bind(SessionState::Active as i64).fetch_all(db.read()).await
}

const IDS_OF_CLIENT: &str = "
    SELECT id FROM token_sets WHERE issuer = $1 AND github_id = $2 AND client_id = $3
    UNION SELECT token_set_id FROM revocations WHERE issuer = $1 AND github_id = $2 AND client_id = $3";

/// The viewer's token sets at one application, also those whose pairs are queued for revocation.
pub async fn ids_of_client(db: &Db, issuer: &str, viewer: i64, client_id: &str) -> Result<Vec<String>, Error> {
    sqlx::query_scalar(IDS_OF_CLIENT).bind(issuer).bind(viewer).bind(client_id).fetch_all(db.read()).await
}

/// What a page shows about a token set.
pub struct TokenSetSummary {
    pub pair: SealedPair,
    pub scopes: Vec<String>,
    pub generation: i64,
    pub refreshes: i64,
    pub received_at: Timestamp,
}

impl FromRow<'_, AnyRow> for TokenSetSummary {
    fn from_row(row: &AnyRow) -> Result<Self, Error> {
        Ok(Self {
            pair: SealedPair::from_row(row)?,
            scopes: scopes(row.try_get("scopes")?),
            generation: row.try_get("generation")?,
            refreshes: row.try_get("refreshes")?,
            received_at: Timestamp(row.try_get("received_at")?),
        })
    }
}

const SUMMARY: &str = "
    SELECT id AS token_set_id, issuer, github_id, client_id, access_token, refresh_token, access_expires_at,
           refresh_expires_at, scopes, generation, refreshes, received_at
    FROM token_sets WHERE session_hash = $1";

pub async fn summary(db: &Db, session: SessionKey) -> Result<Option<TokenSetSummary>, Error> {
    sqlx::query_as(SUMMARY).bind(session).fetch_optional(db.read()).await
}

/// A token set in a viewer's export, without its tokens.
pub struct ExportedTokenSet {
    pub scopes: Vec<String>,
    pub generation: i64,
    pub received_at: Timestamp,
    pub access_expires_at: Option<Timestamp>,
    pub refresh_expires_at: Option<Timestamp>,
}

impl FromRow<'_, AnyRow> for ExportedTokenSet {
    fn from_row(row: &AnyRow) -> Result<Self, Error> {
        Ok(Self {
            scopes: scopes(row.try_get("scopes")?),
            generation: row.try_get("generation")?,
            received_at: Timestamp(row.try_get("received_at")?),
            access_expires_at: optional_timestamp(row, "access_expires_at")?,
            refresh_expires_at: optional_timestamp(row, "refresh_expires_at")?,
        })
    }
}

const OF_VIEWER: &str = "
    SELECT scopes, generation, received_at, access_expires_at, refresh_expires_at FROM token_sets
    WHERE issuer = $1 AND github_id = $2 ORDER BY received_at";

pub async fn of_viewer(db: &Db, issuer: &str, viewer: i64) -> Result<Vec<ExportedTokenSet>, Error> {
    sqlx::query_as(OF_VIEWER).bind(issuer).bind(viewer).fetch_all(db.read()).await
}
