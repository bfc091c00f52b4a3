use gatehouse_model::{AccountEventGroup, AccountEventKind, Timestamp};
use sqlx::Row;

use super::words;
use crate::{
    db::{Error, Write},
    session_key::SessionKey,
};

/// Repeats less than so many seconds apart are one row.
const REPEATED_WITHIN: i64 = 3_600;

const OWNER: &str = "SELECT issuer, github_id, browser FROM sessions WHERE id_hash = $1 AND state = 1";

const KNOWN: &str = "SELECT count(*) FROM viewers WHERE issuer = $1 AND github_id = $2";

/// All of them: two processes may each have written the first.
const TAKE_REPEATED: &str = "
    DELETE FROM security_events
    WHERE issuer = $1 AND github_id = $2 AND kind = $3 AND detail = $4 AND session = $5 AND at > $6 AND noise = 1
    RETURNING first_at, times";

const INSERT: &str = "
    INSERT INTO security_events (at, first_at, times, issuer, github_id, noise, kind, detail, browser, session)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

/// Whom an event happened to, and where.
struct Owner {
    issuer: String,
    viewer: i64,
    browser: String,
    session: String,
}

/// Notes what happened to a session that stands.
///
/// # Errors
///
/// When the database does not answer.
pub async fn of_session(
    write: &mut Write,
    session: SessionKey,
    kind: AccountEventKind,
    now: Timestamp,
) -> Result<(), Error> {
    if let Some(owner) = owner_of(write, session).await? {
        add(write, &owner, kind, now).await?;
    }
    let (word, detail) = words::of(kind);
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
    kind: AccountEventKind,
    now: Timestamp,
) -> Result<(), Error> {
    let known: i64 = sqlx::query_scalar(KNOWN).bind(issuer).bind(viewer).fetch_one(&mut **write).await?;
    if known > 0 {
        let owner = Owner { issuer: issuer.to_owned(), viewer, browser: String::new(), session: String::new() };
        add(write, &owner, kind, now).await?;
    }
    let (word, detail) = words::of(kind);
    tracing::info!(target: "security", event = word, detail, viewer);
    Ok(())
}

/// Notes that `session` makes room for one of `by` in the same browser. Only where `by` is somebody else: signing in anew
/// as oneself is in the history as a sign-in.
///
/// # Errors
///
/// When the database does not answer.
pub async fn replaced(
    write: &mut Write,
    session: SessionKey,
    by: (&str, i64),
    kind: AccountEventKind,
    now: Timestamp,
) -> Result<(), Error> {
    match owner_of(write, session).await? {
        Some(owner) if (owner.issuer.as_str(), owner.viewer) != by => of_session(write, session, kind, now).await,
        _ => Ok(()),
    }
}

async fn owner_of(write: &mut Write, session: SessionKey) -> Result<Option<Owner>, Error> {
    let row = sqlx::query(OWNER).bind(session.as_bytes()).fetch_optional(&mut **write).await?;
    row.map(|row| {
        Ok(Owner {
            issuer: row.try_get("issuer")?,
            viewer: row.try_get("github_id")?,
            browser: row.try_get("browser")?,
            session: format!("{session:?}"),
        })
    })
    .transpose()
}

/// Writes the event, with those it repeats, as the latest row: what an attacker can do a thousand times pushes nothing
/// out of sight, also where two kinds take turns.
async fn add(write: &mut Write, owner: &Owner, kind: AccountEventKind, now: Timestamp) -> Result<(), Error> {
    let (word, detail) = words::of(kind);
    let (mut first_at, mut times) = (now.0, 1_i64);
    if kind.group() == AccountEventGroup::Noise {
        let repeated = sqlx::query(TAKE_REPEATED)
            .bind(&owner.issuer)
            .bind(owner.viewer)
            .bind(word)
            .bind(detail)
            .bind(&owner.session)
            .bind(now.0 - REPEATED_WITHIN)
            .fetch_all(&mut **write)
            .await?;
        for row in repeated {
            first_at = first_at.min(row.try_get("first_at")?);
            times = times.saturating_add(row.try_get("times")?);
        }
    }
    sqlx::query(INSERT)
        .bind(now.0)
        .bind(first_at)
        .bind(times)
        .bind(&owner.issuer)
        .bind(owner.viewer)
        .bind(i64::from(kind.group() == AccountEventGroup::Noise))
        .bind(word)
        .bind(detail)
        .bind(&owner.browser)
        .bind(&owner.session)
        .execute(&mut **write)
        .await?;
    Ok(())
}
