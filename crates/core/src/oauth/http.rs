use std::{pin::Pin, time::Duration};

use gatehouse_model::Timestamp;
use http::StatusCode;
use oauth2::{AsyncHttpClient, HttpRequest, HttpResponse};

use crate::{
    clock::Clock,
    config::GitHubConfig,
    wire::{self, Backoff, RateLimitHit},
};

/// Answers about tokens are a few hundred bytes.
const MAX_ANSWER: usize = 64 * 1024;

/// The HTTP client for the OAuth endpoints: no redirects, a deadline, a limit on the body, and respect for rate limits.
pub(super) struct CappedClient {
    http: reqwest::Client,
    /// For a request including its response body.
    deadline: Duration,
    clock: Clock,
    backoff: Backoff<Counter>,
}

/// The rate limits that GitHub counts the application's requests against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Counter {
    /// The token endpoint.
    Tokens,
    /// The API with the application's own credentials.
    Applications,
}

/// Why there is no response.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    #[error("no answer before the deadline")]
    TimedOut,
    #[error("the answer is larger than {MAX_ANSWER} bytes")]
    TooLarge,
    #[error("GitHub asks us to wait {seconds} seconds")]
    Limited { seconds: i64 },
    #[error("the request failed")]
    Failed(#[source] reqwest::Error),
}

impl HttpError {
    pub(super) fn retry_after(&self) -> Option<i64> {
        if let Self::Limited { seconds } = self { Some(*seconds) } else { None }
    }
}

impl From<reqwest::Error> for HttpError {
    fn from(error: reqwest::Error) -> Self {
        if error.is_timeout() { Self::TimedOut } else { Self::Failed(error.without_url()) }
    }
}

impl CappedClient {
    pub(super) fn new(github: &GitHubConfig, clock: Clock) -> Result<Self, reqwest::Error> {
        let http = wire::client(github)?;
        Ok(Self { http, deadline: github.deadline, clock, backoff: Backoff::new() })
    }

    /// Sends a request that counts against `counter`, unless a rate limit is in force there.
    pub(super) async fn send_counted(&self, request: HttpRequest, counter: Counter) -> Result<HttpResponse, HttpError> {
        if let Some(until) = self.resting_until(counter) {
            return Err(HttpError::Limited { seconds: until.0 - self.clock.now().0 });
        }
        let response = self.send(request).await?;
        let now = self.clock.now();
        let message = wire::error_message(response.headers(), response.body());
        if let Some(hit) = RateLimitHit::from_refusal(response.status(), response.headers(), message.as_deref(), now) {
            let (_, until) = self.backoff.record(counter, hit, now);
            return Err(HttpError::Limited { seconds: until.0 - now.0 });
        }
        if !response.status().is_server_error() {
            self.backoff.succeeded(&counter, now);
        }
        Ok(response)
    }

    /// The end of the rate limit on `counter`, if one is in force.
    pub(super) fn resting_until(&self, counter: Counter) -> Option<Timestamp> {
        self.backoff.active(&counter, self.clock.now()).map(|(_, until)| until)
    }

    pub(super) async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let mut request = reqwest::Request::try_from(request)?;
        *request.timeout_mut() = Some(self.deadline);
        let mut answer = self.http.execute(request).await?;
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await? {
            if body.len() + chunk.len() > MAX_ANSWER {
                return Err(HttpError::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        let mut response = HttpResponse::new(body);
        *response.status_mut() = answer.status();
        *response.headers_mut() = std::mem::take(answer.headers_mut());
        Ok(response)
    }

    /// `oauth2` goes by the status alone, but GitHub sends errors with 200. Gives them status 400, so that the crate
    /// recognises them (ramosbugs/oauth2-rs#313).
    async fn send_to_token_endpoint(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let mut response = self.send_counted(request, Counter::Tokens).await?;
        if response.status().is_success() && is_error(response.body()) {
            *response.status_mut() = StatusCode::BAD_REQUEST;
        }
        Ok(response)
    }
}

impl<'c> AsyncHttpClient<'c> for CappedClient {
    type Error = HttpError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send_to_token_endpoint(request))
    }
}

fn is_error(body: &[u8]) -> bool {
    #[derive(serde::Deserialize)]
    struct Shape {
        error: Option<serde::de::IgnoredAny>,
        access_token: Option<serde::de::IgnoredAny>,
    }
    serde_json::from_slice::<Shape>(body).is_ok_and(|shape| shape.error.is_some() && shape.access_token.is_none())
}

#[cfg(test)]
mod tests {
    use super::is_error;

    #[test]
    fn an_error_with_status_200_is_an_error() {
        assert!(is_error(br#"{"error":"bad_verification_code","error_description":"used"}"#));
        assert!(!is_error(br#"{"access_token":"a","token_type":"bearer","scope":""}"#));
        assert!(!is_error(b"<html>"));
    }
}
