use std::time::Duration;

use gatehouse_model::Message;
use github_emulator::{Fault, Iss};
use rstest::rstest;

use crate::harness::TestApp;

const EXCHANGE: &str = "/login/oauth/access_token";
const USER: &str = "/api/v3/user";

/// The page a failed sign-in ends on, as the person sees it.
async fn lands_on(app: &TestApp, reason: &str) {
    let mut browser = app.browser();
    let back = browser.go_to_github("/repositories", "octocat").await;
    let answer = browser.come_back(&back).await;
    assert_eq!(answer.landing(), format!("/sign-in?why={reason}&return_to=%2Frepositories"), "{answer:?}");
    assert!(answer.body.is_empty() && browser.session().is_none());
    assert_eq!(answer.header("cache-control"), "no-store");
    let page = browser.get(answer.location()).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains(r#"name="return_to" value="/repositories""#), "the way on leads where they were going");
    assert!(browser.jar.0.is_empty(), "the flow's cookie is gone: {:?}", browser.jar.0);
}

/// A browser that is gone before GitHub has given the pair.
async fn hang_up_during_the_exchange(app: &TestApp) {
    let mut browser = app.browser();
    let back = browser.go_to_github("", "octocat").await;
    app.emulator.fault(Fault::delay(2_000).on("POST", EXCHANGE));
    let tab = browser.open_in_background(&back);
    app.until(|| app.emulator.count(&format!("POST {EXCHANGE}")) == 1).await;
    tab.abort();
    assert!(tab.await.is_err_and(|error| error.is_cancelled()));
}

#[tokio::test]
async fn pressing_cancel_is_no_error_and_leads_on() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let address = browser.begin("/repositories").await;
    let back = browser.cancel(&address).await;
    let answer = browser.come_back(&back).await;
    assert_eq!(answer.landing(), "/sign-in?why=denied&return_to=%2Frepositories");
    assert_eq!(app.emulator.count(&format!("POST {EXCHANGE}")), 0);
}

#[rstest]
#[case("bad_verification_code", "code-refused")]
#[case("incorrect_client_credentials", "misconfigured")]
#[case("redirect_uri_mismatch", "misconfigured")]
#[case("unverified_user_email", "email-unverified")]
#[case("something_new", "bad-answer")]
#[tokio::test]
async fn an_error_with_status_200_is_told_apart(#[case] error: &str, #[case] reason: &str) {
    let app = TestApp::start().await;
    app.emulator.fault(Fault::oauth_error(error).on("POST", EXCHANGE));
    lands_on(&app, reason).await;
}

#[rstest]
#[case::html(Fault::html(502))]
#[case::status(Fault::status(500, "no"))]
#[case::cut(Fault::garbage())]
#[case::huge(Fault::huge(1 << 20))]
#[case::hang(Fault::hang())]
#[case::lost(Fault::lost_answer())]
#[case::elsewhere(Fault::redirect("http://127.0.0.1:1/"))]
#[tokio::test]
async fn a_token_endpoint_that_fails_is_githubs_failure(#[case] fault: Fault) {
    let app = TestApp::start().await;
    app.emulator.fault(fault.on("POST", EXCHANGE));
    lands_on(&app, "github-down").await;
    assert_eq!(app.number("SELECT COUNT(*) FROM revocations").await, 0);
}

#[rstest]
#[case::html(Fault::html(502))]
#[case::refused(Fault::unauthorized())]
#[case::hang(Fault::hang())]
#[case::cut(Fault::garbage())]
#[tokio::test]
async fn a_pair_whose_owner_github_will_not_name_is_queued(#[case] fault: Fault) {
    let app = TestApp::start().await;
    app.emulator.fault(fault.on("GET", USER));
    lands_on(&app, "github-down").await;
    assert_eq!(app.number("SELECT COUNT(*) FROM revocations WHERE github_id = 0").await, 1);
    assert_eq!(app.number("SELECT COUNT(*) FROM sessions").await, 0);
}

#[rstest]
#[case(Iss::Wrong)]
#[case(Iss::Doubled)]
#[tokio::test]
async fn another_issuers_answer_is_refused_before_the_exchange(#[case] iss: Iss) {
    let app = TestApp::start().await;
    app.emulator.set(|settings| settings.iss = iss);
    let mut browser = app.browser();
    let back = browser.go_to_github("", "octocat").await;
    assert_eq!(browser.come_back(&back).await.landing(), "/sign-in?why=bad-answer");
    assert_eq!(app.emulator.count(&format!("POST {EXCHANGE}")), 0);
}

#[tokio::test]
async fn a_wrong_issuer_is_refused_on_cancel_too_and_spends_the_flow() {
    let app = TestApp::start().await;
    app.emulator.set(|settings| settings.iss = Iss::Wrong);
    let mut browser = app.browser();
    let address = browser.begin("").await;
    let back = browser.cancel(&address).await;
    assert_eq!(browser.come_back(&back).await.landing(), "/sign-in?why=bad-answer");
    assert_eq!(app.number("SELECT COUNT(*) FROM flows").await, 0);
}

#[tokio::test]
async fn a_callback_replayed_by_a_signed_in_person_changes_nothing() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let back = browser.go_to_github("", "octocat").await;
    browser.come_back(&back).await;
    let session = browser.session().map(str::to_owned);
    let again = browser.come_back(&back).await;
    assert_eq!((again.status, again.location()), (303, "/profile"));
    assert_eq!(browser.session().map(str::to_owned), session);
    assert_eq!(app.emulator.count(&format!("POST {EXCHANGE}")), 1);
}

#[tokio::test]
async fn a_callback_replayed_after_sign_out_signs_nobody_in() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let back = browser.go_to_github("", "octocat").await;
    browser.come_back(&back).await;
    browser.sign_out().await;
    assert_eq!(browser.come_back(&back).await.landing(), "/sign-in?why=flow-unknown");
    assert!(browser.session().is_none());
}

#[rstest]
#[case::an_ip_allow_list(
    "the `octo-org` organization has an IP allow list enabled, and your IP address is not permitted"
)]
#[case::no_more_than_a_no("Forbidden")]
#[tokio::test]
async fn a_github_that_keeps_this_site_out_is_not_said_to_be_down(#[case] message: &str) {
    let app = TestApp::start().await;
    app.emulator.fault(Fault::status(403, message).on("GET", USER));
    lands_on(&app, "closed").await;
    app.kill().await;
    assert_eq!(app.emulator.live_tokens("octocat"), 0);
}

#[tokio::test]
async fn two_callbacks_at_once_exchange_one_code() {
    let app = TestApp::start().await;
    let mut first = app.browser();
    let back = first.go_to_github("", "octocat").await;
    let mut second = first.copy();
    let (one, two) = tokio::join!(first.come_back(&back), second.come_back(&back));
    let mut landings = [one.landing(), two.landing()];
    landings.sort_unstable();
    // A second that comes when the first is answered already finds its flow spent.
    let expected = [["/profile", "/profile"], ["/profile", "/sign-in?why=flow-expired"]];
    assert!(expected.contains(&landings), "{landings:?}");
    assert_eq!(app.emulator.count(&format!("POST {EXCHANGE}")), 1);
}

#[tokio::test]
async fn another_browsers_callback_is_refused_and_the_flow_stays_its_owners() {
    let app = TestApp::start().await;
    let mut owner = app.browser();
    let back = owner.go_to_github("", "octocat").await;
    let mut stranger = app.browser();
    stranger.begin("").await;
    assert_eq!(stranger.come_back(&back).await.landing(), "/sign-in?why=flow-unknown");
    assert!(stranger.session().is_none());
    assert_eq!(owner.come_back(&back).await.location(), "/profile");
}

#[tokio::test]
async fn an_attackers_code_does_not_sign_the_victim_in_as_the_attacker() {
    let app = TestApp::start().await;
    let mut attacker = app.browser();
    let back = attacker.go_to_github("", "markup").await;
    let code = back.split("code=").nth(1).and_then(|rest| rest.split('&').next()).expect("a code").to_owned();
    let mut victim = app.browser();
    let own = victim.begin("").await;
    let state = own.query_pairs().find(|(name, _)| name == "state").expect("a state").1.into_owned();
    // The victim's own state with the attacker's code: PKCE stops it at GitHub.
    let answer = victim.come_back(&format!("/auth/github/callback?code={code}&state={state}")).await;
    assert_eq!(answer.landing(), "/sign-in?why=code-refused");
}

#[tokio::test]
async fn a_flow_older_than_ten_minutes_is_spent() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let back = browser.go_to_github("", "octocat").await;
    app.advance(Duration::from_secs(601));
    assert_eq!(browser.come_back(&back).await.landing(), "/sign-in?why=flow-expired");
}

#[rstest]
#[case("")]
#[case("?code=x")]
#[case("?state=x")]
#[case("?code=x&state=y&state=y")]
#[case("?code=a&code=b&state=y")]
#[case("?code=%FF%FE&state=%00")]
#[tokio::test]
async fn a_callback_made_by_hand_is_refused(#[case] query: &str) {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let answer = browser.come_back(&format!("/auth/github/callback{query}")).await;
    assert!(answer.status == 303 && answer.landing().starts_with("/sign-in?why="), "{answer:?}");
    assert_eq!(browser.jar.0.keys().collect::<Vec<_>>(), ["gatehouse-flash"], "nothing but the message");
}

#[tokio::test]
async fn every_reason_has_a_page_of_its_own() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let mut headings = std::collections::HashSet::new();
    for reason in gatehouse_model::SignInReason::ALL {
        browser.jar.0.insert("gatehouse-flash".to_owned(), Message::SignIn(reason).code());
        let page = browser.get("/sign-in").await;
        assert_eq!(page.status, 200);
        let heading = page.body.split("<h1").nth(1).and_then(|rest| rest.split("</h1>").next()).expect("a heading");
        assert!(headings.insert(heading.to_owned()), "{reason:?} shares its heading: {heading}");
        assert!(page.body.contains(r#"action="/auth/github""#), "{reason:?} has no way on");
    }
}

#[tokio::test]
async fn an_invented_reason_is_the_plain_page() {
    let app = TestApp::start().await;
    let page = app.browser().get("/sign-in?why=%3Cscript%3Ealert(1)%3C/script%3E&return_to=%22%3E%3Cscript%3E").await;
    assert_eq!(page.status, 200);
    assert!(!page.body.contains("<script>alert") && !page.body.contains("\"><script>"));
}

#[tokio::test]
async fn a_browser_that_hangs_up_leaves_no_session_and_no_pair_without_an_owner() {
    let app = TestApp::start().await;
    hang_up_during_the_exchange(&app).await;
    app.until(|| app.emulator.count(&format!("GET {USER}")) == 1).await;
    app.state.tasks.close();
    app.state.tasks.wait().await;
    assert_eq!(app.number("SELECT COUNT(*) FROM sessions WHERE state = 1").await, 0, "nobody holds its cookie");
    assert_eq!(app.number("SELECT COUNT(*) FROM revocations").await, 1);
}

#[tokio::test]
async fn a_pair_that_finds_no_room_in_the_database_is_queued() {
    let app = TestApp::start().await;
    let full = "CREATE TRIGGER full BEFORE INSERT ON token_sets BEGIN SELECT RAISE(ABORT, 'full'); END";
    app.execute(full).await;
    let mut browser = app.browser();
    let answer = browser.sign_in("octocat").await;
    assert_eq!(answer.status, 500);
    assert!(browser.session().is_none(), "no cookie for a session that did not begin");
    assert_eq!(app.number("SELECT COUNT(*) FROM revocations").await, 1);
    assert_eq!(app.number("SELECT COUNT(*) FROM sessions WHERE state = 1").await, 0);
}

#[tokio::test]
async fn a_stop_waits_for_a_pair_that_github_has_just_given() {
    let app = TestApp::start().await;
    hang_up_during_the_exchange(&app).await;
    let folder = app.stop().await;
    let file = std::fs::read(folder.path().join("gatehouse.db")).expect("the database, its WAL written back");
    let tombstone = b"ended";
    assert!(file.windows(tombstone.len()).any(|part| part == tombstone), "the session began and was ended");
}
