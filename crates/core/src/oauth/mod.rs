//! GitHub's sign-in endpoints (RFC 6749, RFC 7636, RFC 9207; GitHub "Authorizing OAuth apps").
//!
//! A leaf: it knows addresses, the client's credentials and how GitHub answers; it keeps nothing.

mod application;
mod authorize;
mod error;
mod exchange;
mod http;
mod refresh;
mod registered;
mod tokens;
mod visit;

pub use application::{ApplicationError, Verdict};
pub use authorize::{Authorization, Challenge, Purpose};
pub use error::TokenError;
pub use visit::Visit;

use gatehouse_model::{Application, Timestamp};
use oauth2::{
    AuthType, AuthUrl, Client, ClientId, ClientSecret, EndpointNotSet, EndpointSet, RedirectUrl,
    StandardRevocableToken, TokenUrl,
    basic::{BasicErrorResponse, BasicRevocationErrorResponse, BasicTokenIntrospectionResponse},
};
use secrecy::{ExposeSecret, SecretString};

use self::{
    http::{CappedClient, Counter},
    registered::Registered,
    tokens::GitHubTokens,
};
use crate::{clock::Clock, config::GitHubConfig, token::AccessToken};

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

/// The sign-in side of one GitHub.
pub struct OAuth {
    client: GitHubClient,
    http: CappedClient,
    clock: Clock,
    scopes: Vec<String>,
    issuer: String,
    client_id: String,
    client_secret: SecretString,
    registered: Registered,
    /// Below it lie the endpoints about tokens and token sets.
    application_url: String,
}

impl OAuth {
    /// A client for `github` whose answers come back to `callback`.
    ///
    /// # Errors
    ///
    /// When an address in the configuration is none, or the TLS set-up fails.
    pub fn new(github: &GitHubConfig, callback: &str, clock: Clock) -> Result<Self, Box<dyn std::error::Error>> {
        let endpoint = |path: &str| format!("{}{path}", github.web_url);
        let secret: &SecretString = &github.client_secret;
        let client = Client::new(ClientId::new(github.client_id.clone()))
            .set_client_secret(ClientSecret::new(secret.expose_secret().to_owned()))
            // GitHub documents credentials in the body; HTTP Basic works there by accident.
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
            registered: Registered::guess(&github.client_id),
            application_url: format!("{}/applications/{}", github.api_url, github.client_id),
        })
    }

    /// The issuer that must stand in a callback's `iss`, where it has one (RFC 9207 section 2.4).
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// Until when GitHub wants to be asked nothing about tokens and token sets, where it has said so.
    #[must_use]
    pub fn resting_until(&self) -> Option<Timestamp> {
        self.http.resting_until(Counter::Applications)
    }

    /// As what the application is registered, as far as is known.
    #[must_use]
    pub fn application(&self) -> Application {
        self.registered.known()
    }

    /// Takes note of what a token of this application tells of it.
    pub fn learn(&self, token: &AccessToken) {
        self.registered.learn(token);
    }

    /// The client that pairs belong to.
    #[must_use]
    pub fn client_id(&self) -> &str {
        &self.client_id
    }
}
