use std::process::ExitCode;

use super::{
    cli::Whose,
    desk::{Desk, Failure},
    say::{count, say},
};
use crate::{db::sessions, session::EndReason};

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
    let mut ended = 0;
    for issuer in sessions::issuers_of(&desk.db, viewer).await? {
        ended += desk.lifecycle().end_all_but(None, &issuer, viewer, EndReason::Operator).await?.len();
    }
    Ok(ended)
}

async fn on_device(desk: &Desk, device: &str) -> Result<usize, Failure> {
    let Some(session) = sessions::by_device(&desk.db, device).await? else { return Ok(0) };
    Ok(usize::from(desk.lifecycle().end(session, EndReason::Operator).await?))
}
