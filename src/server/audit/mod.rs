//! What happened to a viewer's sessions and tokens, for them to read: one line in the log and one row, which only age
//! or the viewer takes away (ASVS 16.3; OWASP "Logging").
//!
//! A leaf. A row is written in the transaction of the happening itself, so that neither stands without the other.

mod list;
mod words;

pub use list::{KEPT_DAYS, list};

use super::{
    crypto::random_name,
    db::{Error, Write},
    session_key::SessionKey,
};
use crate::model::{EventKind, Moment};

const OF_SESSION: &str = "
    INSERT INTO security_events (id, at, issuer, github_id, kind, detail, browser, session)
    SELECT $1, $2, issuer, github_id, $3, $4, browser, $5 FROM sessions WHERE id_hash = $6 AND active = 1";

const OF_VIEWER: &str = "
    INSERT INTO security_events (id, at, issuer, github_id, kind, detail)
    SELECT $1, $2, issuer, github_id, $3, $4 FROM viewers WHERE issuer = $5 AND github_id = $6";

/// Notes what happened to a session that stands.
///
/// # Errors
///
/// When the database does not answer.
pub async fn of_session(write: &mut Write, session: SessionKey, kind: EventKind, now: Moment) -> Result<(), Error> {
    let (word, detail) = words::of(kind);
    sqlx::query(OF_SESSION)
        .bind(random_name::<8>())
        .bind(now.0)
        .bind(word)
        .bind(detail)
        .bind(format!("{session:?}"))
        .bind(session.as_bytes())
        .execute(&mut **write)
        .await?;
    tracing::info!(target: "security", event = word, detail, ?session);
    Ok(())
}

/// Notes what happened to a viewer's tokens when no session stands behind them any more. A viewer who had their data
/// deleted is in the log alone.
///
/// # Errors
///
/// When the database does not answer.
pub async fn of_viewer(
    write: &mut Write,
    issuer: &str,
    viewer: i64,
    kind: EventKind,
    now: Moment,
) -> Result<(), Error> {
    let (word, detail) = words::of(kind);
    sqlx::query(OF_VIEWER)
        .bind(random_name::<8>())
        .bind(now.0)
        .bind(word)
        .bind(detail)
        .bind(issuer)
        .bind(viewer)
        .execute(&mut **write)
        .await?;
    tracing::info!(target: "security", event = word, detail, viewer);
    Ok(())
}
