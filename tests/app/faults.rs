//! Faults × moments: what becomes of the session, what the page says, how often GitHub was asked.

use std::time::Duration;

use github_emulator::{Fault, TokenLife};
use rstest::rstest;

use crate::harness::{Page, TestApp};

const TOKEN: &str = "/login/oauth/access_token";
const USER: &str = "/api/v3/user";
const APPLICATION: &str = "/api/v3/applications/gatehouse-emulator/token";

const DOWN: &str = "responding right now";
const SLOW: &str = "taking too long";
const LIMITED: &str = "limit is used up";
const SLOWED: &str = "asks for a pause";
const UNREADABLE: &str = "make sense of GitHub";

/// Every way GitHub may fail without saying anything about a token.
fn transient() -> [(&'static str, Fault); 9] {
    [
        ("500", Fault::status(500, "no")),
        ("html", Fault::html(502)),
        ("primary limit", Fault::rate_limited(600)),
        ("secondary limit", Fault::secondary_limit(90)),
        ("cut", Fault::garbage()),
        ("huge", Fault::huge(8 << 20)),
        ("redirect", Fault::redirect("https://elsewhere.example/")),
        ("lost answer", Fault::lost_answer()),
        ("hang", Fault::hang()),
    ]
}

async fn sessions(app: &TestApp) -> i64 {
    app.number("SELECT count(*) FROM sessions WHERE state = 1").await
}

fn says_still_in(page: &Page, word: &str) {
    assert!(matches!(page.status, 502..=504), "{page:?}");
    assert!(page.body.contains(word) && page.body.contains("still signed in"), "{word}: {}", page.body);
}

#[tokio::test]
async fn at_the_exchange_nothing_is_kept_and_the_page_offers_another_try() {
    for (name, fault) in transient() {
        let app = TestApp::start().await;
        let mut browser = app.browser();
        let back = browser.go_to_github("/repositories", "octocat").await;
        app.emulator.fault(fault.on("POST", TOKEN));
        let page = browser.come_back(&back).await;
        assert_eq!(page.landing(), "/sign-in?why=github-down&return_to=%2Frepositories", "{name}");
        assert_eq!((sessions(&app).await, app.emulator.count("POST /login/oauth/access_token")), (0, 1), "{name}");
        assert!(browser.session().is_none(), "{name}");
    }
}

#[rstest]
#[case("bad_verification_code", "code-refused")]
#[case("unverified_user_email", "email-unverified")]
#[case("incorrect_client_credentials", "misconfigured")]
#[case("redirect_uri_mismatch", "misconfigured")]
#[case("something_new", "bad-answer")]
#[tokio::test]
async fn at_the_exchange_each_refusal_has_its_reason(#[case] error: &str, #[case] reason: &str) {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let back = browser.go_to_github("", "octocat").await;
    app.emulator.fault(Fault::oauth_error(error).on("POST", TOKEN));
    assert_eq!(browser.come_back(&back).await.landing(), format!("/sign-in?why={reason}"));
    assert_eq!(sessions(&app).await, 0);
}

#[tokio::test]
async fn at_a_renewal_the_session_is_kept_and_goes_on_when_github_is_back() {
    for (name, fault) in transient() {
        // What GitHub did and could not tell is the next story.
        if name == "lost answer" {
            continue;
        }
        let app = TestApp::start_with(|config| config.refresh.pause = 60).await;
        let mut browser = app.signed_in("octocat").await;
        app.advance(Duration::from_hours(8));
        app.emulator.fault(fault.on("POST", TOKEN));
        says_still_in(&browser.get("/profile").await, DOWN);
        assert_eq!(app.emulator.count("POST /login/oauth/access_token"), 2, "{name}: asked once");
        says_still_in(&browser.get("/profile").await, DOWN);
        assert_eq!(app.emulator.count("POST /login/oauth/access_token"), 2, "{name}: and then left alone");
        app.emulator.clear_faults();
        app.advance(Duration::from_secs(601));
        assert_eq!(browser.get("/profile").await.status, 200, "{name}");
        assert_eq!(app.emulator.count("POST /login/oauth/access_token"), 3, "{name}");
        assert_eq!(sessions(&app).await, 1, "{name}");
    }
}

#[rstest]
#[case("incorrect_client_credentials")]
#[case("unverified_user_email")]
#[case("something_new")]
#[tokio::test]
async fn at_a_renewal_only_a_refused_refresh_token_is_death(#[case] error: &str) {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    app.advance(Duration::from_hours(8));
    app.emulator.fault(Fault::oauth_error(error).on("POST", TOKEN));
    says_still_in(&browser.get("/profile").await, DOWN);
    assert_eq!(sessions(&app).await, 1);
    app.emulator.clear_faults();
    app.advance(Duration::from_secs(6));
    assert_eq!(browser.get("/profile").await.status, 200);
    app.advance(Duration::from_hours(8));
    app.emulator.fault(Fault::oauth_error("bad_refresh_token").on("POST", TOKEN));
    assert_eq!(browser.get("/profile").await.status, 303);
    assert_eq!(browser.get("/profile").await.landing(), "/sign-in?why=tokens-dead");
    assert_eq!((sessions(&app).await, app.emulator.count("POST /login/oauth/access_token")), (0, 4));
}

#[tokio::test]
async fn a_renewal_whose_answer_was_lost_costs_a_sign_in() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    app.advance(Duration::from_hours(8));
    app.emulator.fault(Fault::lost_answer().on("POST", TOKEN).times(1));
    says_still_in(&browser.get("/profile").await, DOWN);
    app.advance(Duration::from_secs(6));
    assert_eq!(browser.get("/profile").await.status, 303, "the refresh token is used, and GitHub says so");
    assert_eq!(browser.get("/profile").await.landing(), "/sign-in?why=tokens-dead");
    assert_eq!(app.emulator.count("POST /login/oauth/access_token"), 3);
}

#[tokio::test]
async fn while_a_token_has_minutes_left_a_failed_renewal_shows_nothing() {
    let app = TestApp::start_with(|config| config.refresh.pause = 60).await;
    let mut browser = app.signed_in("octocat").await;
    app.advance(Duration::from_hours(8) - Duration::from_mins(2));
    app.emulator.fault(Fault::html(502).on("POST", TOKEN));
    assert_eq!(browser.get("/profile").await.status, 200);
    assert_eq!(browser.get("/repositories").await.status, 200);
    assert_eq!(app.emulator.count("POST /login/oauth/access_token"), 2, "and GitHub is left alone for a moment");
}

#[tokio::test]
async fn at_a_question_the_session_is_kept_and_asked_once() {
    let words = [DOWN, DOWN, LIMITED, SLOWED, UNREADABLE, DOWN, DOWN, DOWN, SLOW];
    for ((name, fault), word) in transient().into_iter().zip(words) {
        let app = TestApp::start().await;
        let mut browser = app.signed_in("octocat").await;
        app.emulator.fault(fault.on("GET", USER));
        says_still_in(&browser.get("/profile").await, word);
        assert_eq!((sessions(&app).await, app.emulator.count("GET /api/v3/user")), (1, 2), "{name}");
        app.emulator.clear_faults();
        app.advance(Duration::from_secs(601));
        assert_eq!(browser.get("/profile").await.status, 200, "{name}");
    }
}

#[tokio::test]
async fn at_a_check_nothing_but_githubs_no_ends_the_session() {
    for (name, fault) in transient() {
        let app = TestApp::start().await;
        app.emulator.set(|settings| settings.tokens = TokenLife::Lasting);
        let mut browser = app.signed_in("octocat").await;
        app.emulator.fault(Fault::unauthorized().on("GET", USER).times(1));
        app.emulator.fault(fault.on("POST", APPLICATION));
        says_still_in(&browser.get("/profile").await, DOWN);
        let asked = app.emulator.count("GET /api/v3/user");
        app.advance(Duration::from_secs(100));
        says_still_in(&browser.get("/profile").await, DOWN);
        assert_eq!(app.emulator.count("GET /api/v3/user"), asked, "{name}: the refused token is not tried again");
        assert_eq!(sessions(&app).await, 1, "{name}");
        app.emulator.clear_faults();
        app.emulator.revoke_grant("octocat").expect("withdrawn");
        app.advance(Duration::from_secs(601));
        assert_eq!(browser.get("/profile").await.status, 303, "{name}");
        assert_eq!(sessions(&app).await, 0, "{name}");
    }
}

#[tokio::test]
async fn at_a_revocation_the_pair_stays_queued_until_github_confirms() {
    for (name, fault) in transient() {
        let app = TestApp::start().await;
        let mut browser = app.signed_in("octocat").await;
        app.emulator.fault(fault.on("DELETE", APPLICATION));
        assert_eq!(browser.sign_out().await.status, 303, "{name}");
        app.kill().await;
        let left = app.number("SELECT count(*) FROM revocations").await;
        assert_eq!((left, app.emulator.count(&format!("DELETE {APPLICATION}"))), (1, 1), "{name}");
        app.emulator.clear_faults();
        app.advance(Duration::from_mins(11));
        app.kill().await;
        let left = app.number("SELECT count(*) FROM revocations").await;
        assert_eq!((left, app.emulator.live_tokens("octocat")), (0, 0), "{name}");
    }
}
