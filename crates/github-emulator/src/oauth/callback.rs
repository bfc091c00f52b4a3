//! The application's callback: which addresses are its own, and what is sent there.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use url::{Host, Url};

use crate::settings::Iss;
use crate::state::Shared;

const ANOTHER_ISSUER: &str = "https://github.example/login/oauth";

/// Exact match, except that a registered loopback address matches any port.
///
/// <https://docs.github.com/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps#loopback-redirect-urls>
pub(super) fn matches(registered: &str, sent: &str) -> bool {
    registered == sent || matches_loopback(registered, sent).unwrap_or_default()
}

fn matches_loopback(registered: &str, sent: &str) -> Option<bool> {
    let (registered, parsed) = (Url::parse(registered).ok()?, Url::parse(sent).ok()?);
    // An address that the parser had to tidy up (`/a/../b`, `\`, upper case) is not an exact match of anything.
    let tidy = parsed.as_str() == sent;
    let same = (registered.scheme(), registered.host(), registered.path(), registered.query())
        == (parsed.scheme(), parsed.host(), parsed.path(), parsed.query());
    let bare = parsed.fragment().is_none() && parsed.username().is_empty() && parsed.password().is_none();
    Some(is_loopback(&registered) && tidy && same && bare)
}

/// GitHub advises against `localhost` (RFC 8252, 8.3) and takes it all the same.
fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

/// Why the callback gets no code.
///
/// <https://docs.github.com/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-authorization-request-errors>
#[derive(Clone, Copy, Debug)]
pub(super) enum CallbackError {
    AccessDenied,
    RedirectUriMismatch,
}

impl CallbackError {
    pub(super) fn parameters(self) -> [(&'static str, &'static str); 3] {
        let (error, error_description, error_uri) = match self {
            Self::AccessDenied => (
                "access_denied",
                "The user has denied your application access.",
                "https://docs.github.com/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-authorization-request-errors/#access-denied",
            ),
            Self::RedirectUriMismatch => (
                "redirect_uri_mismatch",
                "The redirect_uri MUST match the registered callback URL for this application.",
                "https://docs.github.com/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-authorization-request-errors/#redirect-uri-mismatch",
            ),
        };
        [("error", error), ("error_description", error_description), ("error_uri", error_uri)]
    }
}

/// Which issuers the callback names, as set (RFC 9207). GitHub's is its web address with `/login/oauth` behind it.
pub(super) fn issuers(shared: &Shared, iss: Iss) -> Vec<String> {
    let own = format!("{}/login/oauth", shared.urls.web);
    match iss {
        Iss::On => vec![own],
        Iss::Off => vec![],
        Iss::Wrong => vec![ANOTHER_ISSUER.to_owned()],
        Iss::Doubled => vec![own.clone(), own],
    }
}

/// 302 to the callback, keeping the query it already has (RFC 6749, 3.1.2).
pub(super) fn redirect(
    redirect_uri: &str,
    parameters: &[(&str, &str)],
    state: Option<&str>,
    issuers: &[String],
) -> Response {
    let Ok(mut url) = Url::parse(redirect_uri) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    url.query_pairs_mut()
        .extend_pairs(parameters)
        .extend_pairs(state.map(|state| ("state", state)))
        .extend_pairs(issuers.iter().map(|issuer| ("iss", issuer)));
    let location = [(header::LOCATION, String::from(url))];
    (StatusCode::FOUND, location).into_response()
}

#[cfg(test)]
mod tests {
    use super::matches;

    const REGISTERED: &str = "http://127.0.0.1/auth/github/callback";

    #[test]
    fn a_loopback_registration_matches_any_port() {
        assert!(matches(REGISTERED, "http://127.0.0.1:3000/auth/github/callback"));
        assert!(matches("http://[::1]/cb", "http://[::1]:9/cb"));
    }

    #[test]
    fn everything_but_the_port_must_be_the_same() {
        for other in [
            "https://127.0.0.1:3000/auth/github/callback",
            "http://127.0.0.2:3000/auth/github/callback",
            "http://localhost:3000/auth/github/callback",
            "http://127.0.0.1:3000/auth/github/callback/",
            "http://127.0.0.1:3000/auth/github/callback?next=/",
            "http://127.0.0.1:3000/auth/github/callback#",
            "http://127.0.0.1:3000/auth/x/../github/callback",
            "http://me@127.0.0.1:3000/auth/github/callback",
        ] {
            assert!(!matches(REGISTERED, other), "{other}");
        }
    }

    #[test]
    fn elsewhere_the_port_counts() {
        assert!(!matches("https://app.example/cb", "https://app.example:8443/cb"));
    }
}
