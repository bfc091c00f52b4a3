use http::StatusCode;
use oauth2::{AuthorizationCode, PkceCodeVerifier};

use super::finding::Chart;
use crate::{
    crypto::random_text,
    error::with_causes,
    oauth::{ApplicationError, OAuth, TokenError, Verdict},
    token::AccessToken,
};

/// Asks GitHub about things that do not exist. Whoever has the right credentials is told so; anybody else is told that
/// they have the wrong ones.
pub(super) async fn look(oauth: &OAuth, is_api: bool, chart: &mut Chart) {
    token_endpoint(oauth, chart).await;
    token_check(oauth, is_api, chart).await;
}

async fn token_endpoint(oauth: &OAuth, chart: &mut Chart) {
    const WHAT: &str = "sign-in";
    let (code, verifier) = (AuthorizationCode::new(random_text()), PkceCodeVerifier::new(random_text()));
    match oauth.exchange(code, verifier).await.err() {
        Some(TokenError::CodeRefused) => chart.good(WHAT, "GitHub takes GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET."),
        Some(TokenError::Misconfigured(code)) if code == "incorrect_client_credentials" => {
            chart.bad(
                WHAT,
                "GitHub does not take GITHUB_CLIENT_ID with this GITHUB_CLIENT_SECRET. Make a new secret there.",
            );
        }
        Some(TokenError::Misconfigured(code) | TokenError::Refused(code)) => {
            chart.bad(
                WHAT,
                format!("GitHub answers {code}. Compare GITHUB_CLIENT_ID and the callback with your app there."),
            );
        }
        Some(error) => chart.bad(WHAT, format!("Signing in does not work now: {}.", with_causes(&error))),
        None => chart.bad(WHAT, "A made-up code was taken: GITHUB_WEB_URL is not GitHub."),
    }
}

async fn token_check(oauth: &OAuth, is_api: bool, chart: &mut Chart) {
    const WHAT: &str = "tokens";
    if !is_api {
        return chart.doubtful(WHAT, "Whether this app can check and end its tokens was not asked: see API.");
    }
    match oauth.check(&AccessToken::new(random_text())).await {
        // GitHub documents the one, and may find our token too strange for it.
        Ok(Verdict::Dead) | Err(ApplicationError::Status(StatusCode::UNPROCESSABLE_ENTITY)) => {
            chart.good(WHAT, "GitHub lets this app check and end its tokens.");
        }
        Ok(Verdict::Alive) => chart.bad(WHAT, "A made-up token was taken: GITHUB_API_URL is not GitHub."),
        Err(ApplicationError::Status(StatusCode::UNAUTHORIZED)) => {
            chart.bad(WHAT, "GitHub does not let this app check and end its tokens: its credentials are wrong.");
        }
        Err(error) => chart.bad(WHAT, format!("Tokens can't be checked or ended now: {}.", with_causes(&error))),
    }
}
