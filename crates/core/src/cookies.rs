//! The cookies a browser sends, and how ours are set.
//!
//! Names are compared as the browser sent them, byte by byte. A decoded name would open what the `__Host-` prefix closes:
//! a sibling subdomain may set `%5F%5FHost-session`, and no browser refuses it.

use axum::http::{HeaderMap, HeaderValue, header::COOKIE};
use cookie::{Cookie, SameSite, time::Duration};

use super::config::PublicUrl;

impl PublicUrl {
    /// The full name of our cookie `name`: with https the browser itself refuses it without `Secure`, `Path=/` and no
    /// `Domain` (RFC 6265bis section 4.1.3.2).
    #[must_use]
    pub fn cookie(&self, name: &str) -> String {
        let prefix = if self.is_https() { PREFIXES[0] } else { PREFIXES[1] };
        format!("{prefix}{name}")
    }
}

/// What our cookies' names begin with: over https, and over http.
const PREFIXES: [&str; 2] = ["__Host-", "gatehouse-"];

/// Name and value of every cookie in `headers`. Another program on this host may have set one that is not text: it hides
/// no other.
pub fn pairs(headers: &HeaderMap) -> impl Iterator<Item = (&[u8], &[u8])> {
    let pairs = headers.get_all(COOKIE).into_iter().flat_map(|header| header.as_bytes().split(|byte| *byte == b';'));
    pairs.filter_map(|pair| {
        let equals = pair.iter().position(|byte| *byte == b'=')?;
        Some((pair[..equals].trim_ascii(), pair[equals + 1..].trim_ascii()))
    })
}

/// The values of all cookies called `name` that are text. A browser sends several where they were set for different paths
/// or by different hosts.
pub fn named<'h>(headers: &'h HeaderMap, name: &str) -> impl Iterator<Item = &'h str> {
    let values = pairs(headers).filter(move |(sent, _)| *sent == name.as_bytes());
    values.filter_map(|(_, value)| std::str::from_utf8(value).ok())
}

/// Whether `headers` bring any cookie of ours that stands for something: a session, a flow.
#[must_use]
pub fn any_of_ours(headers: &HeaderMap) -> bool {
    pairs(headers).any(|(name, _)| PREFIXES.iter().any(|prefix| name.starts_with(prefix.as_bytes())))
}

/// The header that sets our cookie `name` for `life` seconds, out of scripts' reach.
///
/// `SameSite=Lax`, not `Strict`: the page GitHub sends people back to is a cross-site navigation, and `Strict` would
/// withhold the cookie there. Forged posts are stopped by `middleware::same_origin`.
#[must_use]
pub fn set(url: &PublicUrl, name: &str, value: &str, life: i64) -> Option<HeaderValue> {
    let cookie = Cookie::build((url.cookie(name), value))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(url.is_https())
        .max_age(Duration::seconds(life));
    HeaderValue::from_str(&cookie.to_string()).ok()
}

/// The header that removes our cookie `name`. As whole as the one that set it, or the browser refuses to let it touch a
/// `__Host-` cookie.
#[must_use]
pub fn remove(url: &PublicUrl, name: &str) -> Option<HeaderValue> {
    set(url, name, "", 0)
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
    fn names_are_taken_as_they_are_sent(#[case] header: &[u8], #[case] expected: &[&str]) {
        let value = HeaderValue::from_bytes(header).expect("a header may hold these bytes");
        let headers = HeaderMap::from_iter([(COOKIE, value)]);
        assert_eq!(named(&headers, "theme").collect::<Vec<_>>(), expected);
    }
}
