use std::time::Duration;

use gatehouse_model::{Application, Timestamp};
use http::{
    HeaderMap, HeaderValue, StatusCode, Uri,
    header::{ACCEPT, ETAG, IF_NONE_MATCH},
};
use http_body_util::{BodyExt, Collected, Limited};
use serde::de::DeserializeOwned;
use tokio::time::timeout;

use super::{
    GitHubError, TokenSource, graphql,
    limits::{AllowanceTracker, ConcurrencyLimit},
    link,
    refusal::{self, Refusal},
    request::{Api, ApiRequest, ApiResponse, Conditional},
    transport::Transport,
};
use crate::{
    clock::Clock,
    config::GitHubConfig,
    token::AccessToken,
    wire::{Backoff, RateLimitHit},
};

/// The largest answer that is read. A hundred repositories, the most we request at once, stay far below.
const MAX_BODY: usize = 4 * 1024 * 1024;

/// GitHub's errors are a few hundred bytes; anything larger is not GitHub's own.
const MAX_ERROR_BODY: usize = 64 * 1024;

/// Sends requests to GitHub's API within every limit: of time, size, concurrency and GitHub's own.
#[derive(Clone)]
pub(super) struct Client {
    transport: Transport,
    pub(super) clock: Clock,
    /// The REST API's address, to recognise its own `Link` pages by.
    base: Uri,
    /// For each call as a whole.
    deadline: Duration,
    concurrency: ConcurrencyLimit,
    pub(super) allowances: AllowanceTracker,
    /// Per viewer and API, whichever page, session or list hit the limit.
    backoff: Backoff<(i64, Api)>,
    /// GitHub's pages for people, without a slash at the end.
    web_url: String,
}

impl Client {
    pub(super) fn new(github: &GitHubConfig, clock: Clock) -> Result<Self, Box<dyn std::error::Error>> {
        Ok(Self {
            transport: Transport::new(github)?,
            clock,
            base: github.api_url.as_str().parse()?,
            deadline: github.deadline,
            concurrency: ConcurrencyLimit::new(),
            allowances: AllowanceTracker::new(),
            backoff: Backoff::new(),
            web_url: github.web_url.clone(),
        })
    }

    /// Sends `request` with the session's token, and after a 401 once more with another token. The same token is never
    /// sent again after a 401: GitHub would then refuse good ones, too. Waits while the viewer has too many calls under
    /// way; sends nothing while the viewer is rate limited.
    ///
    /// # Errors
    ///
    /// As [`Client::send_with_token`], or why there is no token.
    pub(super) async fn send<T: DeserializeOwned>(
        &self,
        tokens: &TokenSource,
        request: &ApiRequest,
        etag: Option<&str>,
    ) -> Result<Conditional<T>, GitHubError> {
        let live = tokens.current().await?;
        let refused = match self.send_once(tokens, &live.token, request, etag).await {
            Err(GitHubError::Unauthorized) => live.generation,
            answer => return answer,
        };
        let live = tokens.after_refusal(refused).await?;
        // The ETag belongs to the refused token.
        match self.send_once(tokens, &live.token, request, None).await {
            Err(GitHubError::Unauthorized) => Err(tokens.refused_again(live.generation).await),
            answer => answer,
        }
    }

    async fn send_once<T: DeserializeOwned>(
        &self,
        tokens: &TokenSource,
        token: &AccessToken,
        request: &ApiRequest,
        etag: Option<&str>,
    ) -> Result<Conditional<T>, GitHubError> {
        let viewer = tokens.viewer();
        let _permit = self.concurrency.acquire(viewer).await;
        // Checked only now: a call before this one may have hit the limit.
        if let Some((kind, until)) = self.backoff.active(&(viewer, request.api), self.clock.now()) {
            return Err(GitHubError::RateLimited { kind, until });
        }
        self.send_with_token(token, request, etag, Some(viewer)).await
    }

    /// Sends `request` with `token`. The answer's allowance and rate limits are recorded for `viewer`.
    ///
    /// # Errors
    ///
    /// One of [`GitHubError`] for every status but 200 and 304, for bodies too large or unreadable, and when no answer
    /// came before the deadline.
    pub(super) async fn send_with_token<T: DeserializeOwned>(
        &self,
        token: &AccessToken,
        request: &ApiRequest,
        etag: Option<&str>,
        viewer: Option<i64>,
    ) -> Result<Conditional<T>, GitHubError> {
        let exchange = self.exchange(token, request, etag, viewer);
        timeout(self.deadline, exchange).await.map_err(|_| GitHubError::TimedOut)?
    }

    async fn exchange<T: DeserializeOwned>(
        &self,
        token: &AccessToken,
        request: &ApiRequest,
        etag: Option<&str>,
        viewer: Option<i64>,
    ) -> Result<Conditional<T>, GitHubError> {
        let octocrab = self.transport.authenticated(token, request.api)?;
        let sent = if let Some(body) = &request.body {
            octocrab._post(&request.path, Some(body)).await
        } else {
            octocrab._get_with_headers(&request.path, Some(headers(request, etag))).await
        };
        let (head, body) = sent.map_err(|error| upstream(&error))?.into_parts();
        if let Some(viewer) = viewer {
            self.allowances.record(viewer, &head.headers);
        }
        match head.status {
            StatusCode::NOT_MODIFIED => {
                self.record_success(viewer, request.api);
                return Ok(Conditional::NotModified);
            }
            StatusCode::OK => {}
            status => {
                let read = Limited::new(body, MAX_ERROR_BODY).collect().await;
                let body = read.map(Collected::to_bytes).unwrap_or_default();
                return Err(match refusal::classify(status, &head.headers, &body, &self.web_url, self.clock.now()) {
                    Refusal::Limited(hit) => self.record_hit(hit, viewer, request.api),
                    // A GitHub App has no scopes, whatever the headers say.
                    Refusal::Other(GitHubError::ScopeMissing)
                        if token.application() == Some(Application::GitHubApp) =>
                    {
                        GitHubError::PermissionMissing
                    }
                    Refusal::Other(error) => error,
                });
            }
        }
        let body = Limited::new(body, MAX_BODY)
            .collect()
            .await
            .map_err(|error| GitHubError::Upstream(error.to_string()))?
            .to_bytes();
        if request.api == Api::GraphQl
            && let Some(hit) = graphql::rate_limit(&head.headers, &body, self.clock.now())
        {
            return Err(self.record_hit(hit, viewer, request.api));
        }
        self.record_success(viewer, request.api);
        let body = serde_json::from_slice(&body).map_err(|error| {
            GitHubError::Decode(format!("{}, line {} column {}", request.path, error.line(), error.column()))
        })?;
        let etag = head.headers.get(ETAG).and_then(|etag| etag.to_str().ok()).map(str::to_owned);
        let link = link::parse(&head.headers, &self.base)?;
        let partial = refusal::is_partial(&head.headers);
        Ok(Conditional::Modified(ApiResponse { body, etag, next: link.next, last: link.last, partial }))
    }

    /// Records a limit for `viewer`, who is unknown while a sign-in finds out whose token it was given.
    fn record_hit(&self, hit: RateLimitHit, viewer: Option<i64>, api: Api) -> GitHubError {
        let now = self.clock.now();
        let (kind, until) = match viewer {
            Some(viewer) => self.backoff.record((viewer, api), hit, now),
            None => (hit.kind, Timestamp(now.0 + hit.wait(0))),
        };
        GitHubError::RateLimited { kind, until }
    }

    fn record_success(&self, viewer: Option<i64>, api: Api) {
        if let Some(viewer) = viewer {
            self.backoff.succeeded(&(viewer, api), self.clock.now());
        }
    }
}

fn headers(request: &ApiRequest, etag: Option<&str>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static(request.accept));
    if let Some(etag) = etag.and_then(|etag| HeaderValue::from_str(etag).ok()) {
        headers.insert(IF_NONE_MATCH, etag);
    }
    headers
}

/// octocrab's own text says little; its sources say why.
fn upstream(error: &octocrab::Error) -> GitHubError {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    GitHubError::Upstream(text.chars().take(300).collect())
}
