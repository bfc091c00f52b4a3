use std::time::Duration;

use github_emulator::Fault;

use crate::harness::TestApp;

const USER: &str = "GET /api/v3/user";
const REPOS: &str = "GET /api/v3/user/repos";

#[tokio::test]
async fn within_a_minute_a_page_costs_no_call() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let before = app.emulator.count(USER);
    for _ in 0..5 {
        assert_eq!(browser.get("/profile").await.status, 200);
        app.advance(Duration::from_secs(10));
    }
    assert_eq!(app.emulator.count(USER), before + 1);
}

#[tokio::test]
async fn ten_visits_at_once_ask_once() {
    let app = TestApp::start().await;
    let browser = app.signed_in("octocat").await;
    app.emulator.fault(Fault::delay(150).on("GET", "/api/v3/user/repos").times(1));
    let visits = (0..10).map(|_| {
        let mut tab = browser.copy();
        async move { tab.get("/repositories").await.status }
    });
    assert_eq!(futures::future::join_all(visits).await, [200; 10]);
    assert_eq!(app.emulator.count(REPOS), 1);
}

#[tokio::test]
async fn after_a_minute_the_old_answer_is_shown_with_its_age_and_asked_again_by_etag() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    browser.get("/profile").await;
    let before = app.emulator.count(USER);
    app.advance(Duration::from_mins(3));

    let page = browser.get("/profile").await;

    assert!(page.status == 200 && page.body.contains("3 minutes ago"), "{}", page.body);
    app.until(|| app.emulator.count(USER) == before + 1).await;
    let asked = app.emulator.requests().into_iter().rfind(|request| request.path == "/api/v3/user").expect("asked");
    assert!(asked.headers.iter().any(|name| name == "if-none-match"), "{asked:?}");
    // 304: the same answer is fresh again, and no further call is made.
    app.until_page(&browser, "/profile", |page| !page.body.contains("3 minutes ago")).await;
    assert_eq!(app.emulator.count(USER), before + 1);
}

#[tokio::test]
async fn when_github_fails_later_the_older_answer_stays_and_github_is_left_alone() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    browser.get("/profile").await;
    app.emulator.fault(Fault::html(502).on("GET", "/api/v3/user"));
    app.advance(Duration::from_mins(5));
    let before = app.emulator.count(USER);
    for _ in 0..5 {
        assert_eq!(browser.get("/profile").await.status, 200);
    }
    app.until(|| app.emulator.count(USER) == before + 1).await;
    assert!(browser.get("/profile").await.body.contains("5 minutes ago"));
    assert_eq!(app.emulator.count(USER), before + 1, "one try in ten seconds");
    app.advance(Duration::from_hours(1));
    assert_eq!(browser.get("/profile").await.status, 502, "after an hour it is gone");
}

#[tokio::test]
async fn a_newer_answer_is_promised_only_while_github_is_asked_for_it() {
    const PROMISED: &str = "A newer answer is on its way";
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    browser.get("/profile").await;
    app.emulator.fault(Fault::rate_limited(2_400).on("POST", "/api/graphql"));
    app.advance(Duration::from_mins(3));
    assert!(browser.get("/profile").await.body.contains(PROMISED));
    app.until_page(&browser, "/profile", |page| !page.body.contains(PROMISED)).await;
    assert!(browser.get("/profile").await.body.contains("3 minutes ago"));
    assert_eq!(app.emulator.count("POST /api/graphql"), 2);
}

#[tokio::test]
async fn nobody_sees_anothers_answer() {
    let app = TestApp::start().await;
    let mut octocat = app.signed_in("octocat").await;
    let mut many = app.signed_in("many").await;
    for _ in 0..3 {
        assert!(octocat.get("/repositories").await.body.contains("octocat/"));
        let page = many.get("/repositories").await;
        assert!(page.body.contains("many/") && !page.body.contains("octocat/"), "{}", page.body);
        app.advance(Duration::from_secs(61));
    }
}

#[tokio::test]
async fn signing_out_and_in_again_asks_github_again() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    browser.get("/profile").await;
    browser.sign_out().await;
    let before = app.emulator.count(USER);
    browser.sign_in("octocat").await;
    browser.get("/profile").await;
    assert_eq!(app.emulator.count(USER), before + 2, "once for the identity, once for the page");
}

#[tokio::test]
async fn a_warm_page_reads_the_database_once() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    for path in ["/profile", "/repositories"] {
        browser.get(path).await;
        let (calls, queries) = (app.emulator.total_api_calls(), app.queries());
        assert_eq!(browser.get(path).await.status, 200);
        assert_eq!(app.emulator.total_api_calls(), calls);
        assert_eq!(app.queries() - queries, 1, "{path}");
    }
}

#[tokio::test]
async fn every_call_is_made_by_the_viewer_and_with_one_authorization() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("many").await;
    browser.get("/profile").await;
    app.gathered(&browser).await;
    let calls: Vec<_> = app.emulator.requests().into_iter().filter(|call| call.path.starts_with("/api/")).collect();
    assert!(calls.len() > 20, "identity, profile and its sections, pages of a hundred: {calls:?}");
    assert!(calls.iter().all(|call| call.authorized && call.authorization_headers == 1), "{calls:?}");
}

#[tokio::test]
async fn a_limit_is_kept_until_github_answers_again() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    app.emulator.fault(Fault::secondary_limit(90).on("GET", "/api/v3/user").times(1));
    let before = app.emulator.count(USER);
    for _ in 0..3 {
        assert_eq!(browser.get("/profile").await.status, 503);
    }
    assert_eq!(app.emulator.count(USER), before + 1, "GitHub is not pressed");
    app.advance(Duration::from_secs(95));
    assert_eq!(browser.get("/profile").await.status, 200);
}
