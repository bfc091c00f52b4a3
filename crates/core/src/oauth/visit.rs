use http::{
    Method, StatusCode,
    header::{ACCEPT, DATE},
};

use super::{ApplicationError, OAuth};
use crate::wire;

const API_FORM: &str = "x-github-media-type";

/// What one of GitHub's addresses answers to somebody it does not know.
#[derive(Debug)]
pub struct Visit {
    pub status: StatusCode,
    /// GitHub's clock, as HTTP writes it.
    pub date: Option<String>,
    /// It is an answer of GitHub's API: each of them, errors too, says in which form it speaks.
    pub of_api: bool,
}

impl OAuth {
    /// `GET address`, without credentials: for finding out whether GitHub is where the configuration says.
    ///
    /// # Errors
    ///
    /// When there is no answer within the configured deadline.
    pub async fn visit(&self, address: &str) -> Result<Visit, ApplicationError> {
        let request = http::Request::builder().method(Method::GET).uri(address).header(ACCEPT, "*/*");
        let request = request.header(wire::API_VERSION_HEADER, wire::API_VERSION);
        let answer = self.http.send(request.body(Vec::new())?).await?;
        let date = answer.headers().get(DATE).and_then(|date| date.to_str().ok()).map(str::to_owned);
        Ok(Visit { status: answer.status(), date, of_api: answer.headers().contains_key(API_FORM) })
    }
}
