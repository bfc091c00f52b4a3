//! Texts that somebody else chose: addresses that may become links, and fields left empty.

use super::bidi::contained;

/// `address`, if a person may follow it: GitHub's text decides it, and `javascript:` is an address too.
pub fn web_link(address: &str) -> Option<String> {
    let lower = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    let web = lower.starts_with("https://") || lower.starts_with("http://");
    (web && !address.chars().any(|c| c.is_whitespace() || c.is_control())).then(|| address.to_owned())
}

/// `path`, if it stays on this site. The server checks it again, more strictly, before it sends anyone there.
pub fn local_path(path: &str) -> Option<String> {
    let local = path.strip_prefix('/').is_some_and(|rest| !rest.starts_with(['/', '\\']));
    (local && !path.chars().any(char::is_control)).then(|| path.to_owned())
}

/// Path and query as one address on this site.
pub fn address(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// The text, fit for an element that isolates, unless there is nothing to read in it: GitHub sends `null` for some empty
/// fields and `""` for others.
pub fn given(text: Option<&str>) -> Option<String> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(|text| contained(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{given, local_path, web_link};

    #[test]
    fn only_the_web_is_linked() {
        for good in ["https://github.com/octocat", "http://localhost:4000/x", "HTTPS://EXAMPLE.ORG"] {
            assert_eq!(web_link(good).as_deref(), Some(good));
        }
        for bad in ["javascript:alert(1)", "data:text/html,x", "//evil.example", "", "https", "https://a b", "é://xyz"]
        {
            assert_eq!(web_link(bad), None, "{bad}");
        }
    }

    #[test]
    fn empty_is_not_given() {
        assert_eq!(given(Some("  ")), None);
        assert_eq!(given(None), None);
        assert_eq!(given(Some(" Berlin ")).as_deref(), Some("Berlin"));
    }

    #[test]
    fn only_this_site_is_returned_to() {
        assert_eq!(local_path("/profile?x=1").as_deref(), Some("/profile?x=1"));
        assert_eq!(local_path("/").as_deref(), Some("/"));
        for bad in ["//evil.example", "/\\evil.example", "https://evil.example", "profile", "", "/\nx"] {
            assert_eq!(local_path(bad), None, "{bad}");
        }
    }
}
