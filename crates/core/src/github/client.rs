use std::{sync::Arc, time::Duration};

use http::{Request, Response, Uri, header::CONTENT_LENGTH};
use http_body_util::BodyExt;
use octocrab::{AuthState, OctoBody, Octocrab, OctocrabBuilder};
use secrecy::SecretString;
use tower::{BoxError, service_fn};

use super::{GitHubError, meter::Meter, turns::Turns};
use crate::{
    clock::Clock,
    config::GitHubConfig,
    token::AccessToken,
    wire::{self, Backoff},
};

/// One octocrab for everybody and each API: no token, no cache, no retries and no HTTP of its own.
///
/// Below it is the same client as `oauth` has, with one connection pool. octocrab's cache is keyed by address alone: shared,
/// it would show one viewer's answer to another. Its retries repeat at once and turn one rate limit into four hits.
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
    pub(super) backoff: Backoff<(i64, Api)>,
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
    /// Every call runs under [`Client::deadline`] as a whole.
    pub(super) fn new(github: &GitHubConfig, clock: Clock) -> Result<Self, Box<dyn std::error::Error>> {
        let url = github.api_url.as_str();
        // An Enterprise server has its REST API below `/api/v3` and GraphQL at `/api/graphql`.
        let above_graphql = url.strip_suffix("/v3").unwrap_or(url);
        let http = wire::client(github)?;
        Ok(Self {
            rest: octocrab(url, &http),
            graphql: octocrab(above_graphql, &http),
            clock,
            base: url.parse()?,
            deadline: github.deadline,
            turns: Turns::new(),
            meter: Meter::new(),
            backoff: Backoff::new(),
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
fn octocrab(base: &str, http: &reqwest::Client) -> Octocrab {
    let (base, http): (Arc<str>, _) = (base.into(), http.clone());
    let service = service_fn(move |request| send(Arc::clone(&base), http.clone(), request));
    let Ok(octocrab) = OctocrabBuilder::new_empty().with_service(service).with_auth(AuthState::None).build();
    octocrab
}

/// Sends what octocrab has written, below `base` and nowhere else.
async fn send(
    base: Arc<str>,
    http: reqwest::Client,
    request: Request<OctoBody>,
) -> Result<Response<reqwest::Body>, BoxError> {
    let (mut head, body) = request.into_parts();
    let path = head.uri.path_and_query().map_or("/", |path| path.as_str());
    head.uri = format!("{base}{path}").parse()?;
    // octocrab writes a length of 0 where there is no body.
    head.headers.remove(CONTENT_LENGTH);
    head.headers.insert(wire::API_VERSION_HEADER, wire::API_VERSION);
    let request = Request::from_parts(head, body.collect().await?.to_bytes());
    let answer = http.execute(request.try_into()?).await.map_err(reqwest::Error::without_url)?;
    Ok(answer.into())
}
