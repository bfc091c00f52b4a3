//! Thousands of repositories: the first hundred at once, the rest behind the visitor's back.

use std::time::Duration;

use github_emulator::{Fault, Stage};
use reqwest::Method;
use serde_json::Value;

use crate::harness::TestApp;

const REPOS: &str = "/api/v3/user/repos";
const ASKED: &str = "GET /api/v3/user/repos";

#[tokio::test]
async fn the_first_hundred_are_there_at_once_and_the_rest_follows() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("many").await;
    app.emulator.fault(Fault::delay(50).on("GET", REPOS));
    let page = browser.get("/repositories").await;
    assert!(page.text().contains("<strong>100</strong> of about 1,900 so far."), "{}", page.body);
    app.gathered(&browser).await;
    assert!(browser.get("/repositories").await.text().contains("<strong>1,900</strong> in all"));
    assert_eq!(app.emulator.count(ASKED), 19);
}

#[tokio::test]
async fn a_gathering_ends_with_its_session() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("many").await;
    app.emulator.fault(Fault::delay(20).on("GET", REPOS));
    browser.get("/repositories").await;
    let hold = app.emulator.hold(Method::GET, REPOS, Stage::After);
    hold.arrived().await;
    browser.sign_out().await;
    let asked = app.emulator.count(ASKED);
    hold.release();
    for _ in 0..30 {
        browser.get("/").await;
    }
    assert_eq!(app.emulator.count(ASKED), asked);
}

#[tokio::test]
async fn a_gathering_that_failed_is_taken_up_again_by_a_later_visit() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("many").await;
    app.emulator.fault(Fault::delay(50).on("GET", REPOS).times(2));
    let page = browser.get("/repositories").await;
    assert!(page.body.contains("so far"), "{}", page.body);
    app.emulator.fault(Fault::html(502).on("GET", REPOS).times(1));
    app.until(|| app.emulator.count(ASKED) > 2).await;
    for _ in 0..5 {
        assert!(browser.get("/repositories").await.body.contains("so far"));
    }
    app.advance(Duration::from_secs(11));
    app.gathered(&browser).await;
}

#[tokio::test]
async fn a_gathering_that_met_a_limit_waits_until_github_answers_again() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("many").await;
    app.emulator.fault(Fault::delay(0).on("GET", REPOS).times(1));
    app.emulator.fault(Fault::rate_limited(2_400).on("GET", REPOS).times(1));
    browser.get("/repositories").await;
    app.until(|| app.emulator.count(ASKED) == 2).await;
    for _ in 0..4 {
        app.advance(Duration::from_secs(11));
        assert!(browser.get("/repositories").await.body.contains("so far"));
    }
    assert_eq!(app.emulator.count(ASKED), 2, "GitHub is not pressed");
    app.advance(Duration::from_mins(40));
    app.gathered(&browser).await;
}

#[tokio::test]
async fn a_download_waits_for_the_whole_selection() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("many").await;
    app.emulator.fault(Fault::delay(20).on("GET", REPOS));
    let answer = browser.get("/repositories.json?sort=name").await;
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"repositories.json\"");
    let file: Value = serde_json::from_str(&answer.body).expect("JSON");
    let rows = file["repositories"].as_array().expect("a list");
    assert_eq!(rows.len(), 1_900);
    let csv = browser.get("/repositories.csv?language=Rust&archived=yes").await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    let wanted = rows.iter().filter(|row| row["language"] == "Rust" && row["archived"] == true).count();
    assert!(wanted > 0);
    assert_eq!(csv.body.lines().count(), wanted + 1, "and a line of names");
}

#[tokio::test]
async fn a_download_that_github_cuts_short_is_an_error_and_not_half_a_file() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("many").await;
    app.emulator.fault(Fault::delay(50).on("GET", REPOS).times(2));
    browser.get("/repositories").await;
    app.emulator.fault(Fault::html(502).on("GET", REPOS));
    let answer = browser.get("/repositories.csv").await;
    assert_eq!((answer.status, answer.location()), (303, "/repositories"));
    let page = browser.get("/repositories").await;
    assert_eq!(page.status, 200, "what is there stays there");
    assert!(page.text().contains("of about 1,900 so far."), "{}", page.body);
    assert!(page.text().contains("GitHub isn't responding right now."), "{}", page.body);
    assert!(!page.body.contains("data-gathering"), "nobody is at it: {}", page.body);
}

#[tokio::test]
async fn what_begins_like_a_formula_is_text_in_a_spreadsheet() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("markup").await;
    let answer = browser.get("/repositories.csv").await;
    assert_eq!(answer.status, 200);
    let dangerous = |cell: &str| cell.trim_start_matches('"').starts_with(['=', '+', '@', '＝']);
    assert!(!answer.body.lines().flat_map(|line| line.split(',')).any(dangerous), "{}", answer.body);
    assert!(answer.body.contains("'＝cmd|"), "full-width, as in Japanese: {}", answer.body);
}

#[tokio::test]
async fn filters_narrow_the_list_by_the_address_alone() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("many").await;
    app.gathered(&browser).await;
    let page = browser.get("/repositories?language=Rust&kind=fork&visibility=public").await;
    assert!(page.text().contains("of 1,900 match."), "{}", page.body);
    assert!(page.body.contains("Clear search"));
    let none = browser.get("/repositories?language=Klingon").await;
    assert!(none.body.contains("None of your repositories match these filters."), "{}", none.body);
}
