//! `security_events`: what happened to a viewer's sessions and tokens.

use gatehouse_model::Timestamp;
use sqlx::FromRow;

use super::{Db, Error, Write};

/// An event as it is read. Kinds and details are codes; see `audit`.
#[derive(FromRow)]
pub struct EventRow {
    #[sqlx(try_from = "i64")]
    pub at: Timestamp,
    #[sqlx(try_from = "i64")]
    pub first_at: Timestamp,
    pub times: i64,
    pub kind: String,
    pub detail: String,
    pub browser: String,
}

/// An event to be written.
pub struct NewEvent<'a> {
    pub issuer: &'a str,
    pub viewer: i64,
    pub kind: &'a str,
    pub detail: &'a str,
    pub browser: &'a str,
    /// The beginning of the session's hash.
    pub session: &'a str,
    /// Repeats of it share a row.
    pub noise: bool,
}

/// Earlier rows of one event.
#[derive(FromRow)]
pub struct Repeats {
    #[sqlx(try_from = "i64")]
    pub first_at: Timestamp,
    pub times: i64,
}

const COUNT: &str = "
    SELECT count(*) FROM security_events WHERE issuer = $1 AND github_id = $2 AND noise IN ($3, $4)";

const PAGE: &str = "
    SELECT at, first_at, times, kind, detail, browser FROM security_events
    WHERE issuer = $1 AND github_id = $2 AND noise IN ($3, $4)
    ORDER BY at DESC, sequence DESC LIMIT $5 OFFSET $6";

const ALL: &str = "
    SELECT at, first_at, times, kind, detail, browser FROM security_events WHERE issuer = $1 AND github_id = $2
    ORDER BY at DESC, sequence DESC";

/// The two values of `noise` to look for.
fn noise_in(noise: Option<bool>) -> (i64, i64) {
    noise.map_or((0, 1), |noise| (i64::from(noise), i64::from(noise)))
}

/// How many events a viewer has: noise, the others, or both.
pub async fn count(db: &Db, issuer: &str, viewer: i64, noise: Option<bool>) -> Result<i64, Error> {
    let (this, that) = noise_in(noise);
    sqlx::query_scalar(COUNT).bind(issuer).bind(viewer).bind(this).bind(that).fetch_one(db.read()).await
}

/// The latest first.
pub async fn page(
    db: &Db,
    issuer: &str,
    viewer: i64,
    noise: Option<bool>,
    limit: u32,
    offset: i64,
) -> Result<Vec<EventRow>, Error> {
    let (this, that) = noise_in(noise);
    let query = sqlx::query_as(PAGE).bind(issuer).bind(viewer).bind(this).bind(that);
    query.bind(i64::from(limit)).bind(offset).fetch_all(db.read()).await
}

/// The latest first.
pub async fn all(db: &Db, issuer: &str, viewer: i64) -> Result<Vec<EventRow>, Error> {
    sqlx::query_as(ALL).bind(issuer).bind(viewer).fetch_all(db.read()).await
}

/// Deletes every match: two processes may each have written a first one.
const TAKE_REPEATS: &str = "
    DELETE FROM security_events
    WHERE issuer = $1 AND github_id = $2 AND kind = $3 AND detail = $4 AND session = $5 AND at > $6 AND noise = 1
    RETURNING first_at, times";

/// Removes the rows after `since` that `event` repeats.
pub async fn take_repeats(write: &mut Write, event: &NewEvent<'_>, since: Timestamp) -> Result<Vec<Repeats>, Error> {
    let query = sqlx::query_as(TAKE_REPEATS).bind(event.issuer).bind(event.viewer).bind(event.kind);
    query.bind(event.detail).bind(event.session).bind(since.0).fetch_all(&mut **write).await
}

const INSERT: &str = "
    INSERT INTO security_events (at, first_at, times, issuer, github_id, noise, kind, detail, browser, session)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

pub async fn insert(write: &mut Write, event: &NewEvent<'_>, at: Timestamp, repeats: &Repeats) -> Result<(), Error> {
    sqlx::query(INSERT)
        .bind(at.0)
        .bind(repeats.first_at.0)
        .bind(repeats.times)
        .bind(event.issuer)
        .bind(event.viewer)
        .bind(i64::from(event.noise))
        .bind(event.kind)
        .bind(event.detail)
        .bind(event.browser)
        .bind(event.session)
        .execute(&mut **write)
        .await
        .map(drop)
}

const DELETE_SOME_OF: &str = "
    DELETE FROM security_events WHERE sequence IN (
        SELECT sequence FROM security_events WHERE issuer = $1 AND github_id = $2 LIMIT $3)";

pub async fn delete_some_of(db: &Db, issuer: &str, viewer: i64, limit: i64) -> Result<u64, Error> {
    let query = sqlx::query(DELETE_SOME_OF).bind(issuer).bind(viewer).bind(limit);
    Ok(query.execute(&mut *db.write_one().await?).await?.rows_affected())
}

pub async fn delete_all_of(write: &mut Write, issuer: &str, viewer: i64) -> Result<(), Error> {
    let query = sqlx::query("DELETE FROM security_events WHERE issuer = $1 AND github_id = $2");
    query.bind(issuer).bind(viewer).execute(&mut **write).await.map(drop)
}

const DELETE_OLD: &str = "
    DELETE FROM security_events WHERE sequence IN (
        SELECT sequence FROM security_events WHERE at <= $1 LIMIT $2)";

pub async fn delete_old(write: &mut Write, until: Timestamp, limit: u16) -> Result<u64, Error> {
    let query = sqlx::query(DELETE_OLD).bind(until.0).bind(i64::from(limit));
    Ok(query.execute(&mut **write).await?.rows_affected())
}
