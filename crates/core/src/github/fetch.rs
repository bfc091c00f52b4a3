use gatehouse_model::{Application, Timestamp};
use http::{
    HeaderMap, HeaderValue, StatusCode,
    header::{ACCEPT, ETAG, IF_NONE_MATCH},
};
use http_body_util::{BodyExt, Limited};
use serde::de::DeserializeOwned;
use tokio::time::timeout;

use super::{
    GitHubError, TokenSource,
    client::{Api, Client},
    graphql, link,
    question::Question,
    refusal::{Refusal, judge},
    sso,
};
use crate::{token::AccessToken, wire::RateLimitHit};

/// The largest answer that is read. A hundred repositories, the most we ask for at once, stay far below.
const LARGEST_ANSWER: usize = 4 * 1024 * 1024;

/// GitHub's errors are a few hundred bytes; what is larger is not its own.
const LARGEST_ERROR: usize = 64 * 1024;

/// A readable answer.
pub(super) enum Answer<T> {
    /// 304: what the `ETag` stands for is still true. Costs nothing of the rate limit.
    Unchanged,
    Fresh(Fresh<T>),
}

pub(super) struct Fresh<T> {
    pub value: T,
    pub etag: Option<String>,
    /// The path of the next page, if there is one.
    pub next: Option<String>,
    /// The number of the last page, where GitHub says it.
    pub last: Option<usize>,
    /// Organisations with a single sign-on of their own keep something back.
    pub partial: bool,
}

impl Client {
    /// Asks with the session's token; after a 401 once more, with another one. The same token is never sent again after
    /// a 401: GitHub then refuses good ones, too. Waits while the viewer has too many calls under way; nothing leaves while a
    /// limit of the viewer's stands.
    ///
    /// # Errors
    ///
    /// As [`Client::send`], or why there is no token.
    pub(super) async fn ask<T: DeserializeOwned>(
        &self,
        tokens: &TokenSource,
        question: &Question,
        etag: Option<&str>,
    ) -> Result<Answer<T>, GitHubError> {
        let held = tokens.current().await?;
        let refused = match self.ask_once(tokens, &held.token, question, etag).await {
            Err(GitHubError::Unauthorized) => held.generation,
            answer => return answer,
        };
        let held = tokens.after_refusal(refused).await?;
        // The ETag belongs to the token that is gone.
        match self.ask_once(tokens, &held.token, question, None).await {
            Err(GitHubError::Unauthorized) => Err(tokens.refused_again(held.generation).await),
            answer => answer,
        }
    }

    async fn ask_once<T: DeserializeOwned>(
        &self,
        tokens: &TokenSource,
        token: &AccessToken,
        question: &Question,
        etag: Option<&str>,
    ) -> Result<Answer<T>, GitHubError> {
        let viewer = tokens.viewer();
        let _turn = self.turns.take(viewer).await;
        // Whoever had the turn before may have met it.
        if let Some((kind, until)) = self.backoff.active(&(viewer, question.api), self.clock.now()) {
            return Err(GitHubError::RateLimited { kind, until });
        }
        self.send(token, question, etag, Some(viewer)).await
    }

    /// Asks as the owner of `token`, by `etag` where one is known. What the answer says of the allowance and of
    /// limits is noted for `viewer`.
    ///
    /// # Errors
    ///
    /// One of [`GitHubError`] for every status but 200 and 304, for bodies too large or unreadable, and when no answer
    /// came within the deadline.
    pub(super) async fn send<T: DeserializeOwned>(
        &self,
        token: &AccessToken,
        question: &Question,
        etag: Option<&str>,
        viewer: Option<i64>,
    ) -> Result<Answer<T>, GitHubError> {
        let sent = self.send_in_time(token, question, etag, viewer);
        timeout(self.deadline, sent).await.map_err(|_| GitHubError::TimedOut)?
    }

    async fn send_in_time<T: DeserializeOwned>(
        &self,
        token: &AccessToken,
        question: &Question,
        etag: Option<&str>,
        viewer: Option<i64>,
    ) -> Result<Answer<T>, GitHubError> {
        let client = self.acting_as(token, question.api)?;
        let sent = if let Some(body) = &question.body {
            client._post(&question.path, Some(body)).await
        } else {
            client._get_with_headers(&question.path, Some(headers(question, etag))).await
        };
        let (head, body) = sent.map_err(|error| upstream(&error))?.into_parts();
        if let Some(viewer) = viewer {
            self.meter.note(viewer, &head.headers);
        }
        match head.status {
            StatusCode::NOT_MODIFIED => {
                self.met_none(viewer, question.api);
                return Ok(Answer::Unchanged);
            }
            StatusCode::OK => {}
            status => {
                let read = Limited::new(body, LARGEST_ERROR).collect().await;
                let body = read.map(http_body_util::Collected::to_bytes).unwrap_or_default();
                return Err(match judge(status, &head.headers, &body, &self.web_url, self.clock.now()) {
                    Refusal::Limited(limit) => self.met(limit, viewer, question.api),
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
        let body = Limited::new(body, LARGEST_ANSWER)
            .collect()
            .await
            .map_err(|error| GitHubError::Upstream(error.to_string()))?
            .to_bytes();
        if question.api == Api::GraphQl
            && let Some(limit) = graphql::limit(&head.headers, &body, self.clock.now())
        {
            return Err(self.met(limit, viewer, question.api));
        }
        self.met_none(viewer, question.api);
        let value = serde_json::from_slice(&body).map_err(|error| {
            GitHubError::Decode(format!("{}, line {} column {}", question.path, error.line(), error.column()))
        })?;
        let etag = head.headers.get(ETAG).and_then(|etag| etag.to_str().ok()).map(str::to_owned);
        let pages = link::read(&head.headers, &self.base)?;
        let partial = sso::is_partial(&head.headers);
        Ok(Answer::Fresh(Fresh { value, etag, next: pages.next, last: pages.last, partial }))
    }

    /// Remembers a limit for `viewer`; nobody knows yet whose token a sign-in asks with.
    fn met(&self, limit: RateLimitHit, viewer: Option<i64>, api: Api) -> GitHubError {
        let now = self.clock.now();
        let (kind, until) = match viewer {
            Some(viewer) => self.backoff.record((viewer, api), limit, now),
            None => (limit.kind, Timestamp(now.0 + limit.wait(0))),
        };
        GitHubError::RateLimited { kind, until }
    }

    fn met_none(&self, viewer: Option<i64>, api: Api) {
        if let Some(viewer) = viewer {
            self.backoff.succeeded(&(viewer, api), self.clock.now());
        }
    }
}

fn headers(question: &Question, etag: Option<&str>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static(question.accept));
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
