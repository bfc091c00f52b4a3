//! Rendered pages are given out again while they would be the same, to the session they were rendered for.

use std::time::Duration;

use gatehouse::app::PAGES;
use gatehouse_core::session::SessionKey;
use github_emulator::Stage;
use reqwest::Method;

use crate::harness::{Browser, Page, TestApp};

fn key(browser: &Browser) -> SessionKey {
    SessionKey::from_id(browser.session().and_then(|id| id.parse().ok()).expect("signed in"))
}

/// The nonce that the policy of the answer names.
fn nonce(page: &Page) -> String {
    let rest = page.header("content-security-policy").split("'nonce-").nth(1).unwrap_or_default();
    rest.split('\'').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn nobody_gets_a_page_of_another_session() {
    let app = TestApp::start().await;
    let mut browsers = [app.signed_in("octocat").await, app.signed_in("many").await, app.signed_in("octocat").await];
    let logins = ["octocat", "many", "octocat"];
    let mut lineages = Vec::new();
    for browser in &mut browsers {
        lineages.push(browser.lineage().await);
    }
    for path in PAGES.iter().map(|page| page.path).filter(|path| *path != "/sign-in").cycle().take(PAGES.len() * 3) {
        for ((browser, own), login) in browsers.iter_mut().zip(&lineages).zip(logins) {
            let page = browser.get(path).await;
            assert!(
                page.status == 200 && page.body.contains(&format!("data-lineage=\"{own}\"")),
                "{path}: {}",
                page.body
            );
            // The list of devices has all of its viewer's.
            let others = lineages.iter().zip(logins).filter(|(_, other)| *other != login);
            assert!(others.into_iter().all(|(other, _)| !page.body.contains(other.as_str())), "{path}: {}", page.body);
        }
    }
}

#[tokio::test]
async fn times_on_a_kept_page_are_those_of_the_moment() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let first = browser.get("/profile").await;
    assert!(first.body.contains(">just now<"), "{}", first.body);
    let calls = app.emulator.total_api_calls();
    app.advance(Duration::from_secs(50));
    let second = browser.get("/profile").await;
    assert!(second.body.contains(">1 minute ago<"), "{}", second.body);
    assert_eq!(app.emulator.total_api_calls(), calls);
    let clock = |page: &Page| page.body.split("data-countdown=\"").nth(1).map(|rest| rest[..10].to_owned());
    let [then, now] = [clock(&first), clock(&second)].map(|text| text.and_then(|text| text.parse::<i64>().ok()));
    assert_eq!(then.map(|then| then + 50), now, "countdowns count from the server's clock");
}

#[tokio::test]
async fn each_answer_has_a_nonce_of_its_own() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let mut seen = Vec::new();
    for _ in 0..3 {
        let page = browser.get("/repositories").await;
        let nonce = nonce(&page);
        assert!(page.body.contains(&format!("nonce=\"{nonce}\"")) && !seen.contains(&nonce), "{}", page.body);
        seen.push(nonce);
    }
    assert_eq!(app.web.kept_pages.count(key(&browser)), 1);
}

#[tokio::test]
async fn a_change_is_on_the_next_page() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let devices = |page: &Page| page.body.matches("<li class=\"device\"").count();
    let page = browser.get("/devices").await;
    assert_eq!((devices(&page), app.web.kept_pages.count(key(&browser))), (1, 1));
    let mut other = app.signed_in("octocat").await;
    assert_eq!(devices(&browser.get("/devices").await), 2);
    assert_eq!(devices(&browser.get("/devices").await), 2);
    other.sign_out().await;
    let page = browser.get("/devices").await;
    assert!(devices(&page) == 1 && page.body.contains("signed out"), "{}", page.body);

    browser.get("/settings").await;
    browser.post("/settings/preferences", &[("language", "ja"), ("return_to", "/settings")]).await;
    assert!(browser.get("/settings").await.body.contains("<html lang=\"ja\""));
    browser.post("/settings/preferences", &[("theme", "dark"), ("return_to", "/settings")]).await;
    assert!(browser.get("/settings").await.body.contains("data-theme=\"dark\""));
}

#[tokio::test]
async fn an_answer_that_github_changed_is_on_the_page_once_it_is_there() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    browser.get("/profile").await;
    browser.get("/profile").await;
    let calls = app.emulator.count("GET /api/v3/user");
    app.advance(Duration::from_secs(1));
    browser.post("/refresh", &[("return_to", "/profile")]).await;
    browser.get("/profile").await;
    assert_eq!(app.emulator.count("GET /api/v3/user"), calls + 1, "no kept page stands in the way of a refresh");
}

#[tokio::test]
async fn pages_are_gone_with_their_session() {
    let app = TestApp::start().await;
    let (mut leaving, mut staying) = (app.signed_in("octocat").await, app.signed_in("octocat").await);
    for browser in [&mut leaving, &mut staying] {
        browser.get("/").await;
        browser.get("/settings").await;
    }
    let (gone, there) = (key(&leaving), key(&staying));
    assert_eq!([gone, there].map(|session| app.web.kept_pages.count(session)), [2, 2]);
    leaving.sign_out().await;
    assert_eq!([gone, there].map(|session| app.web.kept_pages.count(session)), [0, 2]);
}

#[tokio::test]
async fn a_page_with_a_section_that_did_not_wait_is_not_kept() {
    let app = TestApp::start_with(|config| config.github.patience = Duration::from_millis(200)).await;
    let mut browser = app.signed_in("octocat").await;
    let held = app.emulator.hold(Method::GET, "/api/v3/user/orgs", Stage::Before);
    let slow = |page: &Page| page.body.contains("GitHub is taking its time");
    let page = browser.get("/profile").await;
    assert!(page.status == 200 && slow(&page), "{}", page.body);
    assert_eq!(app.web.kept_pages.count(key(&browser)), 0);
    held.release();
    app.until_page(&browser, "/profile", |page| !slow(page)).await;
}
