use base64::{Engine, engine::general_purpose::STANDARD};
use http::{
    Method, StatusCode,
    header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE},
};
use oauth2::HttpResponse;
use serde::{Deserialize, de::IgnoredAny};
use zeroize::Zeroizing;

use super::{
    OAuth,
    http::{Counter, HttpError},
};
use crate::{token::AccessToken, wire};

/// What GitHub's own check says of an access token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Alive,
    /// Expired, revoked, or never given: GitHub does not tell them apart.
    Dead,
}

/// Why the application got no answer about a token.
#[derive(Debug, thiserror::Error)]
pub enum ApplicationError {
    #[error("GitHub answered with status {0}")]
    Status(StatusCode),
    #[error("GitHub did not answer")]
    NoAnswer(#[from] HttpError),
    #[error("GitHub's answer cannot be read")]
    Unreadable,
    #[error("the request could not be written")]
    Request(#[from] http::Error),
}

impl ApplicationError {
    /// For how many seconds GitHub asks to be left alone, where it does.
    #[must_use]
    pub fn retry_after(&self) -> Option<i64> {
        if let Self::NoAnswer(error) = self { error.retry_after() } else { None }
    }
}

/// The endpoints at which the application itself speaks about its tokens, with HTTP Basic (GitHub REST
/// "OAuth authorizations").
impl OAuth {
    /// `POST /applications/{client_id}/token`: whether `token` still opens anything.
    ///
    /// # Errors
    ///
    /// When GitHub says neither 200 nor 404 within the configured deadline. A 404 that is not GitHub's own, of a proxy or of
    /// a server in maintenance, says nothing of the token.
    pub async fn check(&self, token: &AccessToken) -> Result<Verdict, ApplicationError> {
        let answer = self.ask(Method::POST, "token", token).await?;
        match answer.status() {
            // Any proxy may say 200; only GitHub writes an authorisation.
            StatusCode::OK if is_authorization(answer.body()) => Ok(Verdict::Alive),
            StatusCode::OK => Err(ApplicationError::Unreadable),
            StatusCode::NOT_FOUND if wire::error_message(answer.headers(), answer.body()).is_some() => {
                Ok(Verdict::Dead)
            }
            status => Err(ApplicationError::Status(status)),
        }
    }

    /// `DELETE /applications/{client_id}/token`: kills this token, and no other of its owner.
    ///
    /// # Errors
    ///
    /// When GitHub itself does not say 204: also where the token was dead before.
    pub async fn revoke_token(&self, token: &AccessToken) -> Result<(), ApplicationError> {
        self.delete("token", token).await
    }

    /// `DELETE /applications/{client_id}/grant`: kills every token its owner gave this application, and the consent.
    ///
    /// # Errors
    ///
    /// When GitHub does not say 204.
    pub async fn revoke_grant(&self, token: &AccessToken) -> Result<(), ApplicationError> {
        self.delete("grant", token).await
    }

    async fn delete(&self, what: &str, token: &AccessToken) -> Result<(), ApplicationError> {
        let answer = self.ask(Method::DELETE, what, token).await?;
        match answer.status() {
            StatusCode::NO_CONTENT if wire::is_from_api(answer.headers()) => Ok(()),
            status => Err(ApplicationError::Status(status)),
        }
    }

    #[expect(clippy::disallowed_methods, reason = "the token's text goes into the request's body")]
    async fn ask(&self, method: Method, what: &str, token: &AccessToken) -> Result<HttpResponse, ApplicationError> {
        let body = serde_json::json!({ "access_token": token.expose() }).to_string();
        let request = http::Request::builder()
            .method(method)
            .uri(format!("{}/{what}", self.application_url))
            .header(AUTHORIZATION, self.basic_credentials())
            .header(ACCEPT, "application/vnd.github+json")
            .header(CONTENT_TYPE, "application/json")
            .header(wire::API_VERSION_HEADER, wire::API_VERSION)
            .body(body.into_bytes())?;
        Ok(self.http.send_counted(request, Counter::Applications).await?)
    }

    fn basic_credentials(&self) -> String {
        use secrecy::ExposeSecret;
        let pair = Zeroizing::new(format!("{}:{}", self.client_id, self.client_secret.expose_secret()));
        format!("Basic {}", STANDARD.encode(pair.as_bytes()))
    }
}

/// The body repeats the token: no more of it is read than whether it is what it should be.
fn is_authorization(body: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Shape {
        #[serde(rename = "id")]
        _id: u64,
        #[serde(rename = "app")]
        _app: IgnoredAny,
    }
    serde_json::from_slice::<Shape>(body).is_ok()
}
