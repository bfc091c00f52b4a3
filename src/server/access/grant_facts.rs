use sqlx::Row;

use super::act::fresh_until;
use crate::{
    model::{GrantFacts, Moment},
    server::{crypto::Sealed, db::Error, session::ActiveSession, state::AppState},
};

/// The access token's sealed bytes are read for the key's name in front of them, and go no further.
const SELECT: &str = "
    SELECT scopes, generation, refreshes, received_at, access_expires_at, refresh_expires_at, access_token,
           CASE WHEN refresh_token IS NULL THEN 0 ELSE 1 END AS refreshable
    FROM grants WHERE session_hash = $1";

/// What is known of the session's tokens, and not one byte of them.
///
/// # Errors
///
/// When the database does not answer, or the session has ended in this moment.
pub(super) async fn grant_facts(state: &AppState, session: &ActiveSession) -> Result<GrantFacts, Error> {
    let now = state.clock.now();
    let limits = state.lifecycle.limits();
    let row = sqlx::query(SELECT).bind(session.key.as_bytes()).fetch_one(state.db.read()).await?;
    let scopes: String = row.try_get("scopes")?;
    let access_ends_at: Option<i64> = row.try_get("access_expires_at")?;
    let refresh_ends_at: Option<i64> = row.try_get("refresh_expires_at")?;
    let sealed = Sealed(row.try_get("access_token")?);
    let (kept_answers, kept_bytes) = state.github.held(session.key);
    Ok(GrantFacts {
        lasting: access_ends_at.is_none(),
        refreshable: row.try_get::<i64, _>("refreshable")? == 1,
        scopes: scopes.split([' ', ',']).filter(|scope| !scope.is_empty()).map(str::to_owned).collect(),
        received_at: Moment(row.try_get("received_at")?),
        access_ends_at: access_ends_at.map(Moment),
        refresh_ends_at: refresh_ends_at.map(Moment),
        generation: u32::try_from(row.try_get::<i64, _>("generation")?).unwrap_or(u32::MAX),
        refreshes: u32::try_from(row.try_get::<i64, _>("refreshes")?).unwrap_or(u32::MAX),
        key_id: sealed.key_id().unwrap_or_default().to_owned(),
        idle_ends_at: Moment(session.last_seen_at.0 + limits.idle),
        absolute_ends_at: session.absolute_at,
        fresh_until: fresh_until(state, session, now),
        kept_answers: u32::try_from(kept_answers).unwrap_or(u32::MAX),
        kept_bytes: u64::try_from(kept_bytes).unwrap_or(u64::MAX),
        now,
    })
}
