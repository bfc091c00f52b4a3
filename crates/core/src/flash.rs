//! Messages from one answer to the next page: a cookie that lives a minute and is read once.

use axum::{
    http::{HeaderMap, header::SET_COOKIE},
    response::Response,
};
use gatehouse_model::Message;

use super::{config::PublicUrl, cookies};

const NAME: &str = "flash";

/// In seconds: the next page is one redirect away.
const LIFE: i64 = 60;

/// The message a browser brings. Of several nobody knows which is ours.
#[must_use]
pub fn of(headers: &HeaderMap, url: &PublicUrl) -> Option<Message> {
    let name = url.cookie(NAME);
    let mut brought = cookies::named(headers, &name);
    let only = brought.next().filter(|_| brought.next().is_none());
    only.and_then(Message::from_code)
}

/// Leaves `flash` for the page that `answer` leads to.
pub fn leave(answer: &mut Response, url: &PublicUrl, flash: Message) {
    if let Some(cookie) = cookies::set(url, NAME, &flash.code(), LIFE) {
        answer.headers_mut().append(SET_COOKIE, cookie);
    }
}

/// The message was shown.
pub fn forget(answer: &mut Response, url: &PublicUrl) {
    if let Some(cookie) = cookies::remove(url, NAME) {
        answer.headers_mut().append(SET_COOKIE, cookie);
    }
}
