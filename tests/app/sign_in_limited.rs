//! GitHub gives the pair and, its limit for the person being used up, does not say whose it is.

use std::time::Duration;

use github_emulator::Fault;

use crate::harness::{Accounts, Browser, Page, TestApp};

const EXCHANGE: &str = "POST /login/oauth/access_token";
const USER: &str = "/api/v3/user";

/// Comes back from GitHub while its limit holds for two minutes.
async fn limited(app: &TestApp, browser: &mut Browser) -> Page {
    let back = browser.go_to_github("/repositories", "octocat").await;
    app.emulator.fault(Fault::rate_limited(120).on("GET", USER).times(1));
    browser.come_back(&back).await
}

#[tokio::test]
async fn the_pair_is_kept_and_the_next_try_costs_no_other() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let answer = limited(&app, &mut browser).await;
    assert_eq!(answer.landing(), "/sign-in?why=github-limited&return_to=%2Frepositories");
    let door = browser.get(answer.location()).await;
    assert!(door.body.contains("GitHub asks us to wait"), "{}", door.body);
    Accounts::of(&app).await.assert_whole("while it waits");
    assert_eq!(app.number("SELECT COUNT(*) FROM revocations").await, 0);

    let asked = app.emulator.requests().len();
    let form = door.form("/auth/github");
    for _ in 0..3 {
        let early = browser.submit(&form).await;
        assert_eq!(early.landing(), "/sign-in?why=github-limited&return_to=%2Frepositories");
    }
    assert_eq!(app.emulator.requests().len(), asked, "GitHub is left alone until its limit is over");

    app.advance(Duration::from_secs(121));
    assert_eq!(browser.submit(&form).await.landing(), "/repositories");
    assert_eq!(app.emulator.count(EXCHANGE), 1, "one pair for all tries");
    assert_eq!(browser.standing().await, "200");
    assert!(browser.jar.0.keys().all(|name| !name.contains("flow-")), "{:?}", browser.jar.0);
    let accounts = Accounts::of(&app).await;
    accounts.assert_settled("signed in");
    assert!(accounts.kept.is_empty());
}

#[tokio::test]
async fn a_limit_that_goes_on_keeps_the_pair_on() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    limited(&app, &mut browser).await;
    app.advance(Duration::from_secs(121));
    app.emulator.fault(Fault::rate_limited(120).on("GET", USER).times(1));
    let again = browser.post("/auth/github", &[("return_to", "/profile")]).await;
    assert_eq!(again.landing(), "/sign-in?why=github-limited&return_to=%2Frepositories");
    app.advance(Duration::from_secs(121));
    assert_eq!(browser.post("/auth/github", &[]).await.landing(), "/repositories");
    assert_eq!(app.emulator.count(EXCHANGE), 1);
}

#[tokio::test]
async fn nobody_else_goes_on_with_it() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    limited(&app, &mut browser).await;
    app.advance(Duration::from_secs(121));
    let mut stranger = app.browser();
    let flow = browser.jar.0.keys().find(|name| name.contains("flow-")).expect("its cookie").clone();
    stranger.jar.0.insert(flow, "0.guessed".to_owned());
    assert!(stranger.begin("").await.as_str().starts_with(&app.emulator.web_url()), "a way of their own");
    assert_eq!(app.number("SELECT COUNT(*) FROM kept_pairs").await, 1);
}

#[tokio::test]
async fn a_pair_that_nobody_comes_back_for_is_killed() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    limited(&app, &mut browser).await;
    app.advance(Duration::from_secs(721));
    app.turn().await;
    assert_eq!(app.number("SELECT COUNT(*) FROM kept_pairs").await, 0);
    app.kill().await;
    assert_eq!(app.emulator.live_tokens("octocat"), 0);
    assert!(browser.begin("").await.as_str().starts_with(&app.emulator.web_url()), "the next try starts over");
}

#[tokio::test]
async fn a_reauthentication_goes_on_where_the_limit_stopped_it() {
    let app = TestApp::start().await;
    let mut laptop = app.about_to_reauthenticate().await;
    let exchanged = app.emulator.count(EXCHANGE);
    let back = laptop.reauthenticate_at_github("octocat").await;
    app.emulator.fault(Fault::rate_limited(120).on("GET", USER).times(1));
    assert_eq!(laptop.come_back(&back).await.landing(), "/reauthenticate?why=github-limited");
    assert!(laptop.get("/reauthenticate").await.body.contains("GitHub asks us to wait"));
    assert_eq!(laptop.post("/auth/reauthenticate", &[]).await.landing(), "/reauthenticate?why=github-limited");
    app.advance(Duration::from_secs(121));
    assert_eq!(laptop.post("/auth/reauthenticate", &[]).await.landing(), "/reauthenticate");
    assert_eq!(app.emulator.count(EXCHANGE), exchanged + 1);
    let form = laptop.waiting_form().await;
    assert_eq!(laptop.submit(&form).await.landing(), "/devices?done=already");
    app.kill().await;
    Accounts::of(&app).await.assert_settled("reauthenticated");
}

#[tokio::test]
async fn the_next_person_at_the_browser_does_not_continue_as_the_last_one() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let answer = limited(&app, &mut browser).await;
    let door = browser.get(answer.location()).await;
    app.advance(Duration::from_secs(121));
    let other = door.form_with("another_account").expect("a way for somebody else");
    let away = browser.submit(&other).await;
    assert!(away.location().starts_with(&app.emulator.web_url()), "{away:?}");
    let back = browser.authorize(&away.location().parse().expect("an address"), "many").await;
    assert_eq!(browser.come_back(&back).await.landing(), "/profile");
    app.kill().await;
    assert_eq!((app.emulator.live_tokens("octocat"), app.emulator.live_tokens("many")), (0, 1));
}

#[tokio::test]
async fn signing_out_leaves_no_pair_to_go_on_with() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("many").await;
    limited(&app, &mut browser).await;
    assert_eq!(app.number("SELECT COUNT(*) FROM kept_pairs").await, 1);
    browser.sign_out().await;
    app.advance(Duration::from_secs(121));
    assert!(browser.begin("").await.as_str().starts_with(&app.emulator.web_url()));
    app.kill().await;
    assert_eq!(app.emulator.live_tokens("octocat"), 0);
}

#[tokio::test]
async fn a_kept_reauthentication_is_as_old_as_the_visit_to_github() {
    let app = TestApp::start().await;
    let mut laptop = app.about_to_reauthenticate().await;
    let back = laptop.reauthenticate_at_github("octocat").await;
    app.emulator.fault(Fault::rate_limited(500).on("GET", USER).times(1));
    laptop.come_back(&back).await;
    app.advance(Duration::from_secs(501));
    assert_eq!(laptop.post("/auth/reauthenticate", &[]).await.landing(), "/reauthenticate");
    let fresh = laptop.reauthentication().await;
    let left = fresh.fresh_until.expect("fresh").0 - fresh.now.0;
    assert!((1..=100).contains(&left), "{left} s: not ten minutes from now");

    app.stale();
    let back = laptop.reauthenticate_at_github("octocat").await;
    app.emulator.fault(Fault::rate_limited(700).on("GET", USER).times(1));
    laptop.come_back(&back).await;
    app.advance(Duration::from_secs(701));
    let away = laptop.begin_reauthentication().await;
    assert!(away.as_str().starts_with(&app.emulator.web_url()), "what was proved then proves nothing now");
}

#[tokio::test]
async fn a_pair_withdrawn_meanwhile_signs_nobody_in() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    limited(&app, &mut browser).await;
    app.emulator.revoke_grant("octocat").expect("revoked");
    app.advance(Duration::from_secs(121));
    assert_eq!(
        browser.post("/auth/github", &[]).await.landing(),
        "/sign-in?why=code-refused&return_to=%2Frepositories"
    );
    assert!(browser.begin("").await.as_str().starts_with(&app.emulator.web_url()));
}
