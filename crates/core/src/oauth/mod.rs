//! GitHub's OAuth endpoints (RFC 6749, RFC 7636, RFC 9207; GitHub "Authorizing OAuth apps").
//!
//! Knows the URLs, the client's credentials and how GitHub answers. Stores nothing.

mod application;
mod http;
mod token_endpoint;

use std::sync::atomic::{AtomicBool, Ordering};

use gatehouse_model::{Application, Timestamp, has_scope};
use oauth2::{
    AuthType, AuthUrl, Client, ClientId, ClientSecret, CsrfToken, EndpointNotSet, EndpointSet, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, Scope, StandardRevocableToken, TokenUrl,
    basic::{BasicErrorResponse, BasicRevocationErrorResponse, BasicTokenIntrospectionResponse},
};
use secrecy::{ExposeSecret, SecretString};

use self::{
    http::{CappedClient, Counter},
    token_endpoint::GitHubTokens,
};
use crate::{clock::Clock, config::GitHubConfig, token::AccessToken};

pub use application::{ApplicationError, ProbeResponse, TokenStatus};
pub use token_endpoint::TokenError;

type GitHubClient = Client<
    BasicErrorResponse,
    GitHubTokens,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
>;

/// The OAuth client of one GitHub.
pub struct OAuth {
    client: GitHubClient,
    http: CappedClient,
    clock: Clock,
    scopes: Vec<String>,
    issuer: String,
    client_id: String,
    client_secret: SecretString,
    is_github_app: AtomicBool,
    /// The base URL of the endpoints for tokens and grants.
    application_url: String,
}

/// What GitHub asks the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prompt {
    /// Only what it has to. Redirects at once if the person is signed in there and has authorised the application.
    Default,
    /// Which account to use, for reauthentication, where a silent redirect would prove nothing. GitHub can't be made to
    /// ask for a password, and has no `auth_time`.
    SelectAccount,
}

/// Where to send the browser, and what to remember until it returns.
pub struct Authorization {
    pub address: String,
    pub challenge: Challenge,
}

/// What ties GitHub's answer to the flow.
pub struct Challenge {
    /// GitHub must send it back.
    pub state: CsrfToken,
    /// Only sent at the exchange (RFC 7636 section 4.5).
    pub verifier: PkceCodeVerifier,
}

impl OAuth {
    /// A client for `github`, with `callback` as the redirect URI.
    ///
    /// # Errors
    ///
    /// If a configured URL is invalid, or the TLS set-up fails.
    pub fn new(github: &GitHubConfig, callback: &str, clock: Clock) -> Result<Self, Box<dyn std::error::Error>> {
        let endpoint = |path: &str| format!("{}{path}", github.web_url);
        let client = Client::new(ClientId::new(github.client_id.clone()))
            .set_client_secret(ClientSecret::new(github.client_secret.expose_secret().to_owned()))
            // GitHub only documents credentials in the body, although HTTP Basic happens to work.
            .set_auth_type(AuthType::RequestBody)
            .set_auth_uri(AuthUrl::new(endpoint("/login/oauth/authorize"))?)
            .set_token_uri(TokenUrl::new(endpoint("/login/oauth/access_token"))?)
            .set_redirect_uri(RedirectUrl::new(callback.to_owned())?);
        Ok(Self {
            client,
            http: CappedClient::new(github, clock.clone())?,
            clock,
            scopes: github.scopes.clone(),
            issuer: github.issuer(),
            client_id: github.client_id.clone(),
            client_secret: github.client_secret.clone(),
            is_github_app: AtomicBool::new(looks_like_github_app(&github.client_id)),
            application_url: format!("{}/applications/{}", github.api_url, github.client_id),
        })
    }

    /// Starts a flow with 256 bits of state, a new PKCE verifier, and the configured scopes and `extra_scope`.
    #[must_use]
    pub fn authorize(&self, prompt: Prompt, extra_scope: Option<&str>) -> Authorization {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let extra = extra_scope.filter(|scope| !has_scope(&self.scopes, scope)).map(str::to_owned);
        let scopes = self.scopes.iter().cloned().chain(extra).map(Scope::new);
        let mut request = self
            .client
            .authorize_url(|| CsrfToken::new_random_len(32))
            .set_pkce_challenge(challenge)
            .add_scopes(scopes);
        if prompt == Prompt::SelectAccount {
            request = request.add_extra_param("prompt", "select_account");
        }
        let (address, state) = request.url();
        Authorization { address: address.into(), challenge: Challenge { state, verifier } }
    }

    /// The issuer that a callback's `iss` must name, if it has one (RFC 9207 section 2.4).
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The client that pairs belong to.
    #[must_use]
    pub fn client_id(&self) -> &str {
        &self.client_id
    }

    /// The end of a rate limit on requests about tokens and grants, if GitHub has imposed one.
    #[must_use]
    pub fn resting_until(&self) -> Option<Timestamp> {
        self.http.resting_until(Counter::Applications)
    }

    /// The kind of application that the client is registered as. A guess from the client id until the first token is
    /// seen.
    #[must_use]
    pub fn application(&self) -> Application {
        if self.is_github_app.load(Ordering::Relaxed) { Application::GitHubApp } else { Application::OAuthApp }
    }

    /// Learns the kind of application from one of its tokens.
    pub fn learn(&self, token: &AccessToken) {
        if let Some(application) = token.application() {
            self.is_github_app.store(application == Application::GitHubApp, Ordering::Relaxed);
        }
    }
}

/// GitHub assigns client ids that start with `Iv` to GitHub Apps.
fn looks_like_github_app(client_id: &str) -> bool {
    client_id.starts_with("Iv")
}

#[cfg(test)]
mod tests {
    use super::{AccessToken, Application, OAuth};
    use crate::{
        clock::Clock,
        config::{Config, Source, TEST_KEY},
    };

    #[test]
    fn a_token_overrides_what_the_client_id_suggests() {
        crate::install_tls();
        for (client_id, guess) in [("Iv23liXy", Application::GitHubApp), ("Ov23liXy", Application::OAuthApp)] {
            let settings =
                [("SESSION_KEYS", TEST_KEY), ("GITHUB_CLIENT_ID", client_id), ("GITHUB_CLIENT_SECRET", "secret")];
            let config = Config::load(&Source::from(settings)).expect("a good configuration");
            let oauth = OAuth::new(&config.github, "http://127.0.0.1:3000/callback", Clock::default()).expect("built");
            assert_eq!(oauth.application(), guess);
            for (token, application) in [("ghu_x", Application::GitHubApp), ("gho_x", Application::OAuthApp)] {
                oauth.learn(&AccessToken::new(token));
                oauth.learn(&AccessToken::new("of another kind"));
                assert_eq!(oauth.application(), application);
            }
        }
    }
}
