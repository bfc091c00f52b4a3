//! `sessions`: one row for each session, by the hash of its id. Only `lifecycle` begins and ends them.

use gatehouse_model::{Timestamp, Viewer};
use sqlx::{FromRow, Row, any::AnyRow};

use self::SessionState::{Active, Decoy, Pending};
use super::{Db, Error, Write, columns::optional_timestamp};
use crate::{
    crypto::Sealed,
    session::{ActiveSession, SessionKey},
};

/// `sessions.state`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SessionState {
    /// Made for a sign-in or reauthentication that is not finished yet; nobody's so far.
    Pending = 0,
    /// Somebody's.
    Active = 1,
    /// Made by `/inside` to be attacked: it has a viewer and no token set, and is gone in seconds.
    Decoy = 2,
}

const INSERT_PENDING: &str = "
    INSERT INTO sessions (id_hash, state, created_at, last_seen_at, absolute_at, fresh_at)
    VALUES ($1, $2, $3, $3, $3, $3)
    ON CONFLICT (id_hash) DO NOTHING";

/// False if there is a session of this key.
pub async fn insert_pending(db: &Db, key: SessionKey, now: Timestamp) -> Result<bool, Error> {
    let query = sqlx::query(INSERT_PENDING).bind(key).bind(Pending as i64).bind(now.0);
    Ok(query.execute(&mut *db.write_one().await?).await?.rows_affected() == 1)
}

/// What a pending session becomes at the end of a sign-in.
pub struct Activation<'a> {
    pub key: SessionKey,
    pub issuer: &'a str,
    pub viewer: i64,
    pub absolute_at: Timestamp,
    pub browser: &'a str,
    pub network: &'a str,
    pub device: &'a str,
}

const ACTIVATE: &str = "
    UPDATE sessions
    SET state = $9, issuer = $1, github_id = $2, created_at = $3, last_seen_at = $3, fresh_at = $3,
        absolute_at = $4, browser = $5, network = $6, device = $7
    WHERE id_hash = $8 AND state = $10";

/// Fails with [`Error::RowNotFound`] if the session is not pending.
pub async fn activate(write: &mut Write, session: &Activation<'_>, now: Timestamp) -> Result<(), Error> {
    let activated = sqlx::query(ACTIVATE)
        .bind(session.issuer)
        .bind(session.viewer)
        .bind(now.0)
        .bind(session.absolute_at.0)
        .bind(session.browser)
        .bind(session.network)
        .bind(session.device)
        .bind(session.key)
        .bind(Active as i64)
        .bind(Pending as i64)
        .execute(&mut **write)
        .await?;
    if activated.rows_affected() == 1 { Ok(()) } else { Err(Error::RowNotFound) }
}

/// A session's new id, at the end of a reauthentication.
pub struct Rotation<'a> {
    pub old: SessionKey,
    /// Pending.
    pub new: SessionKey,
    pub issuer: &'a str,
    pub viewer: i64,
    pub network: &'a str,
    pub fresh_at: Timestamp,
}

/// All but the device's name, which is unique: the old row must go before the new one can have it.
const COPY_TO_NEW_ID: &str = "
    UPDATE sessions
    SET state = $8, issuer = old.issuer, github_id = old.github_id, created_at = old.created_at, last_seen_at = $1,
        absolute_at = old.absolute_at, fresh_at = $7, browser = old.browser, network = $2
    FROM sessions AS old
    WHERE sessions.id_hash = $3 AND sessions.state = $9
      AND old.id_hash = $4 AND old.state = $8 AND old.issuer = $5 AND old.github_id = $6";

/// False if the old session is not active or not the viewer's. The old row stays; see [`device`] and [`set_device`].
pub async fn copy_to_new_id(write: &mut Write, rotation: &Rotation<'_>, now: Timestamp) -> Result<bool, Error> {
    let copied = sqlx::query(COPY_TO_NEW_ID)
        .bind(now.0)
        .bind(rotation.network)
        .bind(rotation.new)
        .bind(rotation.old)
        .bind(rotation.issuer)
        .bind(rotation.viewer)
        .bind(rotation.fresh_at.0)
        .bind(Active as i64)
        .bind(Pending as i64)
        .execute(&mut **write)
        .await?;
    Ok(copied.rows_affected() == 1)
}

pub async fn device(write: &mut Write, key: SessionKey) -> Result<Option<String>, Error> {
    sqlx::query_scalar("SELECT device FROM sessions WHERE id_hash = $1").bind(key).fetch_one(&mut **write).await
}

pub async fn set_device(write: &mut Write, key: SessionKey, device: Option<String>) -> Result<(), Error> {
    let query = sqlx::query("UPDATE sessions SET device = $1 WHERE id_hash = $2").bind(device).bind(key);
    query.execute(&mut **write).await.map(drop)
}

const DEVICE_OF_VIEWER: &str = "
    SELECT device FROM sessions WHERE id_hash = $1 AND state = $2 AND issuer = $3 AND github_id = $4";

/// The session's device, if the session is active and this viewer's.
pub async fn device_if_owned_by(
    write: &mut Write,
    key: SessionKey,
    issuer: &str,
    viewer: i64,
) -> Result<Option<String>, Error> {
    let query = sqlx::query_scalar(DEVICE_OF_VIEWER).bind(key).bind(Active as i64);
    query.bind(issuer).bind(viewer).fetch_optional(&mut **write).await
}

/// Moves the idle clock, unless it was moved after `last`.
pub async fn touch(db: &Db, key: SessionKey, last: Timestamp, now: Timestamp) -> Result<(), Error> {
    let query = sqlx::query("UPDATE sessions SET last_seen_at = $1 WHERE id_hash = $2 AND last_seen_at <= $3")
        .bind(now.0)
        .bind(key)
        .bind(last.0);
    query.execute(&mut *db.write_low_priority().await?).await.map(drop)
}

/// Whatever its state.
pub async fn delete(write: &mut Write, key: SessionKey) -> Result<(), Error> {
    sqlx::query("DELETE FROM sessions WHERE id_hash = $1").bind(key).execute(&mut **write).await.map(drop)
}

const INSERT_DECOY: &str = "
    INSERT INTO sessions (id_hash, state, issuer, github_id, created_at, last_seen_at, absolute_at, fresh_at, device)
    VALUES ($1, $2, $3, $4, $5, $5, $6, $5, $7)";

pub async fn insert_decoy(
    db: &Db,
    key: SessionKey,
    viewer: &ActiveSession,
    device: &str,
    now: Timestamp,
    absolute_at: Timestamp,
) -> Result<(), Error> {
    let query = sqlx::query(INSERT_DECOY)
        .bind(key)
        .bind(Decoy as i64)
        .bind(&viewer.issuer)
        .bind(viewer.github_id)
        .bind(now.0)
        .bind(absolute_at.0)
        .bind(device);
    query.execute(&mut *db.write_one().await?).await.map(drop)
}

pub async fn delete_decoy(db: &Db, key: SessionKey) -> Result<(), Error> {
    let query = sqlx::query("DELETE FROM sessions WHERE id_hash = $1 AND state = $2").bind(key);
    query.bind(Decoy as i64).execute(&mut *db.write_one().await?).await.map(drop)
}

pub async fn delete_decoys_of(write: &mut Write, issuer: &str, viewer: i64) -> Result<(), Error> {
    let query = sqlx::query("DELETE FROM sessions WHERE issuer = $1 AND github_id = $2 AND state = $3");
    let query = query.bind(issuer).bind(viewer).bind(Decoy as i64);
    query.execute(&mut **write).await.map(drop)
}

pub async fn exists(db: &Db, key: SessionKey) -> Result<bool, Error> {
    let query = sqlx::query("SELECT state FROM sessions WHERE id_hash = $1").bind(key);
    Ok(query.fetch_optional(db.read()).await?.is_some())
}

/// An active session needs its token set; a decoy has none.
const FIND_LIVE: &str = "
    SELECT s.id_hash, s.issuer, s.github_id, s.device, s.fresh_at, s.last_seen_at, s.absolute_at,
           v.login, v.name, v.avatar_url, COALESCE(g.generation, 0) AS generation, g.refresh_expires_at
    FROM sessions s
    JOIN viewers v ON v.issuer = s.issuer AND v.github_id = s.github_id
    LEFT JOIN token_sets g ON g.session_hash = s.id_hash
    WHERE s.id_hash = $1 AND (s.state = $2 AND g.id IS NOT NULL OR s.state = $3)";

/// An active session, or a decoy, with its viewer.
pub async fn find_live(db: &Db, key: SessionKey) -> Result<Option<ActiveSession>, Error> {
    let (active, decoy) = (Active as i64, Decoy as i64);
    if let Ok(found) = db.look_up(FIND_LIVE, (key.as_bytes(), active, decoy), |row| active_session(key, row)) {
        return Ok(found);
    }
    let query = sqlx::query_as(FIND_LIVE).bind(key).bind(Active as i64).bind(Decoy as i64);
    query.fetch_optional(db.read()).await
}

impl FromRow<'_, AnyRow> for ActiveSession {
    fn from_row(row: &AnyRow) -> Result<Self, Error> {
        Ok(Self {
            key: row.try_get("id_hash")?,
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
            refresh_expires_at: optional_timestamp(row, "refresh_expires_at")?,
        })
    }
}

fn active_session(key: SessionKey, row: &rusqlite::Row<'_>) -> rusqlite::Result<ActiveSession> {
    Ok(ActiveSession {
        key,
        viewer: Viewer { login: row.get("login")?, name: row.get("name")?, avatar_url: row.get("avatar_url")? },
        issuer: row.get("issuer")?,
        github_id: row.get("github_id")?,
        device: row.get("device")?,
        fresh_at: Timestamp(row.get("fresh_at")?),
        last_seen_at: Timestamp(row.get("last_seen_at")?),
        absolute_at: Timestamp(row.get("absolute_at")?),
        generation: row.get("generation")?,
        refresh_expires_at: row.get::<_, Option<i64>>("refresh_expires_at")?.map(Timestamp),
    })
}

/// Who an active session belongs to, and in which browser.
#[derive(FromRow)]
pub struct SessionOwner {
    pub issuer: String,
    #[sqlx(rename = "github_id")]
    pub viewer: i64,
    pub browser: String,
}

const OWNER: &str = "SELECT issuer, github_id, browser FROM sessions WHERE id_hash = $1 AND state = $2";

pub async fn owner(write: &mut Write, key: SessionKey) -> Result<Option<SessionOwner>, Error> {
    let query = sqlx::query_as(OWNER).bind(key).bind(Active as i64);
    query.fetch_optional(&mut **write).await
}

/// A line of the list of devices.
#[derive(FromRow)]
pub struct DeviceRow {
    pub device: String,
    pub browser: String,
    pub network: String,
    #[sqlx(try_from = "i64")]
    pub created_at: Timestamp,
    #[sqlx(try_from = "i64")]
    pub last_seen_at: Timestamp,
    #[sqlx(try_from = "i64")]
    pub absolute_at: Timestamp,
}

const DEVICES: &str = "
    SELECT device, browser, network, created_at, last_seen_at, absolute_at FROM sessions
    WHERE issuer = $1 AND github_id = $2 AND state = $4
    ORDER BY CASE WHEN device = $3 THEN 0 ELSE 1 END, last_seen_at DESC, device";

/// The devices of the session's viewer: this one first, then the latest used.
pub async fn devices(db: &Db, session: &ActiveSession) -> Result<Vec<DeviceRow>, Error> {
    let query = sqlx::query_as(DEVICES).bind(&session.issuer).bind(session.github_id).bind(&session.device);
    query.bind(Active as i64).fetch_all(db.read()).await
}

/// The devices, the latest events of both kinds, and the action that waits: whatever changes a page about them changes one
/// of these.
const VERSION_OF_VIEWER: &str = "
    SELECT COALESCE((SELECT string_agg(device || last_seen_at, ' ') FROM sessions
            WHERE issuer = $1 AND github_id = $2 AND state = $3), '')
        || ' ' || COALESCE((SELECT sequence FROM security_events WHERE issuer = $1 AND github_id = $2 AND noise = 0
            ORDER BY at DESC, sequence DESC LIMIT 1), 0)
        || ' ' || COALESCE((SELECT sequence FROM security_events WHERE issuer = $1 AND github_id = $2 AND noise = 1
            ORDER BY at DESC, sequence DESC LIMIT 1), 0)
        || ' ' || COALESCE((SELECT nonce FROM pending_actions WHERE session_hash = $4), '')";

/// Changes with whatever the database knows that pages show of the session's viewer.
pub async fn version_of_viewer(db: &Db, session: &ActiveSession) -> Result<String, Error> {
    let (issuer, viewer, key) = (&session.issuer, session.github_id, session.key);
    let version = db.look_up(VERSION_OF_VIEWER, (issuer, viewer, Active as i64, key.as_bytes()), |row| row.get(0));
    if let Ok(Some(version)) = version {
        return Ok(version);
    }
    let query = sqlx::query_scalar(VERSION_OF_VIEWER).bind(issuer).bind(viewer).bind(Active as i64).bind(key);
    query.fetch_one(db.read()).await
}

const BROWSER_OF_DEVICE: &str =
    "SELECT browser FROM sessions WHERE issuer = $1 AND github_id = $2 AND device = $3 AND state = $4";

/// The browser of one of the viewer's own devices.
pub async fn browser_of_device(db: &Db, issuer: &str, viewer: i64, device: &str) -> Result<Option<String>, Error> {
    let query = sqlx::query_scalar(BROWSER_OF_DEVICE).bind(issuer).bind(viewer).bind(device);
    query.bind(Active as i64).fetch_optional(db.read()).await
}

/// A line of `sessions list`.
#[derive(FromRow)]
pub struct OperatorRow {
    pub device: String,
    pub login: String,
    pub github_id: i64,
    pub browser: String,
    pub network: String,
    #[sqlx(try_from = "i64")]
    pub created_at: Timestamp,
    #[sqlx(try_from = "i64")]
    pub last_seen_at: Timestamp,
    #[sqlx(try_from = "i64")]
    pub absolute_at: Timestamp,
    pub generation: i64,
    pub access_token: Sealed,
}

/// GitHub's ids begin at 1, so 0 stands for every viewer.
const LIST: &str = "
    SELECT s.device, v.login, s.github_id, s.browser, s.network, s.created_at, s.last_seen_at, s.absolute_at,
           g.generation, g.access_token
    FROM sessions s
    JOIN viewers v ON v.issuer = s.issuer AND v.github_id = s.github_id
    JOIN token_sets g ON g.session_hash = s.id_hash
    WHERE s.state = $2 AND ($1 = 0 OR s.github_id = $1)
    ORDER BY v.login, s.github_id, s.last_seen_at DESC, s.device";

/// Every active session, or those of one viewer. One past its limits is listed until the sweep ends it.
pub async fn list(db: &Db, viewer: Option<i64>) -> Result<Vec<OperatorRow>, Error> {
    let query = sqlx::query_as(LIST).bind(viewer.unwrap_or_default()).bind(Active as i64);
    query.fetch_all(db.read()).await
}

/// The GitHub instances at which somebody with this number is signed in; nearly always one.
pub async fn issuers_of(db: &Db, viewer: i64) -> Result<Vec<String>, Error> {
    let query = sqlx::query_scalar("SELECT DISTINCT issuer FROM sessions WHERE github_id = $1 AND state = $2");
    query.bind(viewer).bind(Active as i64).fetch_all(db.read()).await
}

pub async fn by_device(db: &Db, device: &str) -> Result<Option<SessionKey>, Error> {
    let query = sqlx::query_scalar("SELECT id_hash FROM sessions WHERE device = $1 AND state = $2").bind(device);
    query.bind(Active as i64).fetch_optional(db.read()).await
}

const BY_DEVICE_OF_VIEWER: &str = "
    SELECT id_hash FROM sessions WHERE issuer = $1 AND github_id = $2 AND device = $3 AND state = $4";

pub async fn by_device_of_viewer(
    write: &mut Write,
    issuer: &str,
    viewer: i64,
    device: &str,
) -> Result<Option<SessionKey>, Error> {
    let query = sqlx::query_scalar(BY_DEVICE_OF_VIEWER).bind(issuer).bind(viewer).bind(device);
    query.bind(Active as i64).fetch_optional(&mut **write).await
}

pub async fn of_viewer(db: &Db, issuer: &str, viewer: i64) -> Result<Vec<SessionKey>, Error> {
    let query = sqlx::query_scalar("SELECT id_hash FROM sessions WHERE issuer = $1 AND github_id = $2 AND state = $3");
    query.bind(issuer).bind(viewer).bind(Active as i64).fetch_all(db.read()).await
}

const OF_VIEWER_EXCEPT: &str = "
    SELECT id_hash FROM sessions WHERE issuer = $1 AND github_id = $2 AND state = $4 AND device <> $3";

/// The viewer's sessions but that on the device `kept`, if one is given.
pub async fn of_viewer_except(
    write: &mut Write,
    issuer: &str,
    viewer: i64,
    kept: Option<&str>,
) -> Result<Vec<SessionKey>, Error> {
    let query = sqlx::query_scalar(OF_VIEWER_EXCEPT).bind(issuer).bind(viewer).bind(kept.unwrap_or_default());
    query.bind(Active as i64).fetch_all(&mut **write).await
}

const ABOVE_CAP: &str = "
    SELECT id_hash FROM sessions WHERE issuer = $1 AND github_id = $2 AND state = $5
    ORDER BY CASE WHEN id_hash = $4 THEN 0 ELSE 1 END, last_seen_at DESC, created_at DESC, id_hash LIMIT 100 OFFSET $3";

/// The viewer's least recently used sessions, beyond the first `cap`. `newest` counts as the first of all.
pub async fn above_cap(
    write: &mut Write,
    issuer: &str,
    viewer: i64,
    cap: i64,
    newest: SessionKey,
) -> Result<Vec<SessionKey>, Error> {
    let query = sqlx::query_scalar(ABOVE_CAP).bind(issuer).bind(viewer).bind(cap).bind(newest);
    query.bind(Active as i64).fetch_all(&mut **write).await
}

pub async fn any(write: &mut Write, limit: i64) -> Result<Vec<SessionKey>, Error> {
    let query = sqlx::query_scalar("SELECT id_hash FROM sessions WHERE state = $2 LIMIT $1").bind(limit);
    query.bind(Active as i64).fetch_all(&mut **write).await
}

const PAST_LIMIT: &str = "
    SELECT id_hash, absolute_at FROM sessions
    WHERE state = $4 AND (absolute_at <= $1 OR last_seen_at <= $2) LIMIT $3";

/// Sessions whose absolute end has passed, or that were last seen at `idle_since` or before; with their absolute ends.
pub async fn past_limit(
    write: &mut Write,
    now: Timestamp,
    idle_since: Timestamp,
    limit: u16,
) -> Result<Vec<(SessionKey, i64)>, Error> {
    let query = sqlx::query_as(PAST_LIMIT).bind(now.0).bind(idle_since.0).bind(i64::from(limit));
    query.bind(Active as i64).fetch_all(&mut **write).await
}

/// The state is a literal here: `SQLite` does not use a partial index for a parameter.
const DELETE_OLD_PENDING: &str = "
    DELETE FROM sessions WHERE id_hash IN (
        SELECT id_hash FROM sessions WHERE state = 0 AND created_at <= $1 LIMIT $2)";

const DELETE_OLD_DECOYS: &str = "
    DELETE FROM sessions WHERE id_hash IN (
        SELECT id_hash FROM sessions WHERE state = 2 AND created_at <= $1 LIMIT $2)";

/// Returns the number of deleted rows, as every deletion by age does.
pub async fn delete_old_pending(write: &mut Write, until: Timestamp, limit: u16) -> Result<u64, Error> {
    let query = sqlx::query(DELETE_OLD_PENDING).bind(until.0).bind(i64::from(limit));
    Ok(query.execute(&mut **write).await?.rows_affected())
}

pub async fn delete_old_decoys(write: &mut Write, until: Timestamp, limit: u16) -> Result<u64, Error> {
    let query = sqlx::query(DELETE_OLD_DECOYS).bind(until.0).bind(i64::from(limit));
    Ok(query.execute(&mut **write).await?.rows_affected())
}
