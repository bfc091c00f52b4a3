use base64::{Engine, engine::general_purpose::STANDARD};
use http::{
    Method, StatusCode,
    header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, DATE},
};
use oauth2::HttpResponse;
use serde::{Deserialize, de::IgnoredAny};
use zeroize::Zeroizing;

use super::{
    OAuth,
    http::{Counter, HttpError},
};
use crate::{token::AccessToken, wire};

/// Every response of GitHub's API has it, including errors.
const MEDIA_TYPE: &str = "x-github-media-type";

/// What GitHub says about an access token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenStatus {
    Alive,
    /// Expired, revoked, or never issued; GitHub does not distinguish.
    Dead,
}

/// Why GitHub did not answer a request about a token.
#[derive(Debug, thiserror::Error)]
pub enum ApplicationError {
    #[error("GitHub answered with status {0}")]
    Status(StatusCode),
    #[error("GitHub did not answer")]
    NoAnswer(#[from] HttpError),
    #[error("GitHub's answer is malformed")]
    Unreadable,
    #[error("the request could not be built")]
    Request(#[from] http::Error),
}

impl ApplicationError {
    /// In seconds: how long GitHub asks us to wait, if it does.
    #[must_use]
    pub fn retry_after(&self) -> Option<i64> {
        if let Self::NoAnswer(error) = self { error.retry_after() } else { None }
    }
}

/// The response to a request without credentials.
#[derive(Debug)]
pub struct ProbeResponse {
    pub status: StatusCode,
    /// GitHub's clock, as an HTTP date.
    pub date: Option<String>,
    /// The response comes from GitHub's API.
    pub is_api: bool,
}

/// The endpoints for an application's own tokens and grants, which authenticate with HTTP Basic (GitHub REST "OAuth
/// authorizations"). A grant is the authorisation that a person gave the application; it covers all their tokens.
impl OAuth {
    /// `POST /applications/{client_id}/token`: whether `token` still works.
    ///
    /// # Errors
    ///
    /// If GitHub answers neither 200 nor 404 before the configured deadline. A 404 from a proxy or a server in
    /// maintenance says nothing about the token, and is an error too.
    pub async fn check(&self, token: &AccessToken) -> Result<TokenStatus, ApplicationError> {
        let answer = self.ask(Method::POST, "token", token).await?;
        match answer.status() {
            // A proxy may answer 200 too, but not with an authorisation.
            StatusCode::OK if is_authorization(answer.body()) => Ok(TokenStatus::Alive),
            StatusCode::OK => Err(ApplicationError::Unreadable),
            StatusCode::NOT_FOUND if wire::error_message(answer.headers(), answer.body()).is_some() => {
                Ok(TokenStatus::Dead)
            }
            status => Err(ApplicationError::Status(status)),
        }
    }

    /// `DELETE /applications/{client_id}/token`: revokes this token and no other.
    ///
    /// # Errors
    ///
    /// If GitHub does not answer 204, for example because the token was dead already.
    pub async fn revoke_token(&self, token: &AccessToken) -> Result<(), ApplicationError> {
        self.delete("token", token).await
    }

    /// `DELETE /applications/{client_id}/grant`: revokes the owner's grant, and with it all their tokens for this
    /// application.
    ///
    /// # Errors
    ///
    /// If GitHub does not answer 204.
    pub async fn revoke_grant(&self, token: &AccessToken) -> Result<(), ApplicationError> {
        self.delete("grant", token).await
    }

    /// `GET url` without credentials, to find out whether GitHub is where the configuration says.
    ///
    /// # Errors
    ///
    /// If there is no answer before the configured deadline.
    pub async fn probe(&self, url: &str) -> Result<ProbeResponse, ApplicationError> {
        let request = http::Request::builder().method(Method::GET).uri(url).header(ACCEPT, "*/*");
        let request = request.header(wire::API_VERSION_HEADER, wire::API_VERSION);
        let answer = self.http.send(request.body(Vec::new())?).await?;
        let date = answer.headers().get(DATE).and_then(|date| date.to_str().ok()).map(str::to_owned);
        Ok(ProbeResponse { status: answer.status(), date, is_api: answer.headers().contains_key(MEDIA_TYPE) })
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

/// The body contains the token, so only its shape is checked.
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
