//! Loads that nobody has asked for yet: a browser's prefetch, and HEAD.

use reqwest::Method;
use rstest::rstest;

use crate::harness::{Browser, Page, TestApp};

const EXCHANGE: &str = "POST /login/oauth/access_token";

/// Sends a load of `path` that the browser may throw away, with everything it would send at the click.
async fn load(browser: &mut Browser, method: Method, path: &str, header: Option<(&str, &str)>) -> Page {
    let request = browser.request(method, path).header("accept", "text/html").header("sec-fetch-site", "none");
    let request = if let Some((name, value)) = header { request.header(name, value) } else { request };
    browser.send(request).await
}

#[rstest]
#[case::prefetch(Method::GET, Some(("sec-purpose", "prefetch")))]
#[case::prerender(Method::GET, Some(("sec-purpose", "prefetch;prerender")))]
#[case::by_a_proxy(Method::GET, Some(("sec-purpose", "prefetch;anonymous-client-ip")))]
#[case::old(Method::GET, Some(("purpose", "prefetch")))]
#[case::older(Method::GET, Some(("x-moz", "prefetch")))]
#[case::head(Method::HEAD, None)]
#[tokio::test]
async fn a_speculative_callback_spends_nothing_and_the_navigation_signs_in(
    #[case] method: Method,
    #[case] header: Option<(&str, &str)>,
) {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let back = browser.go_to_github("/repositories", "octocat").await;
    let ahead = load(&mut browser, method, &back, header).await;
    assert_eq!(ahead.header("set-cookie"), "");
    assert_eq!(app.emulator.count(EXCHANGE), 0);
    assert_eq!(app.number("SELECT COUNT(*) FROM flows").await, 1);
    let answer = browser.come_back(&back).await;
    assert_eq!((answer.status, answer.location()), (303, "/repositories"));
    assert_eq!(app.emulator.count(EXCHANGE), 1);
}

#[rstest]
#[case::prefetch(Method::GET, Some(("sec-purpose", "prefetch")), 503)]
#[case::head(Method::HEAD, None, 200)]
#[tokio::test]
async fn no_route_changes_anything_on_a_speculative_load(
    #[case] method: Method,
    #[case] header: Option<(&str, &str)>,
    #[case] status: u16,
) {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    app.advance(std::time::Duration::from_mins(5));
    let before = everything_kept(&app).await;
    let asked = app.emulator.requests().len();
    let mut paths = gatehouse::web::router::page_paths();
    paths.extend(["/repositories.csv", "/repositories.json", "/settings/export.json"].map(str::to_owned));
    for path in paths {
        let answer = load(&mut browser, method.clone(), &path, header).await;
        assert_eq!((answer.status, answer.header("set-cookie")), (status, ""), "{path}");
    }
    assert_eq!(everything_kept(&app).await, before);
    assert_eq!(app.emulator.requests().len(), asked, "GitHub heard nothing of it");
}

#[tokio::test]
async fn a_session_past_its_limit_is_not_ended_by_a_speculative_load() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    app.advance(std::time::Duration::from_hours(24));
    let before = everything_kept(&app).await;
    let answer = load(&mut browser, Method::HEAD, "/devices", None).await;
    assert_eq!(answer.status, 303, "it opens nothing either");
    load(&mut browser, Method::GET, "/devices", Some(("sec-purpose", "prefetch"))).await;
    assert_eq!(everything_kept(&app).await, before);
    assert!(browser.session().is_some());
    assert_eq!(browser.get("/devices").await.landing(), "/sign-in?why=idle&return_to=%2Fdevices");
}

#[tokio::test]
async fn head_finds_no_more_than_a_visitor_may_see() {
    let app = TestApp::start().await;
    let mut visitor = app.browser();
    assert_eq!(load(&mut visitor, Method::HEAD, "/profile", None).await.status, 303);
    assert_eq!(load(&mut visitor, Method::HEAD, "/", None).await.status, 200);
    assert_eq!(load(&mut visitor, Method::HEAD, "/nowhere", None).await.status, 404);
    assert_eq!(load(&mut visitor, Method::HEAD, "/auth/github", None).await.status, 405);
}

/// Rows and times of every table a request may write to.
async fn everything_kept(app: &TestApp) -> Vec<i64> {
    let mut kept = Vec::new();
    for query in [
        "SELECT COUNT(*) FROM sessions",
        "SELECT COALESCE(SUM(last_seen_at), 0) FROM sessions",
        "SELECT COUNT(*) FROM flows",
        "SELECT COUNT(*) FROM pending_actions",
        "SELECT COUNT(*) FROM security_events",
        "SELECT COUNT(*) FROM tombstones",
        "SELECT COUNT(*) FROM revocations",
        "SELECT SUM(generation) FROM token_sets",
    ] {
        kept.push(app.number(query).await);
    }
    kept
}
