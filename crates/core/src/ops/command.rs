use std::process::ExitCode;

use super::{
    cli::{Keys, Sessions, Work},
    desk::{Desk, Failure},
    keys_reseal::keys_reseal,
    keys_status::keys_status,
    sessions_end::sessions_end,
    sessions_list::sessions_list,
    sweep::sweep,
};
use crate::config::Config;

/// Does the work asked for. Not successful where some of it is left.
///
/// # Errors
///
/// When it could not be done; what was done before stays done.
pub async fn run(work: Work, config: Config) -> Result<ExitCode, Failure> {
    let desk = Desk::open(config).await?;
    let done = match work {
        Work::Sessions(Sessions::List { viewer }) => sessions_list(&desk, viewer).await,
        Work::Sessions(Sessions::End(whose)) => sessions_end(&desk, &whose).await,
        Work::Keys(Keys::Status) => keys_status(&desk).await,
        Work::Keys(Keys::Reseal) => keys_reseal(&desk).await,
        Work::Sweep => sweep(&desk).await,
    };
    desk.db.close().await;
    done
}
