//! What somebody else says in GitHub's place, and what GitHub says against itself, ends nobody's session.

use std::time::Duration;

use github_emulator::{Fault, Stage, TokenLife};
use reqwest::Method;
use rstest::rstest;

use crate::harness::TestApp;

const APPLICATION: &str = "/api/v3/applications/gatehouse-emulator/token";
const CHECKS: &str = "POST /api/v3/applications/gatehouse-emulator/token";
const TOKEN: &str = "/login/oauth/access_token";
const EXCHANGES: &str = "POST /login/oauth/access_token";
const REPOS: &str = "/api/v3/user/repos";
const ASKED: &str = "GET /api/v3/user/repos";

const SESSIONS: &str = "SELECT count(*) FROM sessions WHERE state = 1";
const QUEUED: &str = "SELECT count(*) FROM revocations";

#[tokio::test]
async fn a_proxys_404_in_place_of_the_check_ends_no_session() {
    let app = TestApp::start().await;
    app.emulator.set(|settings| settings.tokens = TokenLife::Lasting);
    let mut browser = app.signed_in("octocat").await;
    app.emulator.fault(Fault::unauthorized().on("GET", REPOS).times(1));
    app.emulator.fault(Fault::html(404).on("POST", APPLICATION).times(1));
    let page = browser.get("/repositories").await;
    assert!(page.status == 502 && page.body.contains("still signed in"), "{page:?}");
    assert_eq!((app.number(SESSIONS).await, app.emulator.count(CHECKS)), (1, 1));
    app.advance(Duration::from_mins(1));
    // The check is asked again, and says that the token lives.
    assert_eq!(browser.get("/repositories").await.status, 502);
    app.advance(Duration::from_mins(2));
    assert_eq!(browser.get("/repositories").await.status, 200);
}

#[rstest]
#[case::delete_refused(404)]
#[case::delete_unconfirmed(204)]
#[tokio::test]
async fn a_proxy_in_githubs_place_drains_nothing_from_the_queue(#[case] status: u16) {
    let app = TestApp::start().await;
    for _ in 0..2 {
        app.signed_in("octocat").await.sign_out().await;
    }
    app.emulator.fault(Fault::html(status).on("DELETE", APPLICATION));
    app.emulator.fault(Fault::html(404).on("POST", APPLICATION));
    for _ in 0..3 {
        app.kill().await;
        app.advance(Duration::from_mins(5));
    }
    assert_eq!((app.number(QUEUED).await, app.emulator.live_tokens("octocat")), (2, 2));
    app.emulator.clear_faults();
    app.kill().await;
    assert_eq!((app.number(QUEUED).await, app.emulator.live_tokens("octocat")), (0, 0));
}

#[rstest]
#[case(401)]
#[case(403)]
#[case(404)]
#[tokio::test]
async fn a_proxys_page_from_the_api_is_a_failure_and_says_nothing_about_the_token(#[case] status: u16) {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    app.emulator.fault(Fault::html(status).on("GET", REPOS));
    for _ in 0..2 {
        let page = browser.get("/repositories").await;
        assert!(page.status == 502 && page.body.contains("responding right now"), "{page:?}");
    }
    assert_eq!((app.number(SESSIONS).await, app.emulator.count(EXCHANGES)), (1, 1), "nothing is renewed");
    app.emulator.clear_faults();
    assert_eq!(browser.get("/repositories").await.status, 200, "and nothing is remembered of it");
}

#[tokio::test]
async fn a_pair_that_github_refuses_twice_and_vouches_for_keeps_its_session() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    app.emulator.fault(Fault::unauthorized().on("GET", REPOS));
    let page = browser.get("/repositories").await;
    assert!(page.status == 502 && page.body.contains("still signed in"), "{page:?}");
    let calls = || [ASKED, EXCHANGES, CHECKS].map(|call| app.emulator.count(call));
    assert_eq!(calls(), [2, 2, 1], "asked with the old pair and the new one, and then the check");
    let mut other = app.signed_in("octocat").await;
    let before = calls();
    for path in ["/repositories", "/activity", "/profile"] {
        assert_eq!(browser.get(path).await.status, 502);
    }
    app.turn().await;
    assert_eq!(calls(), before, "GitHub is left alone with this token set");
    assert_eq!(other.get("/activity").await.status, 200, "and with no other");
    app.emulator.clear_faults();
    app.advance(Duration::from_secs(61));
    assert_eq!(browser.get("/repositories").await.status, 200);
    assert_eq!(app.number(SESSIONS).await, 2);
}

#[tokio::test]
async fn a_pair_without_a_refresh_token_is_dead_by_the_clock_or_by_the_check() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    app.execute("UPDATE token_sets SET refresh_token = NULL, refresh_expires_at = NULL").await;
    app.emulator.fault(Fault::unauthorized().on("GET", REPOS).times(1));
    let page = browser.get("/repositories").await;
    assert!(page.status == 502 && page.body.contains("still signed in"), "{page:?}");
    assert_eq!(app.emulator.count(CHECKS), 1, "GitHub refused it before its end");
    app.advance(Duration::from_secs(61));
    assert_eq!(browser.get("/repositories").await.status, 200);
    app.advance(Duration::from_hours(8));
    browser.get("/repositories").await;
    assert_eq!(browser.get("/repositories").await.landing(), "/sign-in?why=tokens-dead&return_to=%2Frepositories");
    assert_eq!(app.emulator.count(CHECKS), 1, "its end needs no check");
}

#[rstest]
#[case::expiring(TokenLife::Expiring)]
#[case::lasting(TokenLife::Lasting)]
#[tokio::test]
async fn a_github_that_answers_401_to_everything_for_a_minute_ends_nobodys_session(#[case] life: TokenLife) {
    let app = TestApp::start().await;
    app.emulator.set(|settings| settings.tokens = life);
    let mut browsers = Vec::new();
    for account in ["octocat", "octocat", "many"] {
        browsers.push(app.signed_in(account).await);
    }
    app.emulator.fault(Fault::unauthorized().on_path("/api/*"));
    app.emulator.fault(Fault::unauthorized().on_path(TOKEN));
    for _ in 0..6 {
        for browser in &mut browsers {
            let page = browser.get("/repositories").await;
            assert!(page.status == 502 && page.body.contains("still signed in"), "{page:?}");
        }
        app.turn().await;
        app.advance(Duration::from_secs(10));
    }
    assert_eq!((app.number(SESSIONS).await, app.number(QUEUED).await), (3, 0));
    app.emulator.clear_faults();
    app.advance(Duration::from_secs(61));
    for browser in &mut browsers {
        // A lasting token is put to the check once more before it is used again.
        if browser.get("/repositories").await.status == 502 {
            app.advance(Duration::from_secs(61));
        }
        assert_eq!(browser.get("/repositories").await.status, 200);
    }
    assert_eq!(app.number(SESSIONS).await, 3);
}

#[tokio::test]
async fn a_check_that_says_dead_while_a_rivals_answer_is_in_the_air_ends_nothing() {
    let app = TestApp::start().await;
    let browser = app.signed_in("octocat").await;
    app.emulator.fault(Fault::unauthorized().on("GET", REPOS).times(2));
    app.emulator.fault(Fault::status(404, "Not Found").on("POST", APPLICATION).times(1));
    let hold = app.emulator.hold(Method::POST, APPLICATION, Stage::After);
    let tab = browser.open_in_background("/repositories");
    hold.arrived().await;
    // Another process has sent the new pair's refresh token meanwhile, which is why GitHub calls its access token dead.
    app.execute("UPDATE token_sets SET sent_at = (SELECT now FROM database_clock)").await;
    hold.release();
    let page = tab.await.expect("answered");
    assert!(page.status == 502 && page.body.contains("still signed in"), "{page:?}");
    assert_eq!((app.number(SESSIONS).await, app.number(QUEUED).await), (1, 0));
    assert_eq!(browser.copy().get("/repositories").await.status, 200, "whoever asks next refreshes");
}
