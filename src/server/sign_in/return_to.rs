use url::Url;

use crate::model::PAGES;

/// Where a sign-in or a choice leads: a page of ours, parsed, never an address.
///
/// Anything else becomes the default (RFC 9700 section 4.11.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnTo(String);

/// Longer ones are made, not clicked.
const LONGEST: usize = 1_024;

const SIGN_IN: &str = "/sign-in";

impl Default for ReturnTo {
    fn default() -> Self {
        Self("/profile".to_owned())
    }
}

impl ReturnTo {
    /// Where a sign-in leads: as [`ReturnTo::here`], and never to the sign-in page itself.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        if text.starts_with(SIGN_IN) { Self::default() } else { Self::here(text) }
    }

    /// The page a form stands on: `text` where it is the path of one with an optional query, else the default.
    #[must_use]
    pub fn here(text: &str) -> Self {
        let page = page_of(text);
        if is_local(&page) { Self(page) } else { Self::default() }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Downloads become the page of their link: who is led to a file sees nothing happen.
fn page_of(text: &str) -> String {
    let (path, query) = text.split_at(text.find('?').unwrap_or(text.len()));
    match path {
        "/repositories.csv" | "/repositories.json" => format!("/repositories{query}"),
        // Its query names an act of a session that is over.
        "/settings/export.json" => "/settings".to_owned(),
        _ => text.to_owned(),
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
        // Whoever is led to an endpoint or a file sees an empty answer, or none.
        && (path == SIGN_IN || PAGES.contains(&path))
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
            let here = ReturnTo::here(&hostile);
            assert!(here == ReturnTo::default() || hostile.starts_with("/sign-in"), "{hostile:?}");
        }
    }

    #[test]
    fn a_form_on_the_sign_in_page_leads_back_to_it() {
        let page = "/sign-in?why=denied&return_to=/activity";
        assert_eq!(ReturnTo::here(page).as_str(), page);
        assert_eq!(ReturnTo::parse(page), ReturnTo::default());
    }

    #[rstest]
    #[case("/repositories.csv?q=tide", "/repositories?q=tide")]
    #[case("/repositories.json", "/repositories")]
    #[case("/settings/export.json", "/settings")]
    fn a_download_becomes_the_page_of_its_link(#[case] download: &str, #[case] page: &str) {
        assert_eq!(ReturnTo::parse(download).as_str(), page);
    }

    #[rstest]
    #[case("/devices/end")]
    #[case("/inside/try")]
    #[case("/refresh")]
    #[case("/settings/scopes")]
    #[case("/healthz")]
    #[case("/readyz")]
    #[case("/robots.txt")]
    #[case("/nowhere")]
    #[case("/profile/")]
    fn what_is_no_page_is_not_led_to(#[case] act: &str) {
        assert_eq!(ReturnTo::here(act), ReturnTo::default());
    }

    #[test]
    fn an_endless_path_becomes_the_default() {
        assert_eq!(ReturnTo::parse(&format!("/{}", "a".repeat(2_000))), ReturnTo::default());
    }
}
