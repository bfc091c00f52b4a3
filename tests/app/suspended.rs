//! GitHub has suspended the account: it answers 403 to everything, and lets nobody sign in.

use std::time::Duration;

use github_emulator::Fault;
use rstest::rstest;

use crate::harness::{Accounts, TestApp};

const DAY: Duration = Duration::from_hours(20);

fn suspend(app: &TestApp) {
    app.emulator.fault(Fault::status(403, "Sorry. Your account was suspended.").on_path("/api/v3/user*"));
    app.emulator.fault(Fault::status(403, "Sorry. Your account was suspended.").on_path("/api/graphql"));
}

#[tokio::test]
async fn a_sign_in_says_so_and_keeps_nothing() {
    let app = TestApp::start().await;
    suspend(&app);
    let mut browser = app.browser();
    let page = browser.sign_in("octocat").await;
    assert_eq!(page.landing(), "/sign-in?why=suspended");
    let page = browser.get(page.location()).await;
    assert!(page.body.contains("GitHub has suspended this account"), "{}", page.body);
    app.kill().await;
    Accounts::of(&app).await.assert_settled("after the refusal");
    assert_eq!(app.emulator.live_tokens("octocat"), 0);
}

#[rstest]
#[case("/profile")]
#[case("/repositories")]
#[tokio::test]
async fn pages_say_so_and_ask_once_a_minute(#[case] path: &str) {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    suspend(&app);
    let page = browser.get(path).await;
    assert!(page.body.contains("GitHub has suspended your account"), "{}", page.body);
    assert!(!page.body.contains("usually passes"), "{}", page.body);
    let asked = app.emulator.requests().len();
    browser.get(path).await;
    assert_eq!(app.emulator.requests().len(), asked);
    app.emulator.clear_faults();
    app.advance(Duration::from_secs(61));
    let page = browser.get(path).await;
    assert!(!page.body.contains("suspended"), "GitHub changed its mind: {}", page.body);
}

#[tokio::test]
async fn what_was_seen_before_is_not_shown_for_another_hour() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    assert_eq!(browser.get("/repositories").await.status, 200);
    app.gathered(&browser).await;
    suspend(&app);
    app.advance(Duration::from_mins(2));
    let shows = |page: &crate::harness::Page| page.body.contains("GitHub has suspended your account");
    app.until_page(&browser, "/repositories", shows).await;
}

#[rstest]
#[case::other_devices("/devices/end-others", "/devices?done=ended-others")]
#[case::all_devices("/devices/end-all", "/?done=signed-out-everywhere")]
#[case::data("/settings/delete-data", "/?done=deleted")]
#[tokio::test]
async fn a_suspended_person_can_end_sessions_and_delete_data_without_reauthenticating(
    #[case] action: &str,
    #[case] landing: &str,
) {
    let app = TestApp::start().await;
    let mut other = app.signed_in("octocat").await;
    let mut browser = app.signed_in("octocat").await;
    app.advance(DAY);
    assert_eq!(browser.post(action, &[]).await.location(), "/reauthenticate", "GitHub may be asked who they are");
    suspend(&app);
    app.advance(Duration::from_mins(2));
    assert_eq!(browser.post(action, &[]).await.landing(), landing);
    assert_ne!(other.standing().await, "200");
}

#[tokio::test]
async fn whoever_leaves_needs_no_github() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    suspend(&app);
    browser.get("/profile").await;
    assert_eq!(browser.get("/devices").await.status, 200);
    assert_eq!(browser.get("/settings").await.status, 200);
    assert_eq!(browser.sign_out().await.status, 303);
    app.kill().await;
    Accounts::of(&app).await.assert_settled("signed out");
}

#[tokio::test]
async fn a_suspension_unlocks_no_disconnect_scope_change_or_export() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    app.advance(DAY);
    suspend(&app);
    browser.get("/profile").await;
    for action in ["/settings/disconnect", "/settings/scopes"] {
        assert_eq!(browser.post(action, &[("organizations", "yes")]).await.location(), "/reauthenticate", "{action}");
    }
    assert_eq!(browser.get("/settings/export.json").await.location(), "/reauthenticate");
    app.emulator.clear_faults();
    app.advance(Duration::from_secs(61));
    browser.get("/profile").await;
    assert_eq!(
        browser.post("/devices/end-others", &[]).await.location(),
        "/reauthenticate",
        "once it is lifted, reauthentications are asked for"
    );
}
