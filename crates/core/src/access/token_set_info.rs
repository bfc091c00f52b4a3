use gatehouse_model::{Timestamp, TokenSetInfo};
use sqlx::Row;

use super::action::fresh_until;
use crate::{db::Error, session::ActiveSession, state::CoreState, token::SealedPair};

/// The access token's sealed bytes are read for the key's name in front of them, and opened for the beginning of the token,
/// which tells whose it is; they go no further.
const SELECT: &str = "
    SELECT id AS token_set_id, issuer, github_id, client_id, access_token, refresh_token, access_expires_at,
           refresh_expires_at, scopes, generation, refreshes, received_at
    FROM token_sets WHERE session_hash = $1";

/// What is known of the session's tokens, and not one byte of them. None where the session has ended, or goes on under
/// another id, since this request began.
///
/// # Errors
///
/// When the database does not answer.
pub async fn token_set_info(state: &CoreState, session: &ActiveSession) -> Result<Option<TokenSetInfo>, Error> {
    let now = state.clock.now();
    let limits = state.lifecycle.limits();
    let row = sqlx::query(SELECT).bind(session.key.as_bytes()).fetch_optional(state.db.read()).await?;
    let Some(row) = row else { return Ok(None) };
    let scopes: String = row.try_get("scopes")?;
    let pair = SealedPair::read(&row)?;
    let told = pair.open_access(&state.config.keyring).ok().and_then(|token| token.application());
    let (kept_answers, kept_bytes) = state.github.usage(session.key);
    Ok(Some(TokenSetInfo {
        lasting: pair.access_expires_at.is_none(),
        refreshable: pair.refresh.is_some(),
        application: told.unwrap_or_else(|| state.oauth.application()),
        scopes: scopes.split([' ', ',']).filter(|scope| !scope.is_empty()).map(str::to_owned).collect(),
        received_at: Timestamp(row.try_get("received_at")?),
        access_ends_at: pair.access_expires_at,
        refresh_ends_at: pair.refresh_expires_at,
        generation: u32::try_from(row.try_get::<i64, _>("generation")?).unwrap_or(u32::MAX),
        refreshes: u32::try_from(row.try_get::<i64, _>("refreshes")?).unwrap_or(u32::MAX),
        key_id: pair.access.key_id().unwrap_or_default().to_owned(),
        idle_ends_at: Timestamp(session.last_seen_at.0 + limits.idle),
        absolute_ends_at: session.absolute_at,
        fresh_until: fresh_until(state, session, now),
        kept_answers: u32::try_from(kept_answers).unwrap_or(u32::MAX),
        kept_bytes: u64::try_from(kept_bytes).unwrap_or(u64::MAX),
        now,
    }))
}
