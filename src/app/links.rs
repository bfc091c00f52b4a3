//! Addresses: which of GitHub's may become links, and how query strings are read and written.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What a query string escapes. `/` is allowed in one (RFC 3986 section 3.4), and keeps a path readable.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// `address`, if it is safe to link to. It comes from GitHub's users, and `javascript:` is an address too.
pub fn web_link(address: &str) -> Option<String> {
    let lower = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    let web = lower.starts_with("https://") || lower.starts_with("http://");
    (web && !address.chars().any(|c| c.is_whitespace() || c.is_control())).then(|| address.to_owned())
}

/// `path`, if it stays on this site. Before it redirects anyone there, the server checks it again and more strictly.
pub fn local_path(path: &str) -> Option<String> {
    let local = path.strip_prefix('/').is_some_and(|rest| !rest.starts_with(['/', '\\']));
    (local && !path.chars().any(char::is_control)).then(|| path.to_owned())
}

/// `path?query`, or `path` alone without a query.
pub fn path_and_query(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// The first value of `name` in `query`, decoded once. `leptos_router` 0.8 decodes twice (leptos#4800): `%2541` would
/// become `A`.
pub fn query_value(query: &str, name: &str) -> Option<String> {
    form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// `value`, escaped for a query string.
pub fn encode_query_value(value: &str) -> String {
    utf8_percent_encode(value, ESCAPED).to_string()
}

#[cfg(test)]
mod tests {
    use super::{encode_query_value, local_path, query_value, web_link};

    #[test]
    fn only_web_addresses_are_linked() {
        for good in ["https://github.com/octocat", "http://localhost:4000/x", "HTTPS://EXAMPLE.ORG"] {
            assert_eq!(web_link(good).as_deref(), Some(good));
        }
        for bad in ["javascript:alert(1)", "data:text/html,x", "//evil.example", "", "https", "https://a b", "é://xyz"]
        {
            assert_eq!(web_link(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_local_path_stays_on_this_site() {
        assert_eq!(local_path("/profile?x=1").as_deref(), Some("/profile?x=1"));
        assert_eq!(local_path("/").as_deref(), Some("/"));
        for bad in ["//evil.example", "/\\evil.example", "https://evil.example", "profile", "", "/\nx"] {
            assert_eq!(local_path(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_value_is_decoded_once() {
        assert_eq!(query_value("q=a+b%20c&sort=name", "q").as_deref(), Some("a b c"));
        assert_eq!(query_value("q=%2541", "q").as_deref(), Some("%41"));
        assert_eq!(query_value("q=1&q=2", "q").as_deref(), Some("1"));
        assert_eq!(query_value("q", "q").as_deref(), Some(""));
        assert_eq!(query_value("sort=name", "q"), None);
        assert_eq!(query_value("", "q"), None);
    }

    #[test]
    fn malformed_values_are_kept_as_text() {
        assert_eq!(query_value("q=100%", "q").as_deref(), Some("100%"));
        assert_eq!(query_value("q=%zz%4", "q").as_deref(), Some("%zz%4"));
        assert_eq!(query_value("q=%C0%AE", "q").as_deref(), Some("\u{fffd}\u{fffd}"));
    }

    #[test]
    fn an_encoded_value_reads_back() {
        for text in ["a b", "100% & more?", "日本語", "/profile?x=1#y", "+"] {
            assert_eq!(query_value(&format!("q={}", encode_query_value(text)), "q").as_deref(), Some(text));
        }
        assert_eq!(encode_query_value("/profile?x=1"), "/profile%3Fx%3D1");
    }
}
