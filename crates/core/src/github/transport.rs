use std::sync::Arc;

use http::{Request, Response, header::CONTENT_LENGTH};
use http_body_util::BodyExt;
use octocrab::{AuthState, OctoBody, Octocrab, OctocrabBuilder};
use secrecy::SecretString;
use tower::{BoxError, service_fn};

use super::{GitHubError, request::Api};
use crate::{config::GitHubConfig, token::AccessToken, wire};

/// One octocrab for each API, shared by all viewers: no token, no cache, no retries and no HTTP client of its own.
///
/// Both send through our own HTTP client and its connection pool. octocrab's cache is keyed by address alone: shared, it
/// would show one viewer's answer to another. Its retries come at once and turn one rate limit into four hits.
#[derive(Clone)]
pub(super) struct Transport {
    rest: Octocrab,
    graphql: Octocrab,
}

impl Transport {
    pub(super) fn new(github: &GitHubConfig) -> Result<Self, reqwest::Error> {
        let url = github.api_url.as_str();
        // An Enterprise server has its REST API below `/api/v3` and GraphQL at `/api/graphql`.
        let above_graphql = url.strip_suffix("/v3").unwrap_or(url);
        let http = wire::client(github)?;
        Ok(Self { rest: octocrab(url, &http), graphql: octocrab(above_graphql, &http) })
    }

    /// A client of `api` that authenticates with `token`.
    ///
    /// octocrab sends such a token to relative addresses only (and to api.github.com): every address must be a path, or
    /// the request silently goes out unauthenticated.
    #[expect(clippy::disallowed_methods, reason = "the token's text goes from our secret type into octocrab's")]
    pub(super) fn authenticated(&self, token: &AccessToken, api: Api) -> Result<Octocrab, GitHubError> {
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

/// Sends octocrab's request to its path below `base`, whatever host it names.
async fn send(
    base: Arc<str>,
    http: reqwest::Client,
    request: Request<OctoBody>,
) -> Result<Response<reqwest::Body>, BoxError> {
    let (mut head, body) = request.into_parts();
    let path = head.uri.path_and_query().map_or("/", |path| path.as_str());
    head.uri = format!("{base}{path}").parse()?;
    // octocrab sets a length of 0 where there is no body.
    head.headers.remove(CONTENT_LENGTH);
    head.headers.insert(wire::API_VERSION_HEADER, wire::API_VERSION);
    let request = Request::from_parts(head, body.collect().await?.to_bytes());
    let response = http.execute(request.try_into()?).await.map_err(reqwest::Error::without_url)?;
    Ok(response.into())
}
