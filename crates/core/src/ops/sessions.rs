use std::process::ExitCode;

use gatehouse_model::Timestamp;
use sqlx::{Row, any::AnyRow};

use super::{
    Context, Failure, SessionSelection,
    output::{Table, count, print_line},
};
use crate::{
    crypto::Sealed,
    db::Error,
    lifecycle::BREATH,
    session::{EndReason, SessionKey},
};

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

/// `sessions list`: one line for each active session. A session past a limit is listed until it is swept.
pub(super) async fn list(context: &Context, viewer: Option<i64>) -> Result<ExitCode, Failure> {
    let rows = sqlx::query(SELECT).bind(viewer.unwrap_or_default()).fetch_all(context.db.read()).await?;
    let mut table = Table::new(HEAD);
    for row in &rows {
        table.push(line(row, context.config.sessions.idle)?);
    }
    print_line(if rows.is_empty() { "No session is active.".to_owned() } else { table.to_string() });
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

/// The id belongs to one person at each GitHub in the database, which is nearly always a single GitHub.
const ISSUERS: &str = "SELECT DISTINCT issuer FROM sessions WHERE github_id = $1 AND state = 1";

const BY_DEVICE: &str = "SELECT id_hash FROM sessions WHERE device = $1 AND state = 1";

/// `sessions end`: uses the same transaction as every other ending, so tokens are queued for revocation and browsers
/// are told why.
pub(super) async fn end(context: &Context, selection: &SessionSelection) -> Result<ExitCode, Failure> {
    let ended = match selection {
        SessionSelection { viewer: Some(viewer), .. } => end_viewer(context, *viewer).await?,
        SessionSelection { device: Some(device), .. } => end_device(context, device).await?,
        _ => context.lifecycle().end_everybody().await?,
    };
    print_line(match ended {
        0 => "No such session is active; nothing has changed.".to_owned(),
        ended => format!("Ended {}. Browsers are told at their next request.", count(ended, "session")),
    });
    Ok(ExitCode::SUCCESS)
}

async fn end_viewer(context: &Context, viewer: i64) -> Result<usize, Failure> {
    let issuers: Vec<String> = sqlx::query_scalar(ISSUERS).bind(viewer).fetch_all(context.db.read()).await?;
    let mut ended = 0;
    for issuer in issuers {
        ended += context.lifecycle().end_all_but(None, &issuer, viewer, EndReason::Operator).await?.len();
    }
    Ok(ended)
}

async fn end_device(context: &Context, device: &str) -> Result<usize, Failure> {
    let found: Option<Vec<u8>> = sqlx::query_scalar(BY_DEVICE).bind(device).fetch_optional(context.db.read()).await?;
    let Some(session) = found.and_then(|bytes| SessionKey::try_from(bytes).ok()) else { return Ok(0) };
    Ok(usize::from(context.lifecycle().end(session, EndReason::Operator).await?))
}

const QUEUED: &str = "SELECT count(*) FROM revocations";

/// `sweep`: what servers do in the background, once and to completion: ends sessions past a limit, deletes expired
/// rows, and tries every revocation that is due.
pub(super) async fn sweep(context: &Context) -> Result<ExitCode, Failure> {
    let lifecycle = context.lifecycle();
    let mut ended = 0;
    loop {
        let swept = lifecycle.sweep().await?;
        ended += swept.ended.len();
        if !swept.more {
            break;
        }
        tokio::time::sleep(BREATH).await;
    }
    print_line(format!("Ended {} past a limit, and deleted expired rows.", count(ended, "session")));
    let revocations = context.revocations()?;
    let mut tried = 0;
    while revocations.work_one().await? {
        tried += 1;
    }
    let left: i64 = sqlx::query_scalar(QUEUED).fetch_one(context.db.read()).await?;
    print_line(format!("Asked GitHub to revoke {}; {} left in the queue.", count(tried, "queued pair"), left));
    Ok(ExitCode::SUCCESS)
}
