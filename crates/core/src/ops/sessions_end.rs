use std::process::ExitCode;

use super::{
    cli::Whose,
    desk::{Desk, Failure},
    say::{count, say},
};
use crate::session::{EndReason, SessionKey};

/// A number means one person at each GitHub that the database knows; it nearly always knows one.
const ISSUERS: &str = "SELECT DISTINCT issuer FROM sessions WHERE github_id = $1 AND state = 1";

const BY_DEVICE: &str = "SELECT id_hash FROM sessions WHERE device = $1 AND state = 1";

/// `sessions end`: through the same transaction as any other ending, so pairs are queued and browsers told why.
pub(super) async fn sessions_end(desk: &Desk, whose: &Whose) -> Result<ExitCode, Failure> {
    let ended = match whose {
        Whose { viewer: Some(viewer), .. } => of_viewer(desk, *viewer).await?,
        Whose { device: Some(device), .. } => on_device(desk, device).await?,
        _ => desk.lifecycle().end_everybody().await?,
    };
    say(match ended {
        0 => "No such session stands; nothing has changed.".to_owned(),
        ended => format!("Ended {}. Browsers are told at their next request.", count(ended, "session")),
    });
    Ok(ExitCode::SUCCESS)
}

async fn of_viewer(desk: &Desk, viewer: i64) -> Result<usize, Failure> {
    let issuers: Vec<String> = sqlx::query_scalar(ISSUERS).bind(viewer).fetch_all(desk.db.read()).await?;
    let mut ended = 0;
    for issuer in issuers {
        ended += desk.lifecycle().end_all_but(None, &issuer, viewer, EndReason::Operator).await?.len();
    }
    Ok(ended)
}

async fn on_device(desk: &Desk, device: &str) -> Result<usize, Failure> {
    let found: Option<Vec<u8>> = sqlx::query_scalar(BY_DEVICE).bind(device).fetch_optional(desk.db.read()).await?;
    let Some(session) = found.and_then(|bytes| SessionKey::try_from(bytes).ok()) else { return Ok(0) };
    Ok(usize::from(desk.lifecycle().end(session, EndReason::Operator).await?))
}
