//! `kept_pairs`: pairs whose owner GitHub would not name because of a rate limit, kept for the same browser's next try.

use gatehouse_model::Timestamp;
use sqlx::FromRow;

use super::{
    Db, Error, Write,
    columns::{bind_pair, scopes},
    flows::MOST_COOKIES,
};
use crate::{session::SessionKey, token::SealedPair};

pub struct NewKeptPair<'a> {
    pub pair: &'a SealedPair,
    pub flow_id: &'a str,
    pub browser_hash: [u8; 32],
    pub purpose: &'a str,
    pub session: Option<SessionKey>,
    pub return_to: &'a str,
    pub scopes: &'a [String],
    pub reauthenticated_at: Timestamp,
    /// GitHub may be asked again from then on.
    pub ask_at: Timestamp,
    pub expires_at: Timestamp,
}

/// A kept pair without its tokens.
#[derive(FromRow)]
pub struct KeptPairRow {
    pub id: String,
    pub flow_id: String,
    pub browser_hash: Vec<u8>,
    pub session_hash: Option<SessionKey>,
    #[sqlx(try_from = "i64")]
    pub reauthenticated_at: Timestamp,
    #[sqlx(try_from = "i64")]
    pub ask_at: Timestamp,
    pub return_to: String,
}

const INSERT: &str = "
    INSERT INTO kept_pairs (id, issuer, github_id, client_id, access_token, refresh_token, access_expires_at,
                            refresh_expires_at, flow_id, browser_hash, purpose, session_hash, return_to, scopes,
                            reauthenticated_at, ask_at, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";

pub async fn insert(db: &Db, kept: &NewKeptPair<'_>) -> Result<(), Error> {
    bind_pair(sqlx::query(INSERT), kept.pair)
        .bind(kept.flow_id)
        .bind(kept.browser_hash.as_slice())
        .bind(kept.purpose)
        .bind(kept.session)
        .bind(kept.return_to)
        .bind(kept.scopes.join(" "))
        .bind(kept.reauthenticated_at.0)
        .bind(kept.ask_at.0)
        .bind(kept.expires_at.0)
        .execute(&mut *db.write_one().await?)
        .await
        .map(drop)
}

/// One parameter for each of [`MOST_COOKIES`]. A pair of another application or GitHub is left to the sweep: its token
/// must not be sent to the one configured now.
const FIND: &str = "
    SELECT id, flow_id, browser_hash, session_hash, reauthenticated_at, ask_at, return_to FROM kept_pairs
    WHERE purpose = $1 AND expires_at > $2
      AND flow_id IN ($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) AND issuer = $15 AND client_id = $16";

/// Those of the flows `flow_ids`.
pub async fn find(
    db: &Db,
    purpose: &str,
    flow_ids: &[&str],
    issuer: &str,
    client_id: &str,
    now: Timestamp,
) -> Result<Vec<KeptPairRow>, Error> {
    let mut query = sqlx::query_as(FIND).bind(purpose).bind(now.0);
    for place in 0..MOST_COOKIES {
        query = query.bind(flow_ids.get(place).copied().unwrap_or_default());
    }
    query.bind(issuer).bind(client_id).fetch_all(db.read()).await
}

#[derive(FromRow)]
struct TakenPair {
    #[sqlx(flatten)]
    pair: SealedPair,
    scopes: String,
}

const TAKE: &str = "
    DELETE FROM kept_pairs WHERE id = $1
    RETURNING id AS token_set_id, issuer, github_id, client_id, access_token, refresh_token, access_expires_at,
              refresh_expires_at, scopes";

/// The pair and its scopes. Of several callers at once, one gets them.
pub async fn take(write: &mut Write, id: &str) -> Result<Option<(SealedPair, Vec<String>)>, Error> {
    let taken: Option<TakenPair> = sqlx::query_as(TAKE).bind(id).fetch_optional(&mut **write).await?;
    Ok(taken.map(|taken| (taken.pair, scopes(&taken.scopes))))
}

pub async fn count(db: &Db) -> Result<i64, Error> {
    sqlx::query_scalar("SELECT COUNT(*) FROM kept_pairs").fetch_one(db.read()).await
}

/// Which kept pairs are no longer wanted.
#[derive(Clone, Copy)]
pub enum Unwanted<'a> {
    /// Nobody came back in time.
    Expired,
    OfFlow {
        id: &'a str,
        browser_hash: [u8; 32],
    },
    OfSession(SessionKey),
    All,
}

macro_rules! move_to_queue {
    ($where:literal, $now:literal) => {
        (
            concat!(
                "INSERT INTO revocations (id, token_set_id, issuer, github_id, client_id, access_token, refresh_token,
                                          access_expires_at, refresh_expires_at, queued_at, next_try_at)
                 SELECT id, id, issuer, github_id, client_id, access_token, refresh_token,
                        access_expires_at, refresh_expires_at, ",
                $now,
                ", ",
                $now,
                " FROM kept_pairs WHERE ",
                $where
            ),
            concat!("DELETE FROM kept_pairs WHERE ", $where),
        )
    };
}

/// Moves kept pairs into the revocation queue, sealed as they are. Their rows keep the id, since none is queued twice.
pub async fn queue_for_revocation(write: &mut Write, which: Unwanted<'_>, now: Timestamp) -> Result<(), Error> {
    let (queue, delete) = match which {
        Unwanted::Expired => move_to_queue!("expires_at <= $1", "$2"),
        Unwanted::OfFlow { .. } => move_to_queue!("flow_id = $1 AND browser_hash = $2", "$3"),
        Unwanted::OfSession(_) => move_to_queue!("session_hash = $1", "$2"),
        Unwanted::All => move_to_queue!("expires_at >= $1", "$2"),
    };
    let bound = |statement: &'static str| {
        let query = sqlx::query(statement);
        match which {
            Unwanted::Expired => query.bind(now.0),
            Unwanted::OfFlow { id, browser_hash } => query.bind(id.to_owned()).bind(browser_hash.to_vec()),
            Unwanted::OfSession(session) => query.bind(session),
            Unwanted::All => query.bind(0_i64),
        }
    };
    bound(queue).bind(now.0).execute(&mut **write).await?;
    bound(delete).execute(&mut **write).await.map(drop)
}
