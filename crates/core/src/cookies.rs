//! Reading the cookies a browser sends, setting our own, and the flash message in one of them.
//!
//! Names are compared byte by byte as sent. Decoding them would undo the protection of the `__Host-` prefix: a sibling
//! subdomain may set `%5F%5FHost-session`, which no browser refuses.

use axum::{
    http::{
        HeaderMap, HeaderValue,
        header::{COOKIE, SET_COOKIE},
    },
    response::Response,
};
use cookie::{Cookie, SameSite, time::Duration};
use gatehouse_model::Message;

use super::config::PublicUrl;

impl PublicUrl {
    /// The full name of our cookie `name`. Over https it has the `__Host-` prefix, so browsers refuse it unless it has
    /// `Secure`, `Path=/` and no `Domain` (RFC 6265bis section 4.1.3.2).
    #[must_use]
    pub fn cookie(&self, name: &str) -> String {
        let prefix = if self.is_https() { PREFIXES[0] } else { PREFIXES[1] };
        format!("{prefix}{name}")
    }
}

/// The prefixes of our cookies' names over https and over http.
const PREFIXES: [&str; 2] = ["__Host-", "gatehouse-"];

/// Name and value of every cookie in `headers`, as bytes: one that is not text, set by another program on this host,
/// must not hide the others.
pub fn pairs(headers: &HeaderMap) -> impl Iterator<Item = (&[u8], &[u8])> {
    let pairs = headers.get_all(COOKIE).into_iter().flat_map(|header| header.as_bytes().split(|byte| *byte == b';'));
    pairs.filter_map(|pair| {
        let equals = pair.iter().position(|byte| *byte == b'=')?;
        Some((pair[..equals].trim_ascii(), pair[equals + 1..].trim_ascii()))
    })
}

/// The values of all cookies called `name` that are text. A browser sends several if they were set for different paths
/// or by different hosts.
pub fn named<'h>(headers: &'h HeaderMap, name: &str) -> impl Iterator<Item = &'h str> {
    let values = pairs(headers).filter(move |(sent, _)| *sent == name.as_bytes());
    values.filter_map(|(_, value)| std::str::from_utf8(value).ok())
}

/// Whether `headers` contain any cookie of ours, such as a session or a flow.
#[must_use]
pub fn any_of_ours(headers: &HeaderMap) -> bool {
    pairs(headers).any(|(name, _)| PREFIXES.iter().any(|prefix| name.starts_with(prefix.as_bytes())))
}

/// The header that sets our cookie `name` for `max_age` seconds, inaccessible to scripts.
///
/// `SameSite=Lax`, because GitHub's redirect back to us is a cross-site navigation, on which `Strict` would withhold
/// the cookie. Forged posts are stopped by `middleware::same_origin`.
#[must_use]
pub fn set(url: &PublicUrl, name: &str, value: &str, max_age: i64) -> Option<HeaderValue> {
    let cookie = Cookie::build((url.cookie(name), value))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(url.is_https())
        .max_age(Duration::seconds(max_age));
    HeaderValue::from_str(&cookie.to_string()).ok()
}

/// The header that removes our cookie `name`. It needs the same attributes as the one that set it, or the browser
/// refuses to let it replace a `__Host-` cookie.
#[must_use]
pub fn remove(url: &PublicUrl, name: &str) -> Option<HeaderValue> {
    set(url, name, "", 0)
}

const FLASH: &str = "flash";

/// In seconds. The page that shows the message is one redirect away.
const FLASH_MAX_AGE: i64 = 60;

/// The flash message in `headers`. Of several cookies nobody knows which is ours, so they count as none.
#[must_use]
pub fn flash(headers: &HeaderMap, url: &PublicUrl) -> Option<Message> {
    let name = url.cookie(FLASH);
    let mut sent = named(headers, &name);
    let only = sent.next().filter(|_| sent.next().is_none());
    only.and_then(Message::from_code)
}

/// Leaves `message` for the page that `response` leads to.
pub fn set_flash(response: &mut Response, url: &PublicUrl, message: Message) {
    if let Some(cookie) = set(url, FLASH, &message.code(), FLASH_MAX_AGE) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}

/// Removes the message once it has been shown.
pub fn clear_flash(response: &mut Response, url: &PublicUrl) {
    if let Some(cookie) = remove(url, FLASH) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header::COOKIE};
    use rstest::rstest;

    use super::named;

    #[rstest]
    #[case::utf_8("a=\u{3042}; theme=dark".as_bytes(), &["dark"])]
    #[case::latin_1(b"a=\xe9; theme=dark", &["dark"])]
    #[case::without_a_value(b"a; theme=dark;", &["dark"])]
    #[case::an_equals_sign_in_the_value(b"theme=a=b", &["a=b"])]
    #[case::twice(b"theme=dark; theme=light", &["dark", "light"])]
    #[case::encoded(b"%74heme=dark", &[])]
    #[case::in_capitals(b"Theme=dark", &[])]
    #[case::not_text(b"theme=\xe9", &[])]
    fn names_are_compared_as_sent(#[case] header: &[u8], #[case] expected: &[&str]) {
        let value = HeaderValue::from_bytes(header).expect("a header may hold these bytes");
        let headers = HeaderMap::from_iter([(COOKIE, value)]);
        assert_eq!(named(&headers, "theme").collect::<Vec<_>>(), expected);
    }
}
