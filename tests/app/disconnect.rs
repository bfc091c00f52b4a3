use std::time::Duration;

use gatehouse_model::{AccountEventKind, SignInReason};
use github_emulator::{Fault, Stage};
use reqwest::Method;
use rstest::rstest;

use crate::harness::{Accounts, TestApp};

const GRANT: &str = "/api/v3/applications/gatehouse-emulator/grant";
const EXCHANGE: &str = "/login/oauth/access_token";

const GONE: &str = "/sign-in?why=disconnected";

/// How often GitHub was asked to delete a token set.
fn asked(app: &TestApp) -> u64 {
    app.emulator.count(&format!("DELETE {GRANT}"))
}

#[tokio::test]
async fn githubs_yes_ends_every_session_of_this_person_and_nobody_elses() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    let mut phone = app.signed_in("octocat").await;
    app.signed_in("octocat").await.sign_out().await;
    let mut many = app.signed_in("many").await;
    app.signed_in("many").await.sign_out().await;
    let form = laptop.get("/settings").await.form("/settings/disconnect");

    let answer = laptop.submit(&form).await;

    assert_eq!((answer.status, answer.landing()), (303, GONE));
    assert_eq!(answer.header("clear-site-data"), "", "Chromium would stand still over it");
    assert!(laptop.session().is_none(), "the cookie is removed");
    assert!(laptop.get(answer.location()).await.body.contains("GitHub is disconnected"));
    assert_eq!(phone.standing().await, format!("{GONE}&return_to=%2Fdevices"));
    assert_eq!((asked(&app), app.emulator.live_tokens("octocat")), (1, 0));
    assert_eq!(app.number("SELECT count(*) FROM revocations").await, 1, "only the other person's pair waits");
    assert_eq!(many.get("/profile").await.status, 200);
    assert_eq!(app.emulator.live_tokens("many"), 2);
    app.kill().await;
    Accounts::of(&app).await.assert_settled("after the disconnection");
    let mut again = app.signed_in("octocat").await;
    let events = again.events().await;
    assert!(
        events.contains(&AccountEventKind::Disconnected)
            && events.contains(&AccountEventKind::Ended(SignInReason::Disconnected))
    );
}

#[rstest]
#[case::down(Fault::html(502))]
#[case::broken(Fault::status(500, "no"))]
#[case::hangs(Fault::hang())]
#[case::unknown(Fault::status(404, "Not Found"))]
#[case::refused(Fault::unauthorized())]
#[case::limited(Fault::rate_limited(60))]
#[case::elsewhere(Fault::redirect("http://127.0.0.1:1/"))]
#[case::garbage(Fault::garbage())]
#[tokio::test]
async fn what_github_does_not_confirm_changes_nothing_and_is_told(#[case] fault: Fault) {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    let mut phone = app.signed_in("octocat").await;
    app.signed_in("octocat").await.sign_out().await;
    let form = laptop.get("/settings").await.form("/settings/disconnect");
    app.emulator.fault(fault.on("DELETE", "/api/v3/applications/*"));

    let answer = laptop.submit(&form).await;

    assert_eq!((answer.status, answer.landing()), (303, "/settings?done=disconnect-failed"));
    let page = laptop.get(answer.location()).await;
    assert_eq!(page.status, 200);
    assert!(page.body.replace("&#x27;", "'").contains("GitHub didn't confirm it"), "{}", page.body);
    assert_eq!((laptop.standing().await, phone.standing().await), ("200".to_owned(), "200".to_owned()));
    assert_eq!(laptop.get("/profile").await.status, 200, "the tokens serve still");
    assert_eq!(app.number("SELECT count(*) FROM revocations").await, 1);
    assert_eq!(app.emulator.live_tokens("octocat"), 3);
    assert!(laptop.events().await.contains(&AccountEventKind::DisconnectFailed));
    app.emulator.clear_faults();
    // Where GitHub asked for patience, it gets it.
    app.advance(Duration::from_secs(61));
    assert_eq!(laptop.submit(&form).await.landing(), GONE, "and a second try may succeed");
}

#[rstest]
#[case::of_the_check(Fault::html(502).on("POST", "/api/v3/applications/*"))]
#[case::of_everything(Fault::html(502))]
#[tokio::test]
async fn where_nothing_can_be_found_out_nothing_changes(#[case] fault: Fault) {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    app.emulator.fault(Fault::status(422, "no").on("DELETE", GRANT));
    app.emulator.fault(fault);
    let answer = laptop.post("/settings/disconnect", &[]).await;
    assert_eq!(answer.landing(), "/settings?done=disconnect-failed");
    app.emulator.clear_faults();
    assert_eq!(laptop.get("/profile").await.status, 200);
}

#[tokio::test]
async fn an_access_token_that_has_run_out_is_renewed_first() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    app.advance(Duration::from_hours(8));
    laptop.reauthenticate("octocat").await;
    assert_eq!(laptop.post("/settings/disconnect", &[]).await.landing(), GONE);
    assert_eq!((asked(&app), app.emulator.live_tokens("octocat")), (1, 0));
    assert!(app.emulator.tokens().iter().any(|token| token.generation == 2), "it was renewed");
    app.kill().await;
    Accounts::of(&app).await.assert_settled("after the disconnection");
}

#[tokio::test]
async fn where_it_cannot_be_renewed_github_is_not_asked_with_a_dead_token() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    app.advance(Duration::from_hours(8));
    laptop.reauthenticate("octocat").await;
    app.emulator.fault(Fault::html(502).on("POST", EXCHANGE));
    assert_eq!(laptop.post("/settings/disconnect", &[]).await.landing(), "/settings?done=disconnect-failed");
    assert_eq!(asked(&app), 0);
    assert_eq!(laptop.standing().await, "200");
}

#[tokio::test]
async fn a_token_set_withdrawn_at_github_before_ends_the_session_and_says_so() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    app.emulator.revoke_grant("octocat").expect("withdrawn");
    let answer = laptop.post("/settings/disconnect", &[]).await;
    assert_eq!((answer.status, answer.location()), (303, "/settings"));
    let answer = laptop.get(answer.location()).await;
    assert_eq!(answer.landing(), "/sign-in?why=tokens-dead&return_to=%2Fsettings");
    assert!(laptop.session().is_none());
    assert_eq!(app.number("SELECT count(*) FROM revocations").await, 0, "a dead pair need not be killed");
}

#[tokio::test]
async fn an_answer_that_got_lost_is_a_failure_until_the_token_is_needed() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    app.emulator.fault(Fault::lost_answer().on("DELETE", GRANT));
    let answer = laptop.post("/settings/disconnect", &[]).await;
    assert_eq!(answer.landing(), "/settings?done=disconnect-failed", "nobody knows what GitHub did");
    assert_eq!(app.emulator.live_tokens("octocat"), 0);
    laptop.get("/profile").await;
    assert_eq!(laptop.get("/profile").await.landing(), "/sign-in?why=tokens-dead");
}

#[tokio::test]
async fn whoever_hangs_up_is_disconnected_all_the_same() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    let hold = app.emulator.hold(Method::DELETE, GRANT, Stage::After);
    let mut tab = laptop.copy();
    let sent = tokio::spawn(async move { tab.post("/settings/disconnect", &[]).await });
    hold.arrived().await;
    sent.abort();
    let _ = sent.await;
    hold.release();
    app.settled().await;
    assert_eq!(laptop.standing().await, format!("{GONE}&return_to=%2Fdevices"));
}

#[tokio::test]
async fn a_double_click_disconnects_once_and_ends_well() {
    let app = TestApp::start().await;
    let laptop = app.signed_in("octocat").await;
    let (mut first, mut second) = (laptop.copy(), laptop.copy());
    let (one, two) = tokio::join!(first.post("/settings/disconnect", &[]), second.post("/settings/disconnect", &[]));
    for answer in [&one, &two] {
        assert_eq!(answer.status, 303, "{answer:?}");
    }
    assert!([one.landing(), two.landing()].contains(&GONE), "{one:?} {two:?}");
    assert_eq!(app.number("SELECT count(*) FROM sessions WHERE state = 1").await, 0);
    app.kill().await;
    Accounts::of(&app).await.assert_settled("after a double click");
}

#[rstest]
#[tokio::test]
async fn a_sign_in_at_the_very_moment_of_a_disconnection_leaves_no_pair_without_an_owner(
    #[values(Stage::Before, Stage::After)] stage: Stage,
) {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    let hold = app.emulator.hold(Method::DELETE, GRANT, stage);
    let (answer, _phone) = tokio::join!(laptop.post("/settings/disconnect", &[]), async {
        hold.arrived().await;
        let phone = app.signed_in("octocat").await;
        hold.release();
        phone
    });
    assert_eq!(answer.landing(), GONE);
    app.kill().await;
    Accounts::of(&app).await.assert_settled("a sign-in meanwhile");
}
