use std::time::Duration;

use http::Uri;
use octocrab::Octocrab;
use secrecy::SecretString;

use super::GitHubError;
use crate::server::{clock::Clock, config::GitHubConfig, token::AccessToken};

/// One octocrab for everybody: one connection pool, no token, no cache, no retries of its own.
///
/// octocrab's cache is keyed by address alone: shared, it would show one viewer's answer to another. Its retries repeat
/// at once and turn one rate limit into four hits; the feature is left out of Cargo.toml.
#[derive(Clone)]
pub(super) struct Client {
    shared: Octocrab,
    pub(super) clock: Clock,
    /// The API's address, to recognise its own `Link` pages by.
    pub(super) base: Uri,
    pub(super) deadline: Duration,
}

impl Client {
    /// Every call runs under [`Client::deadline`] as a whole; octocrab's own timeouts count from byte to byte.
    #[expect(clippy::disallowed_methods, reason = "the one place an octocrab is built")]
    pub(super) fn new(github: &GitHubConfig, clock: Clock) -> Result<Self, Box<dyn std::error::Error>> {
        let shared = Octocrab::builder()
            .base_uri(github.api_url.as_str())?
            .set_connect_timeout(Some(github.deadline.min(Duration::from_secs(3))))
            .build()?;
        Ok(Self { shared, clock, base: github.api_url.parse()?, deadline: github.deadline })
    }

    /// A client that asks as the owner of `token`; it shares the pool.
    ///
    /// octocrab sends a derived token to relative addresses only (and to api.github.com): every address here must be
    /// a path, or GitHub is asked as nobody without a word.
    #[expect(clippy::disallowed_methods, reason = "the token's text goes from our secret type into octocrab's")]
    pub(super) fn acting_as(&self, token: &AccessToken) -> Result<Octocrab, GitHubError> {
        self.shared
            .user_access_token(SecretString::from(token.expose().to_owned()))
            .map_err(|error| GitHubError::Upstream(error.to_string()))
    }
}
