use super::finding::Chart;
use crate::server::config::Config;

/// What to register at GitHub.
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
}
