use gatehouse_model::{Act, Moment, WaitingAct};
use sqlx::Row;

use crate::{
    crypto::{Bound, Kind, Sealed, random_text},
    db::Error,
    session::ActiveSession,
    state::CoreState,
};

/// An act waits this many seconds for its proof.
const LIFE: i64 = 600;

const STORE: &str = "
    INSERT INTO waiting_acts (session_hash, spend, act, expires_at) VALUES ($1, $2, $3, $4)
    ON CONFLICT (session_hash) DO UPDATE
    SET spend = excluded.spend, act = excluded.act, expires_at = excluded.expires_at";

const READ: &str = "SELECT spend, act FROM waiting_acts WHERE session_hash = $1 AND expires_at > $2";

const SPEND: &str = "
    DELETE FROM waiting_acts WHERE session_hash = $1 AND spend = $2 AND expires_at > $3 RETURNING spend, act";

/// Remembers `act` until its viewer has proved that it is them; an earlier one gives way.
pub(super) async fn store(state: &CoreState, session: &ActiveSession, act: &Act) -> Result<(), Error> {
    let spend = random_text();
    let plain = serde_json::to_vec(act).map_err(|error| Error::Encode(error.into()))?;
    let sealed = state.config.keyring.seal(&plain, bound(&spend, session));
    sqlx::query(STORE)
        .bind(session.key.as_bytes())
        .bind(&spend)
        .bind(sealed.0)
        .bind(state.clock.now().0 + LIFE)
        .execute(&mut *state.db.write_one().await?)
        .await?;
    Ok(())
}

/// The act that waits, if any. One whose key is unknown here is as good as none.
pub(super) async fn of(state: &CoreState, session: &ActiveSession) -> Result<Option<WaitingAct>, Error> {
    let read = sqlx::query(READ).bind(session.key.as_bytes()).bind(state.clock.now().0);
    let row = read.fetch_optional(state.db.read()).await?;
    row.map(|row| open(state, session, &row)).transpose().map(Option::flatten)
}

/// Takes the act named `spend` away: of two who ask at once, one gets it.
pub(super) async fn take(
    state: &CoreState,
    session: &ActiveSession,
    spend: &str,
    now: Moment,
) -> Result<Option<Act>, Error> {
    let row = sqlx::query(SPEND)
        .bind(session.key.as_bytes())
        .bind(spend)
        .bind(now.0)
        .fetch_optional(&mut *state.db.write_one().await?)
        .await?;
    let waiting = row.map(|row| open(state, session, &row)).transpose()?.flatten();
    Ok(waiting.map(|waiting| waiting.act))
}

fn open(state: &CoreState, session: &ActiveSession, row: &sqlx::any::AnyRow) -> Result<Option<WaitingAct>, Error> {
    let spend: String = row.try_get("spend")?;
    let opened = state.config.keyring.open(&Sealed(row.try_get("act")?), bound(&spend, session));
    let act = opened.ok().and_then(|plain| serde_json::from_slice(&plain).ok());
    Ok(act.map(|act| WaitingAct { spend, act }))
}

fn bound<'a>(spend: &'a str, session: &'a ActiveSession) -> Bound<'a> {
    Bound { kind: Kind::WaitingAct, row: spend, issuer: &session.issuer, viewer: session.github_id }
}
