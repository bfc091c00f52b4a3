use super::finding::Chart;
use crate::config::{Config, Way};

/// By which way GitHub is asked, and whose certificates are trusted there: the server's own.
pub(super) fn look(config: &Config, chart: &mut Chart) {
    const WHAT: &str = "way out";
    let github = &config.github;
    let (web, api) = (github.proxies.way(&github.web_url), github.proxies.way(&github.api_url));
    if web == api {
        chart.good(WHAT, format!("GitHub is asked {}.", told(&web)));
    } else {
        chart.good(WHAT, format!("{} is asked {}.", github.web_url, told(&web)));
        chart.good(WHAT, format!("{} is asked {}.", github.api_url, told(&api)));
    }
    chart.good("certificates", format!("Trusted: {}.", github.trust.told()));
}

fn told(way: &Way) -> String {
    match way {
        Way::Direct => "directly".to_owned(),
        Way::Excepted => "directly, since NO_PROXY names it".to_owned(),
        Way::Proxy(address) => format!("by the proxy {address}"),
    }
}
