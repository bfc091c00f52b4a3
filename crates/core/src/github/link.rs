use http::{HeaderMap, Uri, header::LINK};

use super::GitHubError;

/// What the `Link` header (RFC 8288) says of a list's other pages.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Pages {
    /// The next one, as a path below the API's base.
    pub(super) next: Option<String>,
    /// The number of the last one. Only for telling a person how much is to come: pages are reached by `next` alone.
    pub(super) last: Option<usize>,
}

/// Reads the `Link` header, if there is one.
///
/// # Errors
///
/// When the next page is on another host or out of the API: the token would go there.
pub(super) fn read(headers: &HeaderMap, base: &Uri) -> Result<Pages, GitHubError> {
    let Some(header) = headers.get(LINK).and_then(|header| header.to_str().ok()) else { return Ok(Pages::default()) };
    let last = address(header, "last").and_then(page_number);
    let Some(next) = address(header, "next") else { return Ok(Pages { next: None, last }) };
    let next = below(next, base).ok_or_else(|| GitHubError::Upstream("a Link header leads elsewhere".to_owned()))?;
    Ok(Pages { next: Some(next), last })
}

/// The address in `<address>; rel="relation"`.
fn address<'a>(header: &'a str, relation: &str) -> Option<&'a str> {
    header.split(',').find_map(|entry| {
        let (address, parameters) = entry.trim().strip_prefix('<')?.split_once('>')?;
        let mut relations = parameters.split(';').filter_map(|parameter| parameter.trim().strip_prefix("rel="));
        relations.any(|named| named.trim_matches('"') == relation).then_some(address)
    })
}

fn page_number(address: &str) -> Option<usize> {
    let (_, query) = address.split_once('?')?;
    query.split('&').find_map(|pair| pair.strip_prefix("page=")?.parse().ok())
}

fn below(address: &str, base: &Uri) -> Option<String> {
    let next: Uri = address.parse().ok()?;
    if next.scheme() != base.scheme() || next.authority() != base.authority() {
        return None;
    }
    let prefix = base.path().trim_end_matches('/');
    let path = next.path_and_query()?.as_str().strip_prefix(prefix)?;
    path.starts_with('/').then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, Uri, header::LINK};
    use rstest::rstest;

    use super::read;

    fn next_from(base: &'static str, link: &'static str) -> Result<Option<String>, ()> {
        let headers = HeaderMap::from_iter([(LINK, HeaderValue::from_static(link))]);
        read(&headers, &Uri::from_static(base)).map(|pages| pages.next).map_err(|_| ())
    }

    #[test]
    fn the_last_page_says_how_much_is_to_come() {
        let link = r#"<https://api.github.com/user/repos?page=2>; rel="next", <https://api.github.com/user/repos?per_page=100&page=20>; rel="last""#;
        let headers = HeaderMap::from_iter([(LINK, HeaderValue::from_static(link))]);
        let pages = read(&headers, &Uri::from_static("https://api.github.com")).expect("our own API");
        assert_eq!((pages.next.as_deref(), pages.last), (Some("/user/repos?page=2"), Some(20)));
    }

    #[test]
    fn the_next_page_is_a_path_below_the_base() {
        let link = r#"<https://api.github.com/user/repos?page=1>; rel="prev", <https://api.github.com/user/repos?per_page=100&page=3>; rel="next""#;
        assert_eq!(next_from("https://api.github.com", link), Ok(Some("/user/repos?per_page=100&page=3".into())));
        let enterprise = r#"<https://git.example/api/v3/user/repos?page=2>; rel="next""#;
        assert_eq!(next_from("https://git.example/api/v3", enterprise), Ok(Some("/user/repos?page=2".into())));
    }

    #[test]
    fn the_last_page_has_no_next() {
        assert_eq!(next_from("https://api.github.com", r#"<https://api.github.com/x?page=1>; rel="first""#), Ok(None));
    }

    #[rstest]
    #[case(r#"<https://evil.example/user/repos?page=2>; rel="next""#)]
    #[case(r#"<http://api.github.com/user/repos?page=2>; rel="next""#)]
    #[case(r#"<https://api.github.com@evil.example/user>; rel="next""#)]
    #[case(r#"<https://api.github.com.evil.example/user>; rel="next""#)]
    fn a_page_elsewhere_is_refused(#[case] link: &'static str) {
        assert_eq!(next_from("https://api.github.com", link), Err(()));
    }
}
