use url::Url;

/// The paths of the application's pages.
#[derive(Clone, Copy, Debug)]
pub struct Pages {
    /// Every page. A sign-in returns to any of them but its own.
    pub all: &'static [&'static str],
    /// Where a sign-in returns to by default.
    pub home: &'static str,
    pub sign_in: &'static str,
    /// Where people reauthenticate.
    pub reauthenticate: &'static str,
    /// Where people choose scopes.
    pub settings: &'static str,
}

/// Where a sign-in or a form leads: the parsed path of one of our pages, never another address.
///
/// Anything else becomes the home page (RFC 9700 section 4.11.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnTo(String);

/// In bytes. No link of ours is longer.
const LONGEST: usize = 1_024;

impl ReturnTo {
    /// For a sign-in: as [`ReturnTo::here`], but never the sign-in page itself.
    #[must_use]
    pub fn parse(pages: &Pages, text: &str) -> Self {
        if text.starts_with(pages.sign_in) { Self::home(pages) } else { Self::here(pages, text) }
    }

    /// For a form that leads back to its own page: `text` if it is the path of a page with an optional query, otherwise the
    /// home page.
    #[must_use]
    pub fn here(pages: &Pages, text: &str) -> Self {
        if is_local(pages, text) { Self(text.to_owned()) } else { Self::home(pages) }
    }

    #[must_use]
    pub fn home(pages: &Pages) -> Self {
        Self(pages.home.to_owned())
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_local(pages: &Pages, text: &str) -> bool {
    let path = text.split(['?', '#']).next().unwrap_or_default();
    text.len() <= LONGEST
        && text.starts_with('/')
        // Browsers read a backslash as a slash, and drop tabs and line ends before they parse.
        && text.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'\\' | b'#' | b'"' | b'<' | b'>'))
        // No segment is empty or dots, nor hides such a one behind percent signs: `//host`, `/..//host`, `/%2f/host`.
        && !path.contains("//")
        && !path.contains('%')
        && !path.split('/').any(|segment| segment.starts_with('.'))
        // An endpoint or a file would show an empty page, or none.
        && (path == pages.sign_in || pages.all.contains(&path))
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

    use super::{Pages, ReturnTo};

    const PAGES: Pages = Pages {
        all: &["/", "/profile", "/repositories", "/activity", "/devices", "/settings"],
        home: "/profile",
        sign_in: "/sign-in",
        reauthenticate: "/reauthenticate",
        settings: "/settings",
    };

    #[rstest]
    #[case("/")]
    #[case("/profile")]
    #[case("/repositories?q=tide&sort=stars&page=2")]
    #[case("/repositories?q=caf%C3%A9+au+lait")]
    #[case("/repositories?next=https://elsewhere.example/")]
    fn a_path_of_ours_is_kept(#[case] path: &str) {
        assert_eq!(ReturnTo::parse(&PAGES, path).as_str(), path);
    }

    #[test]
    fn anything_else_becomes_the_default() {
        let hostile = include_str!("../../../../tests/hostile_return_to.jsonl");
        assert!(hostile.lines().count() > 40);
        for line in hostile.lines() {
            let hostile: String = serde_json::from_str(line).expect("a JSON text");
            assert_eq!(ReturnTo::parse(&PAGES, &hostile), ReturnTo::home(&PAGES), "{hostile:?}");
            let here = ReturnTo::here(&PAGES, &hostile);
            assert!(here == ReturnTo::home(&PAGES) || hostile.starts_with("/sign-in"), "{hostile:?}");
        }
    }

    #[test]
    fn a_form_on_the_sign_in_page_leads_back_to_it() {
        let page = "/sign-in?why=denied&return_to=/activity";
        assert_eq!(ReturnTo::here(&PAGES, page).as_str(), page);
        assert_eq!(ReturnTo::parse(&PAGES, page), ReturnTo::home(&PAGES));
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
    fn what_is_no_page_is_not_led_to(#[case] action: &str) {
        assert_eq!(ReturnTo::here(&PAGES, action), ReturnTo::home(&PAGES));
    }

    #[test]
    fn an_endless_path_becomes_the_default() {
        assert_eq!(ReturnTo::parse(&PAGES, &format!("/{}", "a".repeat(2_000))), ReturnTo::home(&PAGES));
    }
}
