use super::finding::Chart;
use crate::config::{Config, Hsts};

/// What to register at GitHub, and what browsers are told of our own address.
pub(super) fn look(config: &Config, chart: &mut Chart) {
    let url = &config.public_url;
    let callback = format!("Register exactly this callback at GitHub: {}", url.callback());
    if url.is_https() {
        chart.good("callback", callback);
    } else {
        chart.doubtful("callback", format!("{callback} (http is right on this machine, not for visitors)"));
    }
    let webhook = format!("{}/webhooks/github", url.origin());
    match config.github.webhook_secret {
        Some(_) => chart.good("webhook", format!("On: GitHub may post to {webhook}")),
        None => chart.good(
            "webhook",
            "Off: a withdrawn access is noticed when it is next used. Set GITHUB_WEBHOOK_SECRET to hear of it at once.",
        ),
    }
    if url.is_https() {
        chart.good("HSTS", hsts(config.hsts));
    }
}

fn hsts(hsts: Hsts) -> String {
    match hsts.header() {
        None => "Gatehouse sends none (HSTS=off). Browsers keep an earlier policy until it expires.".to_owned(),
        Some(header) => {
            let whom = if hsts == Hsts::Subdomains { "this host and all below it" } else { "this host" };
            format!("Sent: {header}. For two years from their last visit, browsers ask {whom} by https only.")
        }
    }
}
