use std::time::Duration;

use http::Uri;
use octocrab::Octocrab;
use secrecy::SecretString;

use super::{GitHubError, meter::Meter, turns::Turns};
use crate::server::{clock::Clock, config::GitHubConfig, token::AccessToken, wire::Rests};

/// One octocrab for everybody and each API: one connection pool, no token, no cache, no retries of its own.
///
/// octocrab's cache is keyed by address alone: shared, it would show one viewer's answer to another. Its retries repeat
/// at once and turn one rate limit into four hits; the feature is left out of Cargo.toml.
#[derive(Clone)]
pub(super) struct Client {
    rest: Octocrab,
    graphql: Octocrab,
    pub(super) clock: Clock,
    /// The REST API's address, to recognise its own `Link` pages by.
    pub(super) base: Uri,
    pub(super) deadline: Duration,
    pub(super) turns: Turns,
    pub(super) meter: Meter,
    /// Limits, of a viewer at an API: whichever page, session or list met one.
    pub(super) rests: Rests<(i64, Api)>,
    /// GitHub for people, without a slash at the end.
    pub(super) web_url: String,
}

/// Which of GitHub's APIs; each counts by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Api {
    Rest,
    GraphQl,
}

impl Client {
    /// Every call runs under [`Client::deadline`] as a whole; octocrab's own timeouts count from byte to byte.
    pub(super) fn new(github: &GitHubConfig, clock: Clock) -> Result<Self, Box<dyn std::error::Error>> {
        let url = github.api_url.as_str();
        // An Enterprise server has its REST API below `/api/v3` and GraphQL at `/api/graphql`.
        let above_graphql = url.strip_suffix("/v3").unwrap_or(url);
        Ok(Self {
            rest: octocrab(url, github.deadline)?,
            graphql: octocrab(above_graphql, github.deadline)?,
            clock,
            base: url.parse()?,
            deadline: github.deadline,
            turns: Turns::new(),
            meter: Meter::new(),
            rests: Rests::new(),
            web_url: github.web_url.clone(),
        })
    }

    /// A client of `api` that asks as the owner of `token`; it shares the pool.
    ///
    /// octocrab sends a derived token to relative addresses only (and to api.github.com): every address here must be
    /// a path, or GitHub is asked as nobody without a word.
    #[expect(clippy::disallowed_methods, reason = "the token's text goes from our secret type into octocrab's")]
    pub(super) fn acting_as(&self, token: &AccessToken, api: Api) -> Result<Octocrab, GitHubError> {
        let shared = if api == Api::Rest { &self.rest } else { &self.graphql };
        shared
            .user_access_token(SecretString::from(token.expose().to_owned()))
            .map_err(|error| GitHubError::Upstream(error.to_string()))
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place an octocrab is built")]
fn octocrab(base: &str, deadline: Duration) -> Result<Octocrab, Box<dyn std::error::Error>> {
    let connect = deadline.min(Duration::from_secs(3));
    Ok(Octocrab::builder().base_uri(base)?.set_connect_timeout(Some(connect)).build()?)
}
