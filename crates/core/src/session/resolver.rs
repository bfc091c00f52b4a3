use gatehouse_model::{Timestamp, Viewer};
use sqlx::Row;

use super::{EndReason, SessionKey};
use crate::db::{Db, Error};

/// A session that stands, with what a page needs to know of its viewer and token set.
#[derive(Clone, Debug)]
pub struct ActiveSession {
    pub key: SessionKey,
    pub viewer: Viewer,
    /// With [`ActiveSession::github_id`] the viewer's key.
    pub issuer: String,
    pub github_id: i64,
    /// Names the device in forms.
    pub device: String,
    /// When the viewer last proved at GitHub that it is them.
    pub fresh_at: Timestamp,
    pub last_seen_at: Timestamp,
    pub absolute_at: Timestamp,
    /// Rises with every new pair; part of every cache key.
    pub generation: i64,
    pub refresh_expires_at: Option<Timestamp>,
}

/// What the database says of a session id.
#[derive(Debug)]
pub enum Standing {
    SignedIn(Box<ActiveSession>),
    /// It is gone, and this is why.
    Gone(EndReason),
    /// Made up, pending, or forgotten.
    Unknown,
}

/// A decoy (2) stands like any other, without a token set.
const ACTIVE: &str = "
    SELECT s.issuer, s.github_id, s.device, s.fresh_at, s.last_seen_at, s.absolute_at,
           v.login, v.name, v.avatar_url, COALESCE(g.generation, 0) AS generation, g.refresh_expires_at
    FROM sessions s
    JOIN viewers v ON v.issuer = s.issuer AND v.github_id = s.github_id
    LEFT JOIN token_sets g ON g.session_hash = s.id_hash
    WHERE s.id_hash = $1 AND (s.state = 1 AND g.id IS NOT NULL OR s.state = 2)";

const TOMBSTONE: &str = "SELECT reason FROM tombstones WHERE id_hash = $1 AND forget_at > $2";

/// Looks a session up: one query for one that stands, two for any other.
///
/// # Errors
///
/// When the database does not answer.
pub async fn resolve(db: &Db, key: SessionKey, now: Timestamp) -> Result<Standing, Error> {
    if let Some(row) = sqlx::query(ACTIVE).bind(key.as_bytes()).fetch_optional(db.read()).await? {
        return Ok(Standing::SignedIn(Box::new(ActiveSession {
            key,
            viewer: Viewer {
                login: row.try_get("login")?,
                name: row.try_get("name")?,
                avatar_url: row.try_get("avatar_url")?,
            },
            issuer: row.try_get("issuer")?,
            github_id: row.try_get("github_id")?,
            device: row.try_get("device")?,
            fresh_at: Timestamp(row.try_get("fresh_at")?),
            last_seen_at: Timestamp(row.try_get("last_seen_at")?),
            absolute_at: Timestamp(row.try_get("absolute_at")?),
            generation: row.try_get("generation")?,
            refresh_expires_at: row.try_get::<Option<i64>, _>("refresh_expires_at")?.map(Timestamp),
        })));
    }
    let reason: Option<String> =
        sqlx::query_scalar(TOMBSTONE).bind(key.as_bytes()).bind(now.0).fetch_optional(db.read()).await?;
    Ok(reason.and_then(|word| EndReason::from_word(&word)).map_or(Standing::Unknown, Standing::Gone))
}
