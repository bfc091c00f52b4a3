use axum::http::{HeaderMap, header::USER_AGENT};

use crate::session::CurrentSession;

/// What a session or its history says about the browser.
pub(super) struct ClientInfo {
    /// For the list of devices: `Firefox on Linux`.
    pub browser: String,
    /// Coarse.
    pub network: String,
    pub current: CurrentSession,
}

impl ClientInfo {
    pub(super) fn new(headers: &HeaderMap, network: String, current: CurrentSession) -> Self {
        Self { browser: browser_name(headers), network, current }
    }
}

/// More specific names first: Edge and Opera also call themselves Chrome, and all call themselves Safari.
const BROWSERS: [(&str, &str); 6] = [
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
];

/// Phones and tablets first: they also name a desktop system.
const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

/// Enough for a person to recognise a device, and too little to identify one.
fn browser_name(headers: &HeaderMap) -> String {
    let agent = headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    let named =
        |names: &[(&str, &'static str)]| names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    match (named(&BROWSERS), named(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(browser), None) => browser.to_owned(),
        (None, Some(system)) => format!("A browser on {system}"),
        (None, None) => "An unknown browser".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header::USER_AGENT};
    use rstest::rstest;

    use super::browser_name;

    #[rstest]
    #[case("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux")]
    #[case(
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/156.0 Safari/537.36 Edg/156.0",
        "Edge on Windows"
    )]
    #[case(
        "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Safari/604.1",
        "Safari on iPhone"
    )]
    #[case("curl/8.5.0", "curl")]
    #[case("<script>", "An unknown browser")]
    fn browsers_are_told_apart(#[case] agent: &'static str, #[case] name: &str) {
        let headers = HeaderMap::from_iter([(USER_AGENT, HeaderValue::from_static(agent))]);
        assert_eq!(browser_name(&headers), name);
    }
}
