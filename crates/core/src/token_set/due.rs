use gatehouse_model::Timestamp;

use crate::{
    db::{Db, Error},
    session_key::SessionKey,
};

/// A session that was used within so many seconds is worth keeping ready.
const SEEN_WITHIN: i64 = 3_600;

/// What ran out longer ago is renewed when it is used: of the sessions nobody uses there may be a million.
const RAN_OUT_WITHIN: i64 = 600;

/// One turn renews at most this many; the next turn is a minute away.
const BATCH: i64 = 100;

const DUE: &str = "
    SELECT g.session_hash FROM token_sets g JOIN sessions s ON s.id_hash = g.session_hash
    WHERE g.access_expires_at > $1 AND g.access_expires_at <= $2 AND g.refresh_token IS NOT NULL
        AND s.state = 1 AND s.last_seen_at >= $3
    ORDER BY g.access_expires_at LIMIT $4";

/// Sessions seen lately whose access token ends within `ahead` seconds.
///
/// # Errors
///
/// When the database does not answer.
pub async fn due(db: &Db, ahead: i64, now: Timestamp) -> Result<Vec<SessionKey>, Error> {
    let keys: Vec<Vec<u8>> = sqlx::query_scalar(DUE)
        .bind(now.0 - RAN_OUT_WITHIN)
        .bind(now.0 + ahead)
        .bind(now.0 - SEEN_WITHIN)
        .bind(BATCH)
        .fetch_all(db.read())
        .await?;
    Ok(keys.into_iter().filter_map(|bytes| SessionKey::try_from(bytes).ok()).collect())
}
