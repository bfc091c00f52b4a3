use super::finding::Chart;
use crate::{
    config::Config,
    error::with_causes,
    oauth::{ApplicationError, OAuth, Purpose, Visit},
    wire::is_untrusted_certificate,
};

/// What the two addresses told besides.
pub(super) struct Reached {
    /// GitHub's clock, as HTTP writes it.
    pub date: Option<String>,
    /// The API's address leads to the API. Elsewhere a 404 says nothing about tokens.
    pub api: bool,
}

/// Whether GitHub is where the configuration says.
pub(super) async fn look(config: &Config, oauth: &OAuth, chart: &mut Chart) -> Reached {
    // What a browser would be sent to; nobody comes back from it.
    let page = oauth.visit(&oauth.authorize(Purpose::SignIn, None).address).await;
    sign_in(&config.github.web_url, &page, chart);
    // Free of charge: asking for the limits does not count against them.
    let api = oauth.visit(&format!("{}/rate_limit", config.github.api_url)).await;
    rest(&config.github.api_url, &api, chart);
    let is_api = api.as_ref().is_ok_and(|api| api.of_api);
    Reached { date: [api, page].into_iter().flatten().find_map(|visit| visit.date), api: is_api }
}

fn sign_in(url: &str, page: &Result<Visit, ApplicationError>, chart: &mut Chart) {
    const WHAT: &str = "sign-in page";
    match page.as_ref().map(|page| page.status) {
        Ok(status) if status.is_success() || status.is_redirection() => chart.good(WHAT, format!("{url} answers.")),
        Ok(status) => {
            chart.bad(WHAT, format!("{url} answers {status}. Look at GITHUB_WEB_URL and GITHUB_CLIENT_ID."));
        }
        Err(error) => chart.bad(WHAT, unanswered(url, error, "GITHUB_WEB_URL")),
    }
}

fn rest(url: &str, api: &Result<Visit, ApplicationError>, chart: &mut Chart) {
    const WHAT: &str = "API";
    match api {
        Ok(api) if api.status.is_server_error() => {
            chart.bad(
                WHAT,
                format!("{url} answers {}. Look at GITHUB_API_URL, and whether GitHub is down.", api.status),
            );
        }
        // An Enterprise server without limits has nothing at that address, and says so in the API's own form.
        Ok(api) if api.of_api => chart.good(WHAT, format!("{url} answers.")),
        Ok(api) => {
            chart.bad(WHAT, format!("{url} answers {}, but not as GitHub's API. Look at GITHUB_API_URL.", api.status));
        }
        Err(error) => chart.bad(WHAT, unanswered(url, error, "GITHUB_API_URL")),
    }
}

fn unanswered(url: &str, error: &ApplicationError, variable: &str) -> String {
    let cause = with_causes(error);
    if is_untrusted_certificate(error) {
        return format!("{url} shows a certificate that is not trusted here ({cause}). {BELIEVE}");
    }
    format!("{url}: {cause}. Look at {variable} and this machine's way out.")
}

/// What to do about a certificate that is not trusted.
const BELIEVE: &str = "If it is the right one: name its authority in SSL_CERT_FILE, which takes the place of the system's, or have the system trust it (ca-certificates).";
