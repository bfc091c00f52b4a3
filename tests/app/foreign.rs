//! A database that another application's rows share: another client id, or another GitHub.

use std::time::Duration;

use crate::harness::TestApp;

const QUEUED: &str = "SELECT count(*) FROM revocations";

#[tokio::test]
async fn a_pair_of_another_client_is_left_alone_and_forgotten_after_its_week() {
    let app = TestApp::start().await;
    app.signed_in("octocat").await.sign_out().await;
    app.execute("UPDATE revocations SET client_id = 'another'").await;
    let before = app.emulator.requests().len();
    for _ in 0..8 {
        app.kill().await;
        app.turn().await;
        assert_eq!(app.number(QUEUED).await, 1);
        app.advance(Duration::from_hours(24));
    }
    app.turn().await;
    assert_eq!((app.number(QUEUED).await, app.emulator.requests().len()), (0, before));
}

#[tokio::test]
async fn a_token_set_of_another_client_costs_a_sign_in_and_is_kept() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    app.execute("UPDATE token_sets SET client_id = 'another'").await;
    let before = app.emulator.requests().len();
    let page = browser.get("/profile").await;
    assert_eq!((page.status, page.landing()), (303, "/sign-in?why=key-unknown"));
    assert_eq!(app.number("SELECT count(*) FROM token_sets").await, 1);
    assert_eq!(app.emulator.requests().len(), before, "its token is not shown to this client's GitHub");
    app.execute("UPDATE token_sets SET client_id = 'gatehouse-emulator'").await;
    assert_eq!(browser.get("/profile").await.status, 200);
}
