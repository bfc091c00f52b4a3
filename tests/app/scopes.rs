//! More from GitHub, asked for when a feature needs it, and given back.

use std::time::Duration;

use gatehouse_model::{AccountEventKind, TokenSetInfo};
use github_emulator::Stage;
use reqwest::Method;

use crate::harness::{Accounts, Browser, Page, TestApp};

const ASK: &[(&str, &str)] = &[("organizations", "yes")];
const GIVE_BACK: &[(&str, &str)] = &[("organizations", "no")];

/// The whole way to GitHub and back.
async fn change(browser: &mut Browser, form: &[(&str, &str)], account: &str) -> Page {
    let away = browser.post("/settings/scopes", form).await;
    assert!(away.is_departure(), "{away:?}");
    let back = browser.authorize(&away.location().parse().expect("an address"), account).await;
    browser.come_back(&back).await
}

async fn facts(browser: &mut Browser) -> TokenSetInfo {
    serde_json::from_str(&browser.call("token_set_info", &[]).await.body).expect("a model")
}

#[tokio::test]
async fn organisations_are_shown_once_asked_for_and_given_back_again() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    assert!(browser.get("/profile").await.body.contains("/settings#scopes"));
    let id = browser.session().map(str::to_owned);
    // What happens in one second has no order on the page.
    app.advance(Duration::from_secs(1));

    assert_eq!(change(&mut browser, ASK, "octocat").await.landing(), "/settings?done=scopes");

    assert_ne!(browser.session().map(str::to_owned), id, "a new session id");
    let now = facts(&mut browser).await;
    assert_eq!(now.refreshes, 0, "a change of scopes is no refresh");
    assert_eq!((now.generation, now.scopes), (2, vec!["read:org".to_owned(), "read:user".to_owned()]));
    let page = browser.get("/profile").await;
    assert!(page.status == 200 && !page.body.contains("/settings#scopes"), "{}", page.body);
    assert_eq!(browser.events().await[0], AccountEventKind::ScopesChanged);
    app.kill().await;
    assert_eq!(app.emulator.live_tokens("octocat"), 1, "the earlier token is dead");
    assert_eq!(browser.get("/activity").await.status, 200);

    app.stale();
    assert_eq!(
        change(&mut browser, GIVE_BACK, "octocat").await.landing(),
        "/settings?done=scopes",
        "giving access back needs no reauthentication"
    );
    assert_eq!(facts(&mut browser).await.scopes, ["read:user"]);
    assert_eq!(browser.post("/settings/scopes", GIVE_BACK).await.landing(), "/settings?done=already");
    app.kill().await;
    Accounts::of(&app).await.assert_settled("after both changes");
}

#[tokio::test]
async fn asking_for_more_needs_a_fresh_session() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    app.stale();
    assert_eq!(browser.post("/settings/scopes", ASK).await.location(), "/reauthenticate");
    browser.reauthenticate("octocat").await;
    let form = browser.waiting_form().await;
    let away = browser.submit(&form).await;
    let back = browser.authorize(&away.location().parse().expect("an address"), "octocat").await;
    assert_eq!(browser.come_back(&back).await.landing(), "/settings?done=scopes");
    assert!(facts(&mut browser).await.scopes.contains(&"read:org".to_owned()));
}

#[tokio::test]
async fn fewer_granted_than_asked_is_said_and_the_rest_works() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    app.emulator.set(|settings| settings.grant_scopes = Some("read:user".to_owned()));
    assert_eq!(change(&mut browser, ASK, "octocat").await.landing(), "/settings?done=fewer-scopes");
    assert!(browser.get("/settings").await.body.contains("GitHub granted less than was asked for."));
    assert_eq!(browser.get("/profile").await.status, 200);
}

#[tokio::test]
async fn another_account_or_a_no_changes_nothing() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let unchanged = "/settings?done=scopes-unchanged";
    assert_eq!(change(&mut browser, ASK, "many").await.landing(), unchanged);
    let away = browser.post("/settings/scopes", ASK).await;
    let back = browser.cancel(&away.location().parse().expect("an address")).await;
    assert_eq!(browser.come_back(&back).await.landing(), unchanged);
    let now = facts(&mut browser).await;
    assert_eq!((now.generation, now.scopes.as_slice()), (1, ["read:user".to_owned()].as_slice()));
    app.kill().await;
    assert_eq!((app.emulator.live_tokens("octocat"), app.emulator.live_tokens("many")), (1, 0));
}

#[tokio::test]
async fn a_renewal_under_way_does_not_bring_the_earlier_scopes_back() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let away = browser.post("/settings/scopes", ASK).await;
    app.advance(Duration::from_mins(9));
    let back = browser.authorize(&away.location().parse().expect("an address"), "octocat").await;
    app.execute("UPDATE token_sets SET access_expires_at = 0").await;
    let hold = app.emulator.hold(Method::POST, "/login/oauth/access_token", Stage::After);
    let tab = browser.open_in_background("/activity");
    hold.arrived().await;
    let copy = browser.copy();
    let coming = tokio::spawn(async move {
        let mut browser = copy;
        let page = browser.come_back(&back).await;
        (browser, page.landing().to_owned())
    });
    hold.arrived().await;
    hold.release();
    let (mut browser, location) = coming.await.expect("answered");
    assert_eq!(location, "/settings?done=scopes");
    let _ = tab.await;
    app.settled().await;
    assert!(facts(&mut browser).await.scopes.contains(&"read:org".to_owned()));
    app.kill().await;
    Accounts::of(&app).await.assert_settled("scopes changed while it was renewed");
}
