use url::Url;

/// Where a sign-in leads: a path of ours, parsed, never an address.
///
/// Anything else becomes the default (RFC 9700 section 4.11.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnTo(String);

/// Longer ones are made, not clicked.
const LONGEST: usize = 1_024;

/// Where no sign-in may lead: endpoints that are no pages, and the sign-in page itself.
const NO_PAGES: [&str; 5] = ["/auth/", "/api/", "/pkg/", "/webhooks/", "/sign-in"];

impl Default for ReturnTo {
    fn default() -> Self {
        Self("/profile".to_owned())
    }
}

impl ReturnTo {
    /// `text` where it is a local path with an optional query, else the default.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        if is_local(text) { Self(text.to_owned()) } else { Self::default() }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_local(text: &str) -> bool {
    let path = text.split(['?', '#']).next().unwrap_or_default();
    text.len() <= LONGEST
        && text.starts_with('/')
        // Browsers read a backslash as a slash, and drop tabs and line ends before they look.
        && text.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'\\' | b'#' | b'"' | b'<' | b'>'))
        // No segment is empty, dots, or hides one behind percent signs: `//host`, `/..//host`, `/%2f/host`.
        && !path.contains("//")
        && !path.contains('%')
        && !path.split('/').any(|segment| segment.starts_with('.'))
        && !NO_PAGES.iter().any(|prefix| path.starts_with(prefix))
        && stays_here(text)
}

/// What a browser would make of it, by the URL standard.
fn stays_here(text: &str) -> bool {
    let here = "https://gatehouse.invalid";
    let joined = Url::parse(here).and_then(|base| base.join(text));
    joined.is_ok_and(|url| url.as_str() == format!("{here}{text}"))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::ReturnTo;

    #[rstest]
    #[case("/")]
    #[case("/profile")]
    #[case("/repositories?q=tide&sort=stars&page=2")]
    #[case("/repositories?q=caf%C3%A9+au+lait")]
    #[case("/repositories?next=https://elsewhere.example/")]
    fn a_path_of_ours_is_kept(#[case] path: &str) {
        assert_eq!(ReturnTo::parse(path).as_str(), path);
    }

    #[test]
    fn anything_else_becomes_the_default() {
        let hostile = include_str!("../../../tests/hostile_return_to.jsonl");
        assert!(hostile.lines().count() > 40);
        for line in hostile.lines() {
            let hostile: String = serde_json::from_str(line).expect("a JSON text");
            assert_eq!(ReturnTo::parse(&hostile), ReturnTo::default(), "{hostile:?}");
        }
    }

    #[test]
    fn an_endless_path_becomes_the_default() {
        assert_eq!(ReturnTo::parse(&format!("/{}", "a".repeat(2_000))), ReturnTo::default());
    }
}
