//! `gatehouse doctor`: what an operator would look at first, one line each, and what to do about it.

mod addresses;
mod clock;
mod configuration;
mod credentials;
mod database;
mod finding;
mod front;
mod keys;
mod reach;
mod way_out;

use std::{io, process::ExitCode};

use self::finding::Chart;
use super::desk::Failure;
use crate::{oauth::OAuth, telemetry};

/// Looks at everything that can be looked at. Not successful where something keeps Gatehouse from working.
///
/// # Errors
///
/// When not even the client for GitHub can be built.
pub async fn doctor() -> Result<ExitCode, Failure> {
    let mut chart = Chart::default();
    let Some(config) = configuration::look(&mut chart) else { return Ok(chart.verdict()) };
    telemetry::start(&config, io::stderr);
    let clock = config.clock();
    addresses::look(&config, &mut chart);
    front::look(&config, &mut chart).await;
    if let Some(db) = database::look(&config, &clock, &mut chart).await {
        keys::look(&config, &db, &mut chart).await;
        db.close().await;
    }
    way_out::look(&config, &mut chart);
    let oauth = OAuth::new(&config.github, &config.public_url.callback(), clock.clone())?;
    let reached = reach::look(&config, &oauth, &mut chart).await;
    clock::look(&clock, reached.date.as_deref(), &mut chart);
    credentials::look(&oauth, reached.api, &mut chart).await;
    Ok(chart.verdict())
}
