use http::{
    HeaderMap, HeaderValue, StatusCode,
    header::{ACCEPT, ETAG, IF_NONE_MATCH},
};
use http_body_util::{BodyExt, Limited};
use serde::de::DeserializeOwned;
use tokio::time::timeout;

use super::{GitHubError, TokenSource, client::Client, limits, link};
use crate::server::token::AccessToken;

/// The largest answer that is read. A hundred repositories, the most we ask for at once, stay far below.
const LARGEST_ANSWER: usize = 4 * 1024 * 1024;

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
    /// The body's length, for the cache's bound.
    pub bytes: usize,
}

impl Client {
    /// Asks for `path` with the session's token; after a 401 once more, with another one. The same token is never sent
    /// again after a 401: GitHub then refuses good ones, too.
    ///
    /// # Errors
    ///
    /// As [`Client::get`], or why there is no token.
    pub(super) async fn ask<T: DeserializeOwned>(
        &self,
        tokens: &TokenSource,
        path: &str,
        etag: Option<&str>,
    ) -> Result<Answer<T>, GitHubError> {
        let held = tokens.current().await?;
        let refused = match self.get(&held.token, path, etag).await {
            Err(GitHubError::Unauthorized) => held.generation,
            answer => return answer,
        };
        let held = tokens.after_refusal(refused).await?;
        // The ETag belongs to the token that is gone.
        match self.get(&held.token, path, None).await {
            Err(GitHubError::Unauthorized) => Err(tokens.refused_again(held.generation).await),
            answer => answer,
        }
    }

    /// Asks for `path` as the owner of `token`, by `etag` where one is known.
    ///
    /// # Errors
    ///
    /// One of [`GitHubError`] for every status but 200 and 304, for bodies too large or unreadable, and when no answer
    /// came within the deadline.
    pub(super) async fn get<T: DeserializeOwned>(
        &self,
        token: &AccessToken,
        path: &str,
        etag: Option<&str>,
    ) -> Result<Answer<T>, GitHubError> {
        timeout(self.deadline, self.get_in_time(token, path, etag)).await.map_err(|_| GitHubError::TimedOut)?
    }

    async fn get_in_time<T: DeserializeOwned>(
        &self,
        token: &AccessToken,
        path: &str,
        etag: Option<&str>,
    ) -> Result<Answer<T>, GitHubError> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("application/vnd.github+json"));
        if let Some(etag) = etag.and_then(|etag| HeaderValue::from_str(etag).ok()) {
            headers.insert(IF_NONE_MATCH, etag);
        }
        let answer =
            self.acting_as(token)?._get_with_headers(path, Some(headers)).await.map_err(|error| upstream(&error))?;
        let (head, body) = answer.into_parts();
        match head.status {
            StatusCode::NOT_MODIFIED => return Ok(Answer::Unchanged),
            StatusCode::OK => {}
            status => return Err(limits::judge(status, &head.headers, self.clock.now())),
        }
        let body = Limited::new(body, LARGEST_ANSWER)
            .collect()
            .await
            .map_err(|error| GitHubError::Upstream(error.to_string()))?
            .to_bytes();
        let value = serde_json::from_slice(&body)
            .map_err(|error| GitHubError::Decode(format!("{path}, line {} column {}", error.line(), error.column())))?;
        let etag = head.headers.get(ETAG).and_then(|etag| etag.to_str().ok()).map(str::to_owned);
        let next = link::next(&head.headers, &self.base)?;
        Ok(Answer::Fresh(Fresh { value, etag, next, bytes: body.len() }))
    }
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
