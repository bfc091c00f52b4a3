use std::time::Duration;

use gatehouse_core::{session::SessionKey, token_set::TokenSetError};
use github_emulator::{Fault, Hold, Stage, TokenLife};
use reqwest::Method;
use tokio::task::JoinHandle;

use crate::harness::{Browser, Page, TestApp, captured_log};

const TOKEN: &str = "/login/oauth/access_token";
const REFRESHES: &str = "POST /login/oauth/access_token";

const EIGHT_HOURS: Duration = Duration::from_hours(8);

/// The exchanges of the sign-ins are questions to the same address.
fn refreshes(app: &TestApp, sign_ins: u64) -> u64 {
    app.emulator.count(REFRESHES) - sign_ins
}

async fn generation(app: &TestApp) -> i64 {
    app.number("SELECT max(generation) FROM token_sets").await
}

/// A signed-in browser whose token has run out, and a tab of it that waits for the new one, which GitHub holds back.
async fn held_renewal(app: &TestApp, stage: Stage) -> (Browser, Hold, JoinHandle<Page>) {
    let browser = app.signed_in("octocat").await;
    app.advance(EIGHT_HOURS);
    let hold = app.emulator.hold(Method::POST, TOKEN, stage);
    let tab = browser.open_in_background("/profile");
    hold.arrived().await;
    (browser, hold, tab)
}

#[tokio::test]
async fn a_token_near_its_end_is_renewed_before_it_is_used() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    app.advance(EIGHT_HOURS.saturating_sub(Duration::from_mins(7)));
    assert_eq!(browser.get("/profile").await.status, 200);
    assert_eq!(refreshes(&app, 1), 0, "seven minutes are enough");
    app.advance(Duration::from_mins(2));
    assert_eq!(browser.get("/activity").await.status, 200);
    assert_eq!((refreshes(&app, 1), generation(&app).await), (1, 2));
    let tokens = app.emulator.tokens();
    assert!(!tokens[0].alive && tokens[1].alive && tokens[1].uses >= 1, "the new one was used: {tokens:?}");
    let events = browser.call("events", &[]).await;
    assert!(events.body.contains("Refreshed"), "{}", events.body);
}

#[tokio::test]
async fn fifty_requests_at_once_with_an_expired_token_renew_it_once() {
    let app = TestApp::start().await;
    let browser = app.signed_in("octocat").await;
    app.advance(EIGHT_HOURS);
    let paths = ["/profile", "/repositories"].into_iter().cycle().take(50);
    let tabs: Vec<_> = paths.map(|path| browser.open_in_background(path)).collect();
    for tab in tabs {
        let page = tab.await.expect("answered");
        assert_eq!(page.status, 200, "{}", page.body);
    }
    assert_eq!((refreshes(&app, 1), generation(&app).await), (1, 2));
}

#[tokio::test]
async fn whoever_hangs_up_does_not_cancel_a_renewal() {
    let app = TestApp::start().await;
    let (mut browser, hold, tab) = held_renewal(&app, Stage::After).await;
    tab.abort();
    hold.release();
    app.until_page(&browser, "/profile", |page| page.status == 200).await;
    assert_eq!((refreshes(&app, 1), generation(&app).await), (1, 2));
    assert_eq!(browser.get("/repositories").await.status, 200);
}

#[tokio::test]
async fn an_answer_whose_session_has_ended_goes_into_the_queue_and_dies() {
    let app = TestApp::start().await;
    let (mut browser, hold, tab) = held_renewal(&app, Stage::After).await;
    browser.sign_out().await;
    hold.release();
    let page = tab.await.expect("answered");
    assert_eq!((page.status, page.body.as_str()), (303, ""), "nothing is shown of a session that ended");
    assert_eq!(app.number("SELECT count(*) FROM token_sets").await, 0, "and nothing brings it back");
    assert_eq!(app.number("SELECT count(*) FROM revocations").await, 2, "the old pair and the answer's");
    assert_eq!(app.emulator.live_tokens("octocat"), 1);
    app.kill().await;
    assert_eq!(app.emulator.live_tokens("octocat"), 0);
    assert!(app.emulator.tokens().iter().all(|token| !token.refresh_alive));
    assert_eq!(app.number("SELECT count(*) FROM revocations").await, 0);
}

#[tokio::test]
async fn a_renewal_under_way_survives_a_reauthentication() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    app.advance(EIGHT_HOURS);
    let address = browser.post("/auth/reauthenticate", &[]).await.location().parse().expect("an address");
    let back = browser.authorize(&address, "octocat").await;
    let hold = app.emulator.hold(Method::POST, TOKEN, Stage::After);
    let tab = browser.open_in_background("/profile");
    hold.arrived().await;
    let mut proving = browser.copy();
    let reauthentication = tokio::spawn(async move { (proving.come_back(&back).await, proving) });
    hold.arrived().await;
    hold.release();
    let (page, mut browser) = reauthentication.await.expect("answered");
    assert_eq!((page.status, page.location()), (303, "/reauthenticate"));
    assert!(matches!(tab.await.expect("answered").status, 200 | 303));
    assert_eq!(generation(&app).await, 2);
    assert_eq!(browser.get("/profile").await.status, 200);
    assert_eq!(refreshes(&app, 2), 1, "the new id goes on with the pair that came");
}

#[tokio::test]
async fn an_answer_that_came_late_is_used_by_those_who_waited() {
    let app = TestApp::start().await;
    let (browser, hold, first) = held_renewal(&app, Stage::Before).await;
    let second = browser.open_in_background("/repositories");
    hold.release();
    assert_eq!(first.await.expect("answered").status, 200);
    assert_eq!(second.await.expect("answered").status, 200);
    assert_eq!(refreshes(&app, 1), 1);
}

#[tokio::test]
async fn a_refused_token_is_renewed_once_and_the_question_asked_once_more() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    app.emulator.fault(Fault::unauthorized().on("GET", "/api/v3/user/repos").times(1));
    assert_eq!(browser.get("/repositories").await.status, 200);
    assert_eq!(refreshes(&app, 1), 1);
    assert_eq!(app.emulator.count("GET /api/v3/user/repos"), 2, "the refused one, the second try");
    assert_eq!(app.emulator.tokens()[0].uses, 1, "the refused token was not tried again: only the sign-in used it");
}

#[tokio::test]
async fn a_refusal_that_survives_a_renewal_ends_the_session_and_says_why() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    app.emulator.fault(Fault::unauthorized().on("GET", "/api/v3/user/repos"));
    app.emulator.fault(Fault::status(404, "Not Found").on("POST", "/api/v3/applications/gatehouse-emulator/token"));
    let page = browser.get("/repositories?q=tide").await;
    assert_eq!((page.status, page.location()), (303, "/repositories?q=tide"), "the guard knows why");
    let page = browser.get("/repositories?q=tide").await;
    assert_eq!(page.landing(), "/sign-in?why=tokens-dead&return_to=%2Frepositories%3Fq%3Dtide");
    assert!(browser.session().is_none(), "the dead cookie is cleared");
    assert_eq!(refreshes(&app, 1), 1);
    assert_eq!(app.emulator.count("GET /api/v3/user/repos"), 2);
    let door = browser.get(page.location()).await;
    assert!(door.body.contains("GitHub has ended this sign-in"), "{}", door.body);
}

#[tokio::test]
async fn access_withdrawn_at_github_ends_the_session_at_the_next_question() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    app.emulator.revoke_grant("octocat").expect("withdrawn");
    assert_eq!(browser.get("/profile").await.status, 303);
    assert_eq!(browser.get("/profile").await.landing(), "/sign-in?why=tokens-dead");
    assert_eq!(refreshes(&app, 1), 1, "one try with the refresh token");
    assert_eq!(app.number("SELECT count(*) FROM revocations").await, 0, "nothing is left to kill");
}

#[tokio::test]
async fn a_refused_refresh_token_is_not_sent_again_while_its_session_is_being_deleted() {
    let app = TestApp::start().await;
    app.signed_in("octocat").await;
    app.advance(EIGHT_HOURS);
    app.emulator.revoke_grant("octocat").expect("withdrawn");
    let db = &app.state.db;
    let session = sqlx::query_scalar("SELECT session_hash FROM token_sets").fetch_one(db.read()).await;
    let session: SessionKey = session.expect("a token set");
    let dead = app.state.token_sets.access_token(session).await;
    assert!(matches!(dead, Err(TokenSetError::Dead { generation: 1 })), "{dead:?}");
    let leases = "SELECT count(*) FROM token_sets WHERE lease_owner IS NOT NULL";
    assert_eq!(app.number(leases).await, 1, "nobody else may refresh");
    let (next, ended) =
        tokio::join!(app.state.token_sets.access_token(session), app.state.lifecycle.end_dead(session, 1, false));
    ended.expect("deleted");
    assert!(matches!(next, Err(TokenSetError::Gone)), "{next:?}");
    assert_eq!(refreshes(&app, 1), 1);
}

#[tokio::test]
async fn a_lasting_token_is_dead_only_when_githubs_check_says_so() {
    let app = TestApp::start().await;
    app.emulator.set(|settings| settings.tokens = TokenLife::Lasting);
    let mut browser = app.signed_in("octocat").await;
    app.emulator.fault(Fault::unauthorized().on("GET", "/api/v3/user").times(1));
    let page = browser.get("/profile").await;
    assert_eq!(page.status, 502, "GitHub's check vouches for the token");
    assert!(page.body.contains("still signed in"), "{}", page.body);
    let asked = app.emulator.count("GET /api/v3/user");
    assert_eq!(browser.get("/profile").await.status, 502);
    assert_eq!(app.emulator.count("GET /api/v3/user"), asked, "and yet it is not tried again at once");
    app.advance(Duration::from_secs(61));
    assert_eq!(browser.get("/profile").await.status, 200);
    app.emulator.revoke_grant("octocat").expect("withdrawn");
    assert_eq!(browser.get("/activity").await.status, 303);
    assert_eq!(browser.get("/activity").await.landing(), "/sign-in?why=tokens-dead&return_to=%2Factivity");
}

#[tokio::test]
async fn lasting_and_expiring_tokens_live_side_by_side() {
    let app = TestApp::start().await;
    app.emulator.set(|settings| settings.tokens = TokenLife::Lasting);
    let mut lasting = app.signed_in("many").await;
    app.emulator.set(|settings| settings.tokens = TokenLife::Expiring);
    let mut expiring = app.signed_in("octocat").await;
    app.advance(Duration::from_hours(9));
    assert_eq!(lasting.get("/profile").await.status, 200);
    assert_eq!(expiring.get("/profile").await.status, 200);
    assert_eq!(refreshes(&app, 2), 1);
    assert_eq!(app.number("SELECT count(*) FROM token_sets WHERE access_expires_at IS NULL").await, 1);
}

#[tokio::test]
async fn a_recently_used_token_is_renewed_without_a_request() {
    let app = TestApp::start().await;
    let mut busy = app.signed_in("octocat").await;
    app.signed_in("many").await;
    app.advance(EIGHT_HOURS.saturating_sub(Duration::from_mins(30)));
    busy.get("/").await;
    app.turn().await;
    assert_eq!(refreshes(&app, 2), 0, "half an hour is enough");
    app.advance(Duration::from_mins(25));
    app.turn().await;
    assert_eq!(refreshes(&app, 2), 1, "the other one was not used for hours");
    app.turn().await;
    assert_eq!(refreshes(&app, 2), 1);
    assert_eq!(busy.get("/profile").await.status, 200);
    assert_eq!(refreshes(&app, 2), 1, "the page finds it ready");
}

const FULL_DISK: &str = "
    CREATE TRIGGER full_disk BEFORE UPDATE OF generation ON token_sets BEGIN SELECT RAISE(ABORT, 'disk full'); END";

#[tokio::test]
async fn a_database_that_fails_between_answer_and_save_is_tried_again() {
    let app = TestApp::start().await;
    let (_browser, hold, tab) = held_renewal(&app, Stage::After).await;
    app.execute(FULL_DISK).await;
    hold.release();
    let token_set: String =
        sqlx::query_scalar("SELECT id FROM token_sets").fetch_one(app.state.db.read()).await.expect("a token set");
    let of_ours = |line: &str| line.contains("could not be saved yet") && line.contains(&token_set);
    app.until(|| captured_log().lines().any(of_ours)).await;
    app.execute("DROP TRIGGER full_disk").await;
    assert_eq!(tab.await.expect("answered").status, 200);
    assert_eq!((refreshes(&app, 1), generation(&app).await), (1, 2));
}

#[tokio::test]
async fn a_database_that_stays_down_loses_the_pair_and_says_so() {
    let app = TestApp::start_with(|config| config.refresh.hold = Duration::from_millis(200)).await;
    let mut browser = app.signed_in("octocat").await;
    app.advance(EIGHT_HOURS);
    app.execute(FULL_DISK).await;
    let page = browser.get("/profile").await;
    assert_eq!(page.status, 502);
    assert!(page.body.contains("still signed in"), "{}", page.body);
    assert!(captured_log().contains("pair-lost"));
    app.execute("DROP TRIGGER full_disk").await;
    // The lease of the one who lost it runs out, and so does the time in which it might yet have saved.
    app.advance(Duration::from_secs(40));
    assert_eq!(browser.get("/profile").await.status, 303);
    assert_eq!(browser.get("/profile").await.landing(), "/sign-in?why=tokens-dead");
    assert_eq!(refreshes(&app, 1), 2, "the answer that was lost, and the refusal of the second try");
}
