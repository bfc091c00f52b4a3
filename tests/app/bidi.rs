//! GitHub's text in scripts that run from right to left, with marks that turn what follows around: ours keeps its order.

use gatehouse::app::PAGES;

use crate::harness::TestApp;

/// Elements that have no end.
const VOID: [&str; 6] = ["br", "hr", "img", "input", "link", "meta"];

/// Attributes that nobody reads.
const UNREAD: [&str; 5] = ["href", "src", "value", "action", "content"];

fn reorders(char: char) -> bool {
    matches!(char, '\u{590}'..='\u{8ff}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What is left of `text` without its isolates; None where it ends one that it did not begin, or leaves one open.
fn outside_isolates(text: &str) -> Option<String> {
    let mut depth = 0_usize;
    let mut outside = String::new();
    for char in text.chars() {
        match char {
            '\u{2066}'..='\u{2068}' => depth += 1,
            '\u{2069}' => depth = depth.checked_sub(1)?,
            char if depth == 0 => outside.push(char),
            _ => {}
        }
    }
    (depth == 0).then_some(outside)
}

/// Whether `text` may stand among our words as it is.
fn is_quiet(text: &str) -> bool {
    outside_isolates(text).is_some_and(|outside| !outside.chars().any(reorders))
}

/// Every text and attribute of the page that could move what stands around it, and how many were looked at.
fn unruly(html: &str) -> (Vec<String>, usize) {
    let (mut open, mut unruly, mut seen) = (Vec::<(String, bool)>::new(), Vec::new(), 0);
    // Leptos marks the place of an empty component.
    for piece in html.replace("<!--<() />-->", "").split('<').skip(1) {
        let (tag, text) = piece.split_once('>').expect("tags end");
        let name = tag.split([' ', '\n', '/']).find(|part| !part.is_empty()).unwrap_or_default();
        if let Some(ended) = tag.strip_prefix('/') {
            while open.pop().is_some_and(|(name, _)| name != ended) {}
        } else if !tag.starts_with('!') {
            for (attribute, value) in attributes(tag) {
                let unread = UNREAD.contains(&attribute) || attribute.starts_with("data-");
                if !unread && value.chars().any(reorders) {
                    seen += 1;
                    if !is_quiet(value) {
                        unruly.push(tag.to_owned());
                    }
                }
            }
            let isolates = name == "bdi" || tag.contains(" dir=\"auto\"");
            if !VOID.contains(&name) && !tag.ends_with('/') {
                open.push((name.to_owned(), isolates));
            }
        }
        if text.chars().any(reorders) {
            seen += 1;
            let isolated = open.last().is_some_and(|(_, isolates)| *isolates) && outside_isolates(text).is_some();
            if !isolated && !is_quiet(text) {
                unruly.push(format!("{:?}: {text:?}", open.iter().map(|(name, _)| name).collect::<Vec<_>>()));
            }
        }
    }
    (unruly, seen)
}

/// Names and values as a tag writes them: in quotation marks.
fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut parts = tag.split('"');
    std::iter::from_fn(move || {
        let (head, value) = (parts.next()?, parts.next()?);
        Some((head.trim_end_matches('=').rsplit(' ').next()?, value))
    })
}

#[tokio::test]
async fn no_text_of_githubs_reorders_ours() {
    let app = TestApp::start_with(|config| config.github.scopes.push("read:org".to_owned())).await;
    let mut browser = app.signed_in("markup").await;
    app.gathered(&browser).await;
    let search = "/repositories?q=%E2%81%A9%E2%80%AE%D9%85%D8%B1%D8%AD%D8%A8%D8%A7";
    let (arabic, unknown) = (format!("{search}%D8%A7"), "/repositories?language=%E2%81%A9%E2%80%AEx");
    let with_more = [
        ("/profile", 9),
        ("/repositories", 6),
        (search, 2),
        (&arabic, 2),
        (unknown, 2),
        ("/activity", 12),
        ("/sign-in?return_to=%2Fprofile%3F%E2%80%AEx", 1),
        ("/nowhere", 1),
    ];
    for (path, least) in PAGES.iter().map(|page| (page.path, 1)).chain(with_more) {
        let page = browser.get(path).await;
        let (unruly, seen) = unruly(&page.body);
        assert!(unruly.is_empty(), "{path}: {unruly:#?}");
        assert!(seen >= least, "{path} shows {seen} such texts");
        let title = page.body.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next());
        assert!(title.is_some_and(|title| !title.chars().any(reorders)), "{path}: {title:?}");
    }
}

#[test]
fn what_is_not_isolated_is_found() {
    for bad in [
        "<p>\u{202e}x</p>",
        "<p><bdi>x\u{2069}\u{202e}</bdi></p>",
        "<p>\u{2068}x\u{2069}\u{202e}</p>",
        "<bdi><b>مرحبا</b></bdi>",
        "<a title=\"مرحبا\">x</a>",
        "<p dir=\"auto\">\u{2067}x</p>",
    ] {
        assert_eq!(unruly(bad).0.len(), 1, "{bad:?}");
    }
    for good in [
        "<p><bdi>\u{202e}x</bdi></p>",
        "<p>\u{2068}\u{202e}x\u{2069}</p>",
        "<p dir=\"auto\">مرحبا</p>",
        "<a href=\"مرحبا\" data-search=\"مرحبا\" title=\"\u{2068}مرحبا\u{2069}\">x</a>",
    ] {
        assert_eq!(unruly(good).0, Vec::<String>::new(), "{good:?}");
    }
}
