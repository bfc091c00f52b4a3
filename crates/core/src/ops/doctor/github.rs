use http::StatusCode;
use oauth2::{AuthorizationCode, PkceCodeVerifier};
use time::{OffsetDateTime, format_description::well_known::Rfc2822};

use super::Report;
use crate::{
    clock::Clock,
    config::{Config, Route},
    crypto::random_secret,
    error::with_causes,
    oauth::{ApplicationError, OAuth, ProbeResponse, Prompt, TokenError, TokenStatus},
    token::AccessToken,
    wire::is_untrusted_certificate,
};

/// Says through which proxies the server reaches GitHub, and which authorities it trusts there.
pub(super) fn describe_route(config: &Config, report: &mut Report) {
    const SUBJECT: &str = "route";
    let github = &config.github;
    let (web, api) = (github.proxies.route(&github.web_url), github.proxies.route(&github.api_url));
    if web == api {
        report.ok(SUBJECT, format!("GitHub is reached {}.", describe(&web)));
    } else {
        report.ok(SUBJECT, format!("{} is reached {}.", github.web_url, describe(&web)));
        report.ok(SUBJECT, format!("{} is reached {}.", github.api_url, describe(&api)));
    }
    report.ok("certificates", format!("Trusted: {}.", github.trust.describe()));
}

fn describe(route: &Route) -> String {
    match route {
        Route::Direct => "directly".to_owned(),
        Route::Excepted => "directly, because NO_PROXY lists it".to_owned(),
        Route::Proxy(address) => format!("through the proxy {address}"),
    }
}

/// What GitHub's responses to [`check_urls`] reveal.
pub(super) struct Reached {
    /// GitHub's clock, as an HTTP date.
    pub date: Option<String>,
    /// `GITHUB_API_URL` is the API. Elsewhere a 404 says nothing about tokens.
    pub is_api: bool,
}

/// Whether GitHub is where the configuration says.
pub(super) async fn check_urls(config: &Config, oauth: &OAuth, report: &mut Report) -> Reached {
    // Where a browser would be sent; this flow is never completed.
    let page = oauth.probe(&oauth.authorize(Prompt::Default, None).address).await;
    check_sign_in_page(&config.github.web_url, &page, report);
    // Does not count against the rate limit.
    let api = oauth.probe(&format!("{}/rate_limit", config.github.api_url)).await;
    check_api(&config.github.api_url, &api, report);
    let is_api = api.as_ref().is_ok_and(|api| api.is_api);
    Reached { date: [api, page].into_iter().flatten().find_map(|response| response.date), is_api }
}

fn check_sign_in_page(url: &str, page: &Result<ProbeResponse, ApplicationError>, report: &mut Report) {
    const SUBJECT: &str = "sign-in page";
    match page.as_ref().map(|page| page.status) {
        Ok(status) if status.is_success() || status.is_redirection() => report.ok(SUBJECT, format!("{url} answers.")),
        Ok(status) => {
            report.error(SUBJECT, format!("{url} answers {status}. Check GITHUB_WEB_URL and GITHUB_CLIENT_ID."));
        }
        Err(error) => report.error(SUBJECT, unreachable(url, error, "GITHUB_WEB_URL")),
    }
}

fn check_api(url: &str, api: &Result<ProbeResponse, ApplicationError>, report: &mut Report) {
    const SUBJECT: &str = "API";
    match api {
        Ok(api) if api.status.is_server_error() => {
            report.error(
                SUBJECT,
                format!("{url} answers {}. Check GITHUB_API_URL, and whether GitHub is down.", api.status),
            );
        }
        // An Enterprise server without rate limits answers 404, but as the API.
        Ok(api) if api.is_api => report.ok(SUBJECT, format!("{url} answers.")),
        Ok(api) => {
            report.error(
                SUBJECT,
                format!("{url} answers {}, but not as GitHub's API. Check GITHUB_API_URL.", api.status),
            );
        }
        Err(error) => report.error(SUBJECT, unreachable(url, error, "GITHUB_API_URL")),
    }
}

fn unreachable(url: &str, error: &ApplicationError, variable: &str) -> String {
    let cause = with_causes(error);
    if is_untrusted_certificate(error) {
        return format!(
            "{url} shows a certificate that is not trusted here ({cause}). If it is the right one, put its authority into SSL_CERT_FILE, which replaces the system's authorities, or add it to those (ca-certificates)."
        );
    }
    format!("{url}: {cause}. Check {variable} and this machine's network.")
}

/// In seconds. Tokens and reauthentications last for minutes at least.
pub(super) const MAX_CLOCK_SKEW: i64 = 30;

/// Compares our clock with GitHub's, as given by the `date` of a recent response.
pub(super) fn check_clock(clock: &Clock, date: Option<&str>, report: &mut Report) {
    const SUBJECT: &str = "clock";
    let Some(theirs) = date.and_then(parse_http_date) else {
        return report.warn(SUBJECT, "GitHub sent no date to compare with.");
    };
    let ahead = clock.now().0 - theirs;
    let difference = match ahead {
        0 => "It agrees with GitHub's".to_owned(),
        1.. => format!("It is {ahead} s ahead of GitHub's"),
        _ => format!("It is {} s behind GitHub's", -ahead),
    };
    if ahead.abs() <= MAX_CLOCK_SKEW {
        report.ok(SUBJECT, format!("{difference}."));
    } else {
        report.warn(SUBJECT, format!("{difference}, but sessions and tokens expire by it. Use NTP."));
    }
}

/// HTTP dates (RFC 9110 section 5.6.7) are RFC 2822 dates with the zone `GMT`.
fn parse_http_date(date: &str) -> Option<i64> {
    OffsetDateTime::parse(date, &Rfc2822).ok().map(OffsetDateTime::unix_timestamp)
}

/// Asks GitHub about a code and a token that do not exist. With the right credentials it says that they don't; with
/// wrong ones it rejects those.
pub(super) async fn check_credentials(oauth: &OAuth, is_api: bool, report: &mut Report) {
    check_exchange(oauth, report).await;
    check_token_management(oauth, is_api, report).await;
}

async fn check_exchange(oauth: &OAuth, report: &mut Report) {
    const SUBJECT: &str = "sign-in";
    let (code, verifier) = (AuthorizationCode::new(random_secret()), PkceCodeVerifier::new(random_secret()));
    match oauth.exchange(code, verifier).await.err() {
        Some(TokenError::CodeRefused) => {
            report.ok(SUBJECT, "GitHub accepts GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET.");
        }
        Some(TokenError::Misconfigured(code)) if code == "incorrect_client_credentials" => {
            report.error(
                SUBJECT,
                "GitHub does not accept this GITHUB_CLIENT_SECRET for GITHUB_CLIENT_ID. Generate a new secret there.",
            );
        }
        Some(TokenError::Misconfigured(code) | TokenError::Refused(code)) => {
            report.error(
                SUBJECT,
                format!("GitHub answers {code}. Compare GITHUB_CLIENT_ID and the callback with your app there."),
            );
        }
        Some(error) => {
            report.error(SUBJECT, format!("Signing in does not work at the moment: {}.", with_causes(&error)));
        }
        None => report.error(SUBJECT, "A made-up code was accepted, so GITHUB_WEB_URL is not GitHub."),
    }
}

async fn check_token_management(oauth: &OAuth, is_api: bool, report: &mut Report) {
    const SUBJECT: &str = "tokens";
    if !is_api {
        return report.warn(SUBJECT, "Not checked whether this app can check and revoke its tokens: see API.");
    }
    match oauth.check(&AccessToken::new(random_secret())).await {
        // GitHub documents both, and may consider the made-up token malformed.
        Ok(TokenStatus::Dead) | Err(ApplicationError::Status(StatusCode::UNPROCESSABLE_ENTITY)) => {
            report.ok(SUBJECT, "GitHub lets this app check and revoke its tokens.");
        }
        Ok(TokenStatus::Alive) => {
            report.error(SUBJECT, "A made-up token was accepted, so GITHUB_API_URL is not GitHub.");
        }
        Err(ApplicationError::Status(StatusCode::UNAUTHORIZED)) => {
            report
                .error(SUBJECT, "GitHub does not let this app check and revoke its tokens: its credentials are wrong.");
        }
        Err(error) => {
            report
                .error(SUBJECT, format!("Tokens can't be checked or revoked at the moment: {}.", with_causes(&error)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::parse_http_date;

    #[test]
    fn an_http_date_is_parsed() {
        assert_eq!(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT"), Some(784_111_777));
        assert_eq!(parse_http_date("now"), None);
    }
}
