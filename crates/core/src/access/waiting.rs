use gatehouse_model::{PendingAction, SensitiveAction, Timestamp};
use sqlx::Row;

use crate::{
    crypto::{Binding, Sealed, SecretKind, random_secret},
    db::Error,
    session::ActiveSession,
    state::CoreState,
};

/// An action waits this many seconds for its reauthentication.
const LIFE: i64 = 600;

const STORE: &str = "
    INSERT INTO pending_actions (session_hash, nonce, action, expires_at) VALUES ($1, $2, $3, $4)
    ON CONFLICT (session_hash) DO UPDATE
    SET nonce = excluded.nonce, action = excluded.action, expires_at = excluded.expires_at";

const READ: &str = "SELECT nonce, action FROM pending_actions WHERE session_hash = $1 AND expires_at > $2";

const SPEND: &str = "
    DELETE FROM pending_actions WHERE session_hash = $1 AND nonce = $2 AND expires_at > $3 RETURNING nonce, action";

/// Remembers `action` until its viewer has proved that it is them; an earlier one gives way.
pub(super) async fn store(state: &CoreState, session: &ActiveSession, action: &SensitiveAction) -> Result<(), Error> {
    let nonce = random_secret();
    let plain = serde_json::to_vec(action).map_err(|error| Error::Encode(error.into()))?;
    let sealed = state.config.keyring.seal(&plain, bound(&nonce, session));
    sqlx::query(STORE)
        .bind(session.key.as_bytes())
        .bind(&nonce)
        .bind(sealed.0)
        .bind(state.clock.now().0 + LIFE)
        .execute(&mut *state.db.write_one().await?)
        .await?;
    Ok(())
}

/// The action that waits, if any. One whose key is unknown here is as good as none.
pub(super) async fn of(state: &CoreState, session: &ActiveSession) -> Result<Option<PendingAction>, Error> {
    let read = sqlx::query(READ).bind(session.key.as_bytes()).bind(state.clock.now().0);
    let row = read.fetch_optional(state.db.read()).await?;
    row.map(|row| open(state, session, &row)).transpose().map(Option::flatten)
}

/// Takes the action named `nonce` away: of two who ask at once, one gets it.
pub(super) async fn take(
    state: &CoreState,
    session: &ActiveSession,
    nonce: &str,
    now: Timestamp,
) -> Result<Option<SensitiveAction>, Error> {
    let row = sqlx::query(SPEND)
        .bind(session.key.as_bytes())
        .bind(nonce)
        .bind(now.0)
        .fetch_optional(&mut *state.db.write_one().await?)
        .await?;
    let waiting = row.map(|row| open(state, session, &row)).transpose()?.flatten();
    Ok(waiting.map(|waiting| waiting.action))
}

fn open(state: &CoreState, session: &ActiveSession, row: &sqlx::any::AnyRow) -> Result<Option<PendingAction>, Error> {
    let nonce: String = row.try_get("nonce")?;
    let opened = state.config.keyring.open(&Sealed(row.try_get("action")?), bound(&nonce, session));
    let action = opened.ok().and_then(|plain| serde_json::from_slice(&plain).ok());
    Ok(action.map(|action| PendingAction { nonce, action }))
}

fn bound<'a>(nonce: &'a str, session: &'a ActiveSession) -> Binding<'a> {
    Binding { kind: SecretKind::PendingAction, row: nonce, issuer: &session.issuer, viewer: session.github_id }
}
