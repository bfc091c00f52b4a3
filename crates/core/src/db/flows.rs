//! `flows`: sign-ins and reauthentications under way at GitHub, by the hash of the OAuth state.

use gatehouse_model::Timestamp;
use sqlx::FromRow;

use super::{Db, Error, Write};
use crate::{crypto::Sealed, session::SessionKey};

/// How many browser hashes or flow ids one query compares, at most.
pub const MOST_COOKIES: usize = 12;

type Hash = [u8; 32];

/// Who pays for a flow when there are too many.
pub enum FlowOwner {
    /// A visitor's network, coarsely.
    Network(String),
    /// GitHub's numeric id.
    Viewer(i64),
}

impl FlowOwner {
    fn key(&self) -> String {
        match self {
            Self::Network(network) => format!("network {network}"),
            Self::Viewer(id) => format!("viewer {id}"),
        }
    }
}

pub struct NewFlow<'a> {
    pub state_hash: Hash,
    pub id: &'a str,
    pub browser_hash: Hash,
    pub issuer: &'a str,
    pub verifier: Sealed,
    pub return_to: &'a str,
    pub purpose: &'a str,
    pub session: Option<SessionKey>,
    pub expires_at: Timestamp,
    pub owner: &'a FlowOwner,
}

#[derive(FromRow)]
pub struct FlowRow {
    pub id: String,
    pub issuer: String,
    pub verifier: Sealed,
    pub return_to: String,
    pub purpose: String,
    pub session_hash: Option<SessionKey>,
    #[sqlx(try_from = "i64")]
    pub expires_at: Timestamp,
}

const INSERT: &str = "
    INSERT INTO flows (state_hash, id, browser_hash, issuer, verifier, return_to, purpose, session_hash, expires_at,
                       owner)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

pub async fn insert(write: &mut Write, flow: NewFlow<'_>) -> Result<(), Error> {
    sqlx::query(INSERT)
        .bind(flow.state_hash.as_slice())
        .bind(flow.id)
        .bind(flow.browser_hash.as_slice())
        .bind(flow.issuer)
        .bind(flow.verifier)
        .bind(flow.return_to)
        .bind(flow.purpose)
        .bind(flow.session)
        .bind(flow.expires_at.0)
        .bind(flow.owner.key())
        .execute(&mut **write)
        .await
        .map(drop)
}

const TRIM_OWNER: &str = "
    DELETE FROM flows WHERE state_hash IN
        (SELECT state_hash FROM flows WHERE owner = $1 ORDER BY expires_at DESC, state_hash LIMIT 100 OFFSET $2)";

/// Deletes the oldest flows of `owner` beyond the first `most`.
pub async fn trim_owner(write: &mut Write, owner: &FlowOwner, most: i64) -> Result<(), Error> {
    sqlx::query(TRIM_OWNER).bind(owner.key()).bind(most).execute(&mut **write).await.map(drop)
}

pub async fn count(write: &mut Write) -> Result<i64, Error> {
    sqlx::query_scalar("SELECT COUNT(*) FROM flows").fetch_one(&mut **write).await
}

const TRIM_LARGEST_OWNER: &str = "
    DELETE FROM flows WHERE state_hash IN (
        SELECT state_hash FROM flows
        WHERE owner = (SELECT owner FROM flows GROUP BY owner ORDER BY COUNT(*) DESC, MIN(expires_at) LIMIT 1)
        ORDER BY expires_at, state_hash LIMIT $1)";

/// Deletes the oldest `count` flows of the owner who has most.
pub async fn trim_largest_owner(write: &mut Write, count: i64) -> Result<(), Error> {
    sqlx::query(TRIM_LARGEST_OWNER).bind(count).execute(&mut **write).await.map(drop)
}

/// One parameter for each of [`MOST_COOKIES`].
const EXISTS: &str = "
    SELECT COUNT(*) FROM flows
    WHERE state_hash = $1 AND browser_hash IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";

pub async fn exists(db: &Db, state_hash: Hash, browser_hashes: &[Hash]) -> Result<bool, Error> {
    let mut query = sqlx::query_scalar::<_, i64>(EXISTS).bind(state_hash.to_vec());
    for place in 0..MOST_COOKIES {
        query = query.bind(browser_hashes.get(place).map_or_else(Vec::new, |hash| hash.to_vec()));
    }
    Ok(query.fetch_one(db.read()).await? > 0)
}

const TAKE: &str = "
    DELETE FROM flows WHERE state_hash = $1 AND browser_hash = $2
    RETURNING id, issuer, verifier, return_to, purpose, session_hash, expires_at";

/// Of several callers at once, one gets it.
pub async fn take(db: &Db, state_hash: Hash, browser_hash: Hash) -> Result<Option<FlowRow>, Error> {
    let query = sqlx::query_as(TAKE).bind(state_hash.to_vec()).bind(browser_hash.to_vec());
    query.fetch_optional(&mut *db.write_one().await?).await
}

pub async fn delete(db: &Db, id: &str, browser_hash: Hash) -> Result<(), Error> {
    let query = sqlx::query("DELETE FROM flows WHERE id = $1 AND browser_hash = $2");
    query.bind(id).bind(browser_hash.to_vec()).execute(&mut *db.write_one().await?).await.map(drop)
}

pub async fn delete_all_of(write: &mut Write, owner: &FlowOwner) -> Result<(), Error> {
    sqlx::query("DELETE FROM flows WHERE owner = $1").bind(owner.key()).execute(&mut **write).await.map(drop)
}

const DELETE_OLD: &str = "
    DELETE FROM flows WHERE state_hash IN (SELECT state_hash FROM flows WHERE expires_at <= $1 LIMIT $2)";

pub async fn delete_old(write: &mut Write, until: Timestamp, limit: u16) -> Result<u64, Error> {
    let query = sqlx::query(DELETE_OLD).bind(until.0).bind(i64::from(limit));
    Ok(query.execute(&mut **write).await?.rows_affected())
}
