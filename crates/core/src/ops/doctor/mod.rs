//! `gatehouse doctor`: checks what an operator would check first, prints a line for each result, and says what to do.

mod database;
mod github;
mod public_url;

use std::{io, process::ExitCode};

use super::{Failure, output::print_line};
use crate::{
    config::{Config, Hsts, Source},
    oauth::OAuth,
    telemetry,
};

/// Runs every check. The exit code is a failure if something keeps Gatehouse from working.
///
/// # Errors
///
/// If the client for GitHub can't be built.
pub async fn doctor() -> Result<ExitCode, Failure> {
    let mut report = Report::default();
    let Some(config) = check_configuration(&mut report) else { return Ok(report.exit_code()) };
    telemetry::start(&config, io::stderr);
    let clock = config.clock();
    describe_urls(&config, &mut report);
    public_url::check(&config, &mut report).await;
    if let Some(db) = database::check(&config, &clock, &mut report).await {
        database::check_keys(&config, &db, &mut report).await;
        db.close().await;
    }
    github::describe_route(&config, &mut report);
    let oauth = OAuth::new(&config.github, &config.public_url.callback(), clock.clone())?;
    let reached = github::check_urls(&config, &oauth, &mut report).await;
    github::check_clock(&clock, reached.date.as_deref(), &mut report);
    github::check_credentials(&oauth, reached.is_api, &mut report).await;
    Ok(report.exit_code())
}

#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Severity {
    #[default]
    Ok,
    Warning,
    Error,
}

/// Prints each finding at once, since GitHub may take its time, and remembers the worst.
#[derive(Default)]
struct Report {
    worst: Severity,
}

impl Report {
    fn ok(&mut self, subject: &str, sentence: impl AsRef<str>) {
        self.add(Severity::Ok, subject, sentence.as_ref());
    }

    /// Deserves attention, but Gatehouse works.
    fn warn(&mut self, subject: &str, sentence: impl AsRef<str>) {
        self.add(Severity::Warning, subject, sentence.as_ref());
    }

    /// Keeps Gatehouse or signing in from working.
    fn error(&mut self, subject: &str, sentence: impl AsRef<str>) {
        self.add(Severity::Error, subject, sentence.as_ref());
    }

    fn add(&mut self, severity: Severity, subject: &str, sentence: &str) {
        self.worst = self.worst.max(severity);
        let mark = match severity {
            Severity::Ok => '✓',
            Severity::Warning => '!',
            Severity::Error => '✗',
        };
        print_line(format!("{mark} {subject:<13}  {sentence}"));
    }

    fn exit_code(&self) -> ExitCode {
        if self.worst == Severity::Error { ExitCode::FAILURE } else { ExitCode::SUCCESS }
    }
}

/// Reports every problem that would keep the server from starting.
fn check_configuration(report: &mut Report) -> Option<Config> {
    const SUBJECT: &str = "configuration";
    let source = match Source::from_process() {
        Ok(source) => source,
        Err(sentence) => {
            report.error(SUBJECT, sentence);
            return None;
        }
    };
    match Config::load(&source) {
        Ok(config) => {
            report.ok(SUBJECT, "Every setting is valid.");
            Some(config)
        }
        Err(problems) => {
            problems.iter().for_each(|problem| report.error(SUBJECT, problem.to_string()));
            report.warn(SUBJECT, "Fix this first; the other checks need a valid configuration.");
            None
        }
    }
}

/// Says what to register at GitHub and what browsers learn about our URL.
fn describe_urls(config: &Config, report: &mut Report) {
    let url = &config.public_url;
    let callback = format!("Register exactly this callback at GitHub: {}", url.callback());
    if url.is_https() {
        report.ok("callback", callback);
    } else {
        report.warn("callback", format!("{callback} (http is fine on this machine, but not for visitors)"));
    }
    let webhook = format!("{}/webhooks/github", url.origin());
    match config.github.webhook_secret {
        Some(_) => report.ok("webhook", format!("On: GitHub may post to {webhook}")),
        None => report.ok(
            "webhook",
            "Off: a revoked authorisation is noticed when its token is next used. Set GITHUB_WEBHOOK_SECRET to be told at once.",
        ),
    }
    if url.is_https() {
        report.ok("HSTS", describe_hsts(config.hsts));
    }
}

fn describe_hsts(hsts: Hsts) -> String {
    match hsts.header() {
        None => "Gatehouse sends none (HSTS=off). Browsers keep an earlier policy until it expires.".to_owned(),
        Some(header) => {
            let scope = if hsts == Hsts::Subdomains { "this host and its subdomains" } else { "this host" };
            format!("Sent: {header}. Browsers will only use https for {scope}, for two years from the last visit.")
        }
    }
}
