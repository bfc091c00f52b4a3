use http::{HeaderMap, Uri, header::LINK};

use super::GitHubError;

/// The next page named by the `Link` header (RFC 8288), as a path below the API's base.
///
/// # Errors
///
/// When it leads to another host or out of the API: the token would go there.
pub(super) fn next(headers: &HeaderMap, base: &Uri) -> Result<Option<String>, GitHubError> {
    let Some(header) = headers.get(LINK).and_then(|header| header.to_str().ok()) else { return Ok(None) };
    let Some(address) = header.split(',').find_map(next_of) else { return Ok(None) };
    below(address, base).map(Some).ok_or_else(|| GitHubError::Upstream("a Link header leads elsewhere".to_owned()))
}

/// `<address>; rel="next"`
fn next_of(entry: &str) -> Option<&str> {
    let (address, parameters) = entry.trim().strip_prefix('<')?.split_once('>')?;
    let is_next = parameters.split(';').any(|parameter| matches!(parameter.trim(), r#"rel="next""# | "rel=next"));
    is_next.then_some(address)
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

    use super::next;

    fn next_from(base: &'static str, link: &'static str) -> Result<Option<String>, ()> {
        let headers = HeaderMap::from_iter([(LINK, HeaderValue::from_static(link))]);
        next(&headers, &Uri::from_static(base)).map_err(|_| ())
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
