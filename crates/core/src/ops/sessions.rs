use std::process::ExitCode;

use gatehouse_model::Timestamp;

use super::{
    Context, Failure, SessionSelection,
    output::{Table, count, print_line},
};
use crate::{
    db::{
        revocations,
        sessions::{self, OperatorRow},
    },
    lifecycle::BATCH_PAUSE,
    session::EndReason,
};

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
    let rows = sessions::list(&context.db, viewer).await?;
    let is_empty = rows.is_empty();
    let mut table = Table::new(HEAD);
    for row in rows {
        table.push(line(row, context.config.sessions.idle));
    }
    print_line(if is_empty { "No session is active.".to_owned() } else { table.to_string() });
    Ok(ExitCode::SUCCESS)
}

fn line(row: OperatorRow, idle: i64) -> [String; 11] {
    [
        row.device,
        row.login,
        row.github_id.to_string(),
        row.browser,
        row.network,
        row.created_at.rfc3339(),
        row.last_seen_at.rfc3339(),
        Timestamp(row.last_seen_at.0 + idle).rfc3339(),
        row.absolute_at.rfc3339(),
        row.generation.to_string(),
        row.access_token.key_id().unwrap_or_default().to_owned(),
    ]
}

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
    let mut ended = 0;
    // The id belongs to one person at each GitHub in the database, which is nearly always a single GitHub.
    for issuer in sessions::issuers_of(&context.db, viewer).await? {
        ended += context.lifecycle().end_all_but(None, &issuer, viewer, EndReason::Operator).await?.len();
    }
    Ok(ended)
}

async fn end_device(context: &Context, device: &str) -> Result<usize, Failure> {
    let Some(session) = sessions::by_device(&context.db, device).await? else { return Ok(0) };
    Ok(usize::from(context.lifecycle().end(session, EndReason::Operator).await?))
}

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
        tokio::time::sleep(BATCH_PAUSE).await;
    }
    print_line(format!("Ended {} past a limit, and deleted expired rows.", count(ended, "session")));
    let worker = context.revocations()?;
    let mut tried = 0;
    while worker.work_one().await? {
        tried += 1;
    }
    let left = revocations::count(&context.db).await?;
    print_line(format!("Asked GitHub to revoke {}; {} left in the queue.", count(tried, "queued pair"), left));
    Ok(ExitCode::SUCCESS)
}
