//! Too much of one thing from one place costs that place alone.

use std::time::Duration;

use gatehouse_core::config::{Config, RateLimits, Source, TrustedProxies};
use reqwest::Method;

use crate::harness::{Browser, Page, TestApp, captured_log};

const NO_LIMIT: RateLimits = RateLimits { burst: 100_000, per_minute: 100_000 };

/// Room for a hundred flows, and no limit on how fast they come: what is left is who has to give way.
async fn crowded() -> TestApp {
    TestApp::start_with(|config| {
        config.sign_in_rate = NO_LIMIT;
        config.write_rate = NO_LIMIT;
        config.most_flows = 100;
        config.trusted_proxies = behind_a_proxy();
    })
    .await
}

fn behind_a_proxy() -> TrustedProxies {
    let key = "k1:3q2+7wAB/ghJmT0K5cXl9uPy4RQoVnZaMd8eS6tGhCk=";
    let source = Source::from([("TRUSTED_PROXIES", "127.0.0.1"), ("SESSION_KEYS", key)]);
    Config::load(&source).expect("a good configuration").trusted_proxies
}

/// Begins a sign-in as a visitor at `address` would, who keeps no cookies.
async fn begin_from(app: &TestApp, address: &str) -> u16 {
    let visitor = app.browser();
    let request = visitor.request(Method::POST, "/auth/github").header("x-forwarded-for", address);
    request.form(&[("return_to", "")]).send().await.expect("an answer").status().as_u16()
}

/// A stranger who began almost ten minutes ago comes back. "Almost" is what a slow machine has taken meanwhile.
async fn a_stranger_still_signs_in(app: &TestApp, stranger: &mut Browser, back: &str) {
    app.advance(Duration::from_secs(500));
    assert_eq!(stranger.come_back(back).await.landing(), "/profile");
    assert!(app.number("SELECT COUNT(*) FROM flows").await <= 100);
}

#[tokio::test]
async fn one_account_that_floods_loses_its_own_flows() {
    let app = crowded().await;
    let mut flooder = app.signed_in("many").await;
    let mut stranger = app.browser();
    let back = stranger.go_to_github("", "octocat").await;
    let lineage = flooder.lineage().await;
    for _ in 0..120 {
        let mut tab = flooder.copy();
        let form = [("organizations", "yes"), ("lineage", lineage.as_str())];
        assert_eq!(tab.post_as_it_is("/settings/scopes", &form).await.status, 200);
    }
    assert_eq!(app.number("SELECT COUNT(*) FROM flows WHERE owner LIKE 'viewer %'").await, 5, "its own part");
    a_stranger_still_signs_in(&app, &mut stranger, &back).await;
}

#[tokio::test]
async fn one_network_that_floods_loses_its_own_flows() {
    for network in [|last: u32| format!("203.0.113.{}", last % 256), |last: u32| format!("2001:db8:1:{last:x}::1")] {
        let app = crowded().await;
        let mut stranger = app.browser();
        let back = stranger.go_to_github("", "octocat").await;
        for last in 0..120 {
            assert_eq!(begin_from(&app, &network(last)).await, 200);
        }
        assert_eq!(app.number("SELECT COUNT(*) FROM flows").await, 6, "the network's part, and the stranger's");
        a_stranger_still_signs_in(&app, &mut stranger, &back).await;
    }
}

#[tokio::test]
async fn of_many_networks_the_one_with_most_gives_way() {
    let app = crowded().await;
    let mut stranger = app.browser();
    let back = stranger.go_to_github("", "octocat").await;
    for network in 0..40 {
        for _ in 0..4 {
            assert_eq!(begin_from(&app, &format!("198.51.{network}.7")).await, 200);
        }
    }
    assert_eq!(app.number("SELECT COUNT(*) FROM flows").await, 100);
    a_stranger_still_signs_in(&app, &mut stranger, &back).await;
}

#[tokio::test]
async fn writes_have_a_budget_a_viewer_and_the_answer_says_how_long_to_wait() {
    let app = TestApp::start_with(|config| config.write_rate = RateLimits { burst: 5, per_minute: 1 }).await;
    let (mut laptop, mut phone) = (app.signed_in("octocat").await, app.signed_in("octocat").await);
    let mut other = app.signed_in("many").await;
    for _ in 0..5 {
        assert_eq!(laptop.get("/settings/export.json").await.status, 200);
    }
    let rows = app.number("SELECT COUNT(*) FROM security_events").await;
    let actions: [(&str, &[(&str, &str)]); 3] = [
        ("/inside/try", &[("attempt", "forged")]),
        ("/settings/scopes", &[("organizations", "yes")]),
        ("/refresh", &[]),
    ];
    for (action, form) in actions {
        let refused = phone.post(action, form).await;
        assert_eq!(refused.status, 429, "{action}: all of a viewer's sessions share it");
        let wait: u64 = refused.header("retry-after").parse().expect("seconds");
        assert!((1..=61).contains(&wait) && refused.body.contains("That was a bit fast"), "{action}");
    }
    let export = phone.get("/settings/export.json").await;
    assert_eq!(export.status, 429);
    assert_eq!(app.number("SELECT COUNT(*) FROM security_events").await, rows, "nothing is written");
    assert_eq!(other.get("/settings/export.json").await.status, 200, "another's budget is another");
    assert_eq!(laptop.get("/devices").await.status, 200, "reading needs none");
    app.advance(Duration::from_secs(61));
    assert_eq!(phone.get("/settings/export.json").await.status, 200);
}

#[tokio::test]
async fn a_thief_cannot_use_up_what_the_owner_needs_to_throw_them_out() {
    let app = TestApp::start_with(|config| config.write_rate = RateLimits { burst: 3, per_minute: 1 }).await;
    let mut owner = app.signed_in("octocat").await;
    let mut thief = app.signed_in("octocat").await;
    for _ in 0..10 {
        thief.post("/refresh", &[]).await;
        thief.post("/devices/end", &[("device", "0")]).await;
    }
    assert_eq!(thief.post("/devices/end", &[("device", "0")]).await.status, 429);
    app.stale();
    for _ in 0..10 {
        thief.post("/refresh", &[]).await;
    }
    assert_eq!(owner.post("/devices/end-others", &[]).await.landing(), "/reauthenticate");
    assert_eq!(
        owner.reauthenticate("octocat").await.landing(),
        "/reauthenticate",
        "the reauthentication is not the thief's to use up either"
    );
    let form = owner.waiting_form().await;
    assert_eq!(owner.submit(&form).await.landing(), "/devices?done=ended-others");
    assert_eq!(thief.get("/devices").await.status, 303);
    assert_eq!(owner.sign_out().await.location(), "/", "leaving costs nothing");
}

#[tokio::test]
async fn every_action_of_a_viewer_takes_from_the_budget() {
    let app = TestApp::start_with(|config| config.write_rate = RateLimits { burst: 1, per_minute: 1 }).await;
    let mut browser = app.signed_in("octocat").await;
    browser.post("/refresh", &[]).await;
    let actions = ["/settings/delete-data", "/settings/disconnect", "/settings/scopes", "/inside/try"];
    for action in actions {
        assert_eq!(browser.post(action, &[("attempt", "forged")]).await.status, 429, "{action}");
    }
    browser.post("/devices/end", &[]).await;
    for action in ["/devices/end", "/devices/end-others", "/devices/end-all", "/auth/reauthenticate"] {
        assert_eq!(browser.post(action, &[]).await.status, 429, "{action}");
    }
}

#[tokio::test]
async fn what_inside_does_to_itself_alarms_nobody() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let alarms = || lines_with(&["WARN", "event=\"forged-request-refused\""]);
    let before = (alarms(), lines_with(&["decoy=true", "ForgedRequestRefused"]));
    assert_eq!(browser.post("/inside/try", &[("attempt", "forged")]).await.status, 303);
    assert!(lines_with(&["decoy=true", "ForgedRequestRefused"]) > before.1, "the log says what it was");
    let forged: Page = browser.send(browser.request(Method::POST, "/refresh")).await;
    assert_eq!(forged.status, 403);
    assert!(alarms() > before.0, "a real one still does");
}

fn lines_with(words: &[&str]) -> usize {
    captured_log().lines().filter(|line| words.iter().all(|word| line.contains(word))).count()
}
