use http::{HeaderMap, Uri, header::LINK};

use super::GitHubError;

/// The other pages of a list, by the `Link` header (RFC 8288).
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct PageLinks {
    /// The next one, as a path below the API's base.
    pub(super) next: Option<String>,
    /// The number of the last one, for an estimate of how much is to come: pages are reached by `next` alone.
    pub(super) last: Option<usize>,
}

/// Parses the `Link` header, if there is one.
///
/// # Errors
///
/// When the next page is on another host or outside the API: the token would go there.
pub(super) fn parse(headers: &HeaderMap, base: &Uri) -> Result<PageLinks, GitHubError> {
    let Some(header) = headers.get(LINK).and_then(|header| header.to_str().ok()) else {
        return Ok(PageLinks::default());
    };
    let last = target(header, "last").and_then(page_number);
    let Some(next) = target(header, "next") else { return Ok(PageLinks { next: None, last }) };
    let next =
        path_below(next, base).ok_or_else(|| GitHubError::Upstream("a Link header leads elsewhere".to_owned()))?;
    Ok(PageLinks { next: Some(next), last })
}

/// The target of `<target>; rel="relation"`.
fn target<'a>(header: &'a str, relation: &str) -> Option<&'a str> {
    header.split(',').find_map(|entry| {
        let (target, parameters) = entry.trim().strip_prefix('<')?.split_once('>')?;
        let mut relations = parameters.split(';').filter_map(|parameter| parameter.trim().strip_prefix("rel="));
        relations.any(|rel| rel.trim_matches('"') == relation).then_some(target)
    })
}

fn page_number(address: &str) -> Option<usize> {
    let (_, query) = address.split_once('?')?;
    query.split('&').find_map(|pair| pair.strip_prefix("page=")?.parse().ok())
}

fn path_below(address: &str, base: &Uri) -> Option<String> {
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

    use super::parse;

    fn next_from(base: &'static str, link: &'static str) -> Result<Option<String>, ()> {
        let headers = HeaderMap::from_iter([(LINK, HeaderValue::from_static(link))]);
        parse(&headers, &Uri::from_static(base)).map(|links| links.next).map_err(|_| ())
    }

    #[test]
    fn the_last_page_says_how_much_is_to_come() {
        let link = r#"<https://api.github.com/user/repos?page=2>; rel="next", <https://api.github.com/user/repos?per_page=100&page=20>; rel="last""#;
        let headers = HeaderMap::from_iter([(LINK, HeaderValue::from_static(link))]);
        let links = parse(&headers, &Uri::from_static("https://api.github.com")).expect("links");
        assert_eq!((links.next.as_deref(), links.last), (Some("/user/repos?page=2"), Some(20)));
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
