//! The cookies a browser sends.

use axum::http::{HeaderMap, header::COOKIE};
use cookie::Cookie;

/// Every cookie in `headers`. Another program on this host may have set one that is not text; it must not hide ours.
pub fn of(headers: &HeaderMap) -> impl Iterator<Item = Cookie<'_>> {
    let texts = headers.get_all(COOKIE).into_iter().map(|header| String::from_utf8_lossy(header.as_bytes()));
    texts.flat_map(Cookie::split_parse).filter_map(Result::ok)
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header::COOKIE};
    use rstest::rstest;

    use super::of;

    #[rstest]
    #[case::utf_8("a=\u{3042}; theme=dark".as_bytes())]
    #[case::latin_1(b"a=\xe9; theme=dark")]
    fn one_that_is_not_ascii_hides_no_other(#[case] header: &[u8]) {
        let value = HeaderValue::from_bytes(header).expect("a header may hold these bytes");
        let headers = HeaderMap::from_iter([(COOKIE, value)]);
        assert!(of(&headers).any(|cookie| cookie.name_value() == ("theme", "dark")));
    }
}
