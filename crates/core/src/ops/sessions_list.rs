use std::process::ExitCode;

use gatehouse_model::Timestamp;

use super::{
    desk::{Desk, Failure},
    say::say,
    table::Table,
};
use crate::db::sessions::{self, OperatorRow};

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
    let rows = sessions::list(&desk.db, viewer).await?;
    let is_empty = rows.is_empty();
    let mut table = Table::new(HEAD);
    for row in rows {
        table.push(line(row, desk.config.sessions.idle));
    }
    say(if is_empty { "No session stands.".to_owned() } else { table.to_string() });
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
