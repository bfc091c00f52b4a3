use gatehouse_model::{AccountEventKind, SignInReason};
use github_emulator::{Fault, Iss};
use rstest::rstest;

use crate::harness::{Accounts, Browser, TestApp};

const EXCHANGE: &str = "/login/oauth/access_token";
const USER: &str = "/api/v3/user";

/// The reauthentication came to nothing: the session is what it was, not fresh, and the action waits still.
async fn nothing_has_changed(laptop: &mut Browser, id: Option<&str>) {
    assert_eq!(laptop.session(), id, "the session id is the same");
    assert_eq!(laptop.get("/profile").await.status, 200);
    let reauthentication = laptop.reauthentication().await;
    assert!(reauthentication.waiting.is_some() && reauthentication.fresh_until.is_none(), "{reauthentication:?}");
    assert_eq!(laptop.post("/devices/end-others", &[]).await.location(), "/reauthenticate");
}

/// What `/reauthenticate` says of the last try.
async fn failed_page(laptop: &mut Browser, address: &str) -> String {
    let page = laptop.get(address).await;
    assert_eq!(page.status, 200, "{page:?}");
    assert!(page.body.contains("still signed in") || page.body.contains("Nothing has changed"), "{}", page.body);
    page.body
}

#[tokio::test]
async fn another_account_proves_nothing_and_its_pair_dies() {
    let app = TestApp::start().await;
    let mut many = app.signed_in("many").await;
    let mut laptop = app.about_to_reauthenticate().await;
    let id = laptop.session().map(str::to_owned);
    let answer = laptop.reauthenticate("many").await;
    assert_eq!((answer.status, answer.landing()), (303, "/reauthenticate?why=wrong-account"));
    assert!(failed_page(&mut laptop, answer.location()).await.contains("That was a different GitHub account"));
    nothing_has_changed(&mut laptop, id.as_deref()).await;
    assert!(laptop.events().await.contains(&AccountEventKind::ReauthenticationFailed(SignInReason::WrongAccount)));
    assert_eq!(many.events().await, [AccountEventKind::SignedIn], "whoever it was is told nothing");
    assert_eq!(app.emulator.live_tokens("many"), 2);
    app.kill().await;
    assert_eq!(app.emulator.live_tokens("many"), 1, "their own session's pair lives");
    assert_eq!(many.get("/profile").await.status, 200);
    Accounts::of(&app).await.assert_settled("after another account's reauthentication");
    assert_eq!(laptop.reauthenticate("octocat").await.location(), "/reauthenticate", "and a second try may succeed");
}

#[tokio::test]
async fn cancelled_at_github_everything_is_as_it_was() {
    let app = TestApp::start().await;
    let mut laptop = app.about_to_reauthenticate().await;
    let id = laptop.session().map(str::to_owned);
    let address = laptop.begin_reauthentication().await;
    let back = laptop.cancel(&address).await;
    let answer = laptop.come_back(&back).await;
    assert_eq!((answer.status, answer.landing()), (303, "/reauthenticate?why=denied"));
    assert!(failed_page(&mut laptop, answer.location()).await.contains("You cancelled at GitHub"));
    nothing_has_changed(&mut laptop, id.as_deref()).await;
    assert!(laptop.events().await.contains(&AccountEventKind::ReauthenticationFailed(SignInReason::Denied)));
    assert_eq!(app.number("SELECT count(*) FROM revocations").await, 0);
}

#[rstest]
#[case::no_exchange(Fault::html(502).on("POST", EXCHANGE), "github-down", 0)]
#[case::code_refused(Fault::oauth_error("bad_verification_code").on("POST", EXCHANGE), "code-refused", 0)]
#[case::email(Fault::oauth_error("unverified_user_email").on("POST", EXCHANGE), "email-unverified", 0)]
#[case::nobody_named(Fault::html(502).on("GET", USER), "github-down", 1)]
#[case::named_unreadably(Fault::garbage().on("GET", USER), "github-down", 1)]
#[tokio::test]
async fn githubs_failure_leaves_the_session_as_it_was(#[case] fault: Fault, #[case] reason: &str, #[case] queued: i64) {
    let app = TestApp::start().await;
    let mut laptop = app.about_to_reauthenticate().await;
    laptop.get("/profile").await;
    let id = laptop.session().map(str::to_owned);
    app.emulator.fault(fault);
    let answer = laptop.reauthenticate("octocat").await;
    assert_eq!((answer.status, answer.landing()), (303, format!("/reauthenticate?why={reason}").as_str()));
    failed_page(&mut laptop, answer.location()).await;
    app.emulator.clear_faults();
    nothing_has_changed(&mut laptop, id.as_deref()).await;
    assert_eq!(app.number("SELECT count(*) FROM revocations").await, queued);
    app.kill().await;
    Accounts::of(&app).await.assert_settled(reason);
}

#[tokio::test]
async fn another_issuers_answer_proves_nothing() {
    let app = TestApp::start().await;
    let mut laptop = app.about_to_reauthenticate().await;
    let id = laptop.session().map(str::to_owned);
    app.emulator.set(|settings| settings.iss = Iss::Wrong);
    assert_eq!(laptop.reauthenticate("octocat").await.landing(), "/reauthenticate?why=bad-answer");
    nothing_has_changed(&mut laptop, id.as_deref()).await;
}

#[rstest]
#[case::of_a_stranger(None)]
#[case::of_the_same_person(Some("octocat"))]
#[case::of_somebody_else(Some("many"))]
#[tokio::test]
async fn a_reauthentication_that_comes_back_in_another_browser_is_refused(#[case] account: Option<&str>) {
    let app = TestApp::start().await;
    let mut laptop = app.about_to_reauthenticate().await;
    let mut other = app.browser();
    if let Some(account) = account {
        other.sign_in(account).await;
    }
    let (id, asked) = (other.session().map(str::to_owned), app.emulator.requests().len());
    let back = laptop.reauthenticate_at_github("octocat").await;
    let answer = other.come_back(&back).await;
    assert_eq!(answer.status, 303);
    assert_eq!(other.session(), id.as_deref());
    assert_eq!(
        app.emulator.requests().len(),
        asked + 1,
        "the code is not exchanged: only the page at GitHub was asked"
    );
    let own = laptop.session().map(str::to_owned);
    nothing_has_changed(&mut laptop, own.as_deref()).await;
    assert_eq!(laptop.come_back(&back).await.location(), "/reauthenticate", "the flow stays its owner's");
}
