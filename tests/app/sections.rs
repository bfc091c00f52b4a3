//! Sections come or fail by themselves.

use std::time::Duration;

use github_emulator::{Fault, Stage};
use reqwest::Method;

use crate::harness::TestApp;

const GRAPHQL: &str = "/api/graphql";
const ORGS: &str = "/api/v3/user/orgs";

#[tokio::test]
async fn a_section_that_fails_takes_nothing_else_with_it() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    app.emulator.fault(Fault::html(502).on("POST", GRAPHQL));
    let page = browser.get("/profile").await;
    assert_eq!(page.status, 200);
    assert!(
        page.body.contains("GitHub isn't responding right now.") && page.body.contains("Try again"),
        "{}",
        page.body
    );
    assert!(page.body.contains("What everyone sees") && page.body.contains("Languages"), "{}", page.body);
}

#[tokio::test]
async fn a_section_that_is_slow_is_not_waited_for_and_is_there_at_the_next_visit() {
    let app = TestApp::start_with(|config| {
        config.github.deadline = Duration::from_secs(30);
        config.github.patience = Duration::from_secs(3);
    })
    .await;
    let mut browser = app.signed_in("octocat").await;
    let hold = app.emulator.hold(Method::POST, GRAPHQL, Stage::After);
    let page = browser.get("/profile").await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("GitHub is taking its time.") && page.body.contains("What everyone sees"));
    hold.release();
    app.until_page(&browser, "/profile", |page| !page.body.contains("taking its time")).await;
    assert_eq!(app.emulator.count("POST /api/graphql"), 1, "the question went on meanwhile");
}

#[tokio::test]
async fn without_the_scope_the_section_says_what_it_would_need() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    for _ in 0..3 {
        let page = browser.get("/profile").await;
        assert!(page.status == 200 && page.body.contains("read:org"), "{}", page.body);
    }
    assert_eq!(app.emulator.count(&format!("GET {ORGS}")), 1, "and GitHub is not asked again at once");
}

#[tokio::test]
async fn with_the_scope_the_organisations_are_there() {
    let app = TestApp::start_with(|config| config.github.scopes.push("read:org".to_owned())).await;
    let mut browser = app.signed_in("octocat").await;
    let page = browser.get("/profile").await;
    assert!(page.body.contains("organizations") && !page.body.contains("read:org"), "{}", page.body);
}

#[tokio::test]
async fn the_button_asks_github_again_and_keeps_the_older_answer_if_that_fails() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    browser.get("/activity").await;
    app.advance(Duration::from_secs(20));
    let before = app.emulator.count("GET /api/v3/user/starred");
    let form = browser.get("/activity").await.form("/refresh");
    assert_eq!(browser.submit(&form).await.location(), "/activity");
    let page = browser.get("/activity").await;
    assert!(page.body.contains("just now"), "{}", page.body);
    assert_eq!(app.emulator.count("GET /api/v3/user/starred"), before + 1);

    app.emulator.fault(Fault::html(502));
    app.advance(Duration::from_mins(3));
    browser.submit(&form).await;
    let page = browser.get("/activity").await;
    assert!(page.status == 200 && page.body.contains("3 minutes ago"), "{}", page.body);
}

#[tokio::test]
async fn one_viewer_has_three_calls_under_way_at_most() {
    let app = TestApp::start_with(|config| {
        config.github.deadline = Duration::from_secs(30);
        config.github.patience = Duration::from_secs(40);
    })
    .await;
    let browser = app.signed_in("octocat").await;
    let paths = [
        ("/api/v3/user", Method::GET),
        ("/api/v3/user/repos", Method::GET),
        (ORGS, Method::GET),
        (GRAPHQL, Method::POST),
    ];
    let holds: Vec<_> =
        paths.iter().map(|(path, method)| app.emulator.hold(method.clone(), path, Stage::Before)).collect();
    let before = app.emulator.total_api_calls();
    let tab = browser.open_in_background("/profile");
    app.until(|| app.emulator.total_api_calls() == before + 3).await;
    for _ in 0..20 {
        assert_eq!(browser.copy().get("/").await.status, 200);
    }
    assert_eq!(app.emulator.total_api_calls(), before + 3, "the fourth waits its turn");
    holds.iter().for_each(github_emulator::Hold::release);
    assert_eq!(tab.await.expect("answered").status, 200);
    assert_eq!(app.emulator.total_api_calls(), before + 4);
}

#[tokio::test]
async fn the_meter_shows_what_github_said() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let page = browser.get("/profile").await;
    assert!(page.body.contains("GitHub calls left this hour") && page.body.contains("<meter"), "{}", page.body);
}

#[tokio::test]
async fn a_pinned_gist_is_named_after_its_first_file() {
    let app = TestApp::start().await;
    let page = app.signed_in("octocat").await.get("/profile").await;
    assert!(page.body.contains("bowline.rs"), "{}", page.body);
}

#[tokio::test]
async fn a_year_is_asked_for_by_the_address() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    for path in ["/profile", "/profile?year=2025", "/profile?year=2025", "/profile?year=nonsense", "/profile?year=1"] {
        let page = browser.get(path).await;
        assert!(page.status == 200 && page.body.contains("<svg"), "{path}");
    }
    assert_eq!(app.emulator.count("POST /api/graphql"), 2, "nonsense is the last twelve months");
}
