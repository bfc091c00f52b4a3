use std::time::Instant;

use gatehouse_model::{AppError, RateLimit, Timestamp};
use github_emulator::Fault;
use rstest::rstest;

use crate::harness::TestApp;

#[rstest]
#[tokio::test]
async fn every_account_has_a_profile_and_a_list(
    #[values("octocat", "null-fields", "markup", "many", "empty")] account: &str,
) {
    let app = TestApp::start().await;
    let mut browser = app.signed_in(account).await;
    for path in ["/profile", "/repositories"] {
        let page = browser.get(path).await;
        assert_eq!(page.status, 200, "{path}: {}", page.body);
        assert!(page.body.contains("</html>") && page.body.contains("<h1"), "{path}");
    }
}

#[tokio::test]
async fn markup_in_names_is_text() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("markup").await;
    for path in ["/", "/profile", "/repositories", "/nowhere"] {
        let page = browser.get(path).await;
        assert!(
            !page.body.contains("<script>alert")
                && !page.body.contains("<img src=x")
                && !page.body.contains("<svg onload"),
            "{path}"
        );
        let title = page.body.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).expect("a title");
        assert!(!title.contains("alert"), "{path}: {title}");
        assert!(!page.body.contains("href=\"javascript:"), "{path}");
    }
}

#[rstest]
#[case::html(Fault::html(502), 502, AppError::GitHubDown)]
#[case::limited(Fault::rate_limited(600), 503, AppError::RateLimited { kind: RateLimit::Primary, until: Timestamp(0) })]
#[case::secondary(Fault::secondary_limit(90), 503, AppError::RateLimited { kind: RateLimit::Secondary, until: Timestamp(0) })]
#[case::forbidden(Fault::status(403, "no"), 403, AppError::Forbidden)]
#[case::sso(Fault::sso(), 403, AppError::SsoRequired { url: None })]
#[case::missing(Fault::status(404, "Not Found"), 404, AppError::NotFound)]
#[case::cut(Fault::garbage(), 502, AppError::Unreadable)]
#[case::huge(Fault::huge(8 << 20), 502, AppError::GitHubDown)]
#[case::hang(Fault::hang(), 504, AppError::TimedOut)]
#[tokio::test]
async fn each_failure_of_github_is_an_honest_page(#[case] fault: Fault, #[case] status: u16, #[case] error: AppError) {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    // The profile counts the languages of the repositories, and they would be there already.
    for (path, at) in [("/repositories", "/api/v3/user/repos"), ("/profile", "/api/v3/user")] {
        app.emulator.fault(fault.clone().on("GET", at));
        let page = browser.get(path).await;
        assert_eq!(page.status, status, "{path}: {}", page.body);
        let said = error.to_string();
        assert!(page.body.contains(&said) && page.body.contains("Sign out"), "{path}: {}", page.body);
        assert_eq!(page.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn a_limit_says_when_to_come_back() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    app.emulator.fault(Fault::secondary_limit(90).on("GET", "/api/v3/user"));
    let begun = Instant::now();
    let page = browser.get("/profile").await;
    let wait: u64 = page.header("retry-after").parse().expect("seconds");
    // Counted from when the page was begun, which is before GitHub was asked.
    assert!((90..=91 + begun.elapsed().as_secs()).contains(&wait), "{wait}");
}

#[tokio::test]
async fn the_list_is_searched_sorted_and_paged_by_the_address_alone() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("many").await;
    app.gathered(&browser).await;
    let first = browser.get("/repositories?sort=name").await;
    let second = browser.get("/repositories?sort=name&page=2").await;
    assert!(first.body.contains("1,900") && first.body.contains("page=2"), "{}", first.body);
    let (first, second) = (names(&first.body), names(&second.body));
    assert_eq!((first.len(), second.len()), (30, 30));
    assert!(first.is_sorted() && second.is_sorted() && first.last() < second.first(), "{first:?} {second:?}");
    let found = names(&browser.get("/repositories?q=wheel&sort=name").await.body);
    assert!(!found.is_empty() && found.iter().all(|name| name.contains("wheel")), "{found:?}");
    let none = browser.get("/repositories?q=surely-no-such-thing").await;
    assert_eq!(none.status, 200);
    assert!(!none.body.contains("many/"));
    let past = browser.get("/repositories?page=4294967295&sort=nonsense&q=%FF").await;
    assert_eq!(past.status, 200);
}

/// The repositories a page lists, by the addresses of their links.
fn names(body: &str) -> Vec<String> {
    let links = body.split(r#"href="https://github.com/many/"#).skip(1);
    links.filter_map(|link| link.split('"').next()).map(str::to_owned).collect()
}

#[tokio::test]
async fn only_the_page_with_an_island_asks_for_webassembly() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    for (path, loads) in
        [("/", false), ("/profile", false), ("/sign-in", false), ("/nowhere", false), ("/repositories", true)]
    {
        let page = browser.get(path).await;
        assert_eq!(page.body.contains(".wasm"), loads, "{path}");
    }
    let page = app.browser().get("/").await;
    let tags = page.body.split("<script").skip(1).filter_map(|script| script.split('>').next());
    let scripts: Vec<_> = tags.filter(|tag| tag.contains(" src=")).collect();
    assert!(
        matches!(scripts[..], [script] if script.contains(r#"src="/progress.js""#)),
        "signed out, there is one small script and no WebAssembly: {scripts:?}"
    );
    assert!(!page.body.contains(".wasm"));
}

#[tokio::test]
async fn a_language_that_is_asked_for_stays_in_its_menu() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let page = browser.get("/repositories?language=Elm").await;
    assert!(page.body.contains(r#"<option value="Elm" selected>"#), "{}", page.body);
}

#[tokio::test]
async fn each_answer_of_github_tells_its_age() {
    let app = TestApp::start_with(|config| config.github.scopes.push("read:org".to_owned())).await;
    let mut browser = app.signed_in("octocat").await;
    for (path, answers) in [("/profile", 4), ("/repositories", 1), ("/activity", 2)] {
        let page = browser.get(path).await;
        assert_eq!(page.body.matches(r#"class="freshness""#).count(), answers, "{path}: {}", page.body);
    }
}

#[tokio::test]
async fn every_page_that_asks_github_says_what_it_may_still_ask() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    for path in ["/profile", "/repositories", "/activity"] {
        let page = browser.get(path).await;
        assert!(page.body.contains("<meter"), "{path}: {}", page.body);
    }
}

#[tokio::test]
async fn what_scripts_put_into_a_page_is_read_out() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    // Each is in the page before a script changes it: nothing reads out what comes together with its own region.
    for (path, region) in [
        ("/repositories", r#"id="seen""#),
        ("/repositories", r#"id="summary""#),
        ("/repositories?q=surely-no-such-thing", r#"id="summary""#),
        ("/profile", r#"id="day-sentence""#),
        ("/inside", r#"class="story""#),
    ] {
        let page = browser.get(path).await;
        let tag = page.body.split('<').filter_map(|rest| rest.split('>').next()).find(|tag| tag.contains(region));
        assert!(tag.is_some_and(|tag| tag.contains(r#"aria-live="polite""#)), "{path}, {region}: {tag:?}");
    }
    let page = browser.get("/repositories?q=surely-no-such-thing").await;
    let (before, results) = page.body.split_once(r#"<div id="results""#).expect("the results");
    assert!(before.contains("None of your repositories match") && !results.contains("None of your repositories"));
}
