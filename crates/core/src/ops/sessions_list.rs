use std::process::ExitCode;

use gatehouse_model::Timestamp;
use sqlx::{Row, any::AnyRow};

use super::{
    desk::{Desk, Failure},
    say::say,
    table::Table,
};
use crate::{crypto::Sealed, db::Error};

/// `$1` is a viewer, or 0 for all: GitHub's ids begin at 1.
const SELECT: &str = "
    SELECT s.device, v.login, s.github_id, s.browser, s.network, s.created_at, s.last_seen_at, s.absolute_at,
           g.generation, g.access_token
    FROM sessions s
    JOIN viewers v ON v.issuer = s.issuer AND v.github_id = s.github_id
    JOIN token_sets g ON g.session_hash = s.id_hash
    WHERE s.state = 1 AND ($1 = 0 OR s.github_id = $1)
    ORDER BY v.login, s.github_id, s.last_seen_at DESC, s.device";

const HEAD: [&str; 11] = [
    "DEVICE",
    "LOGIN",
    "VIEWER",
    "BROWSER",
    "NETWORK",
    "SIGNED IN",
    "LAST SEEN",
    "IDLE END",
    "ABSOLUTE END",
    "PAIR",
    "KEY",
];

/// `sessions list`: one line for each session that stands. One past its end stays in the list until it is swept.
pub(super) async fn sessions_list(desk: &Desk, viewer: Option<i64>) -> Result<ExitCode, Failure> {
    let rows = sqlx::query(SELECT).bind(viewer.unwrap_or_default()).fetch_all(desk.db.read()).await?;
    let mut table = Table::new(HEAD);
    for row in &rows {
        table.push(line(row, desk.config.sessions.idle)?);
    }
    say(if rows.is_empty() { "No session stands.".to_owned() } else { table.to_string() });
    Ok(ExitCode::SUCCESS)
}

fn line(row: &AnyRow, idle: i64) -> Result<[String; 11], Error> {
    let timestamp = |column| row.try_get::<i64, _>(column).map(|at| Timestamp(at).rfc3339());
    let last_seen_at: i64 = row.try_get("last_seen_at")?;
    let access = Sealed(row.try_get("access_token")?);
    Ok([
        row.try_get("device")?,
        row.try_get("login")?,
        row.try_get::<i64, _>("github_id")?.to_string(),
        row.try_get("browser")?,
        row.try_get("network")?,
        timestamp("created_at")?,
        timestamp("last_seen_at")?,
        Timestamp(last_seen_at + idle).rfc3339(),
        timestamp("absolute_at")?,
        row.try_get::<i64, _>("generation")?.to_string(),
        access.key_id().unwrap_or_default().to_owned(),
    ])
}
