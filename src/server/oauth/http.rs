use std::{pin::Pin, time::Duration};

use http::{HeaderMap, StatusCode, header::RETRY_AFTER};
use oauth2::{AsyncHttpClient, HttpRequest, HttpResponse};

/// The token endpoint's answers are a few hundred bytes.
const LARGEST_ANSWER: usize = 64 * 1024;

/// An HTTP client for what the application itself asks: no redirects, a deadline, a capped body.
pub(super) struct CappedClient {
    http: reqwest::Client,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    #[error("no answer before the deadline")]
    TimedOut,
    #[error("the answer is larger than {LARGEST_ANSWER} bytes")]
    TooLarge,
    #[error("GitHub asks to be left alone for {seconds} seconds")]
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
    pub(super) fn new(deadline: Duration) -> Result<Self, reqwest::Error> {
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(deadline.min(Duration::from_secs(3)))
            .timeout(deadline)
            .user_agent(concat!("gatehouse/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Self { http })
    }

    pub(super) async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let mut answer = self.http.execute(request.try_into()?).await?;
        if let Some(seconds) = limited(answer.status(), answer.headers()) {
            return Err(HttpError::Limited { seconds });
        }
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await? {
            if body.len() + chunk.len() > LARGEST_ANSWER {
                return Err(HttpError::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        let mut response = HttpResponse::new(body);
        *response.status_mut() = answer.status();
        *response.headers_mut() = std::mem::take(answer.headers_mut());
        Ok(response)
    }

    /// `oauth2` judges an answer by its status alone, but GitHub sends errors with 200: such an answer is given status
    /// 400, so that the crate reads it as the error it is (ramosbugs/oauth2-rs#313).
    async fn ask_for_tokens(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let mut response = self.send(request).await?;
        if response.status().is_success() && is_error(response.body()) {
            *response.status_mut() = StatusCode::BAD_REQUEST;
        }
        Ok(response)
    }
}

/// GitHub limits with 403 and 429; without a time it means a minute (GitHub REST "Rate limits").
fn limited(status: StatusCode, headers: &HeaderMap) -> Option<i64> {
    let named = headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok()).and_then(|text| text.parse().ok());
    match status {
        StatusCode::TOO_MANY_REQUESTS => Some(named.unwrap_or(60)),
        StatusCode::FORBIDDEN => named,
        _ => None,
    }
    .map(|seconds: i64| seconds.clamp(1, 3_600))
}

impl<'c> AsyncHttpClient<'c> for CappedClient {
    type Error = HttpError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.ask_for_tokens(request))
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
    fn an_error_in_a_good_answer_is_an_error() {
        assert!(is_error(br#"{"error":"bad_verification_code","error_description":"used"}"#));
        assert!(!is_error(br#"{"access_token":"a","token_type":"bearer","scope":""}"#));
        assert!(!is_error(b"<html>"));
    }
}
