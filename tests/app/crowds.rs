//! Many people behind one address, and the proxy that makes them look so.

use std::time::Duration;

use gatehouse_core::config::{Config, Source};
use reqwest::Method;

use crate::harness::{TestApp, captured_log};

#[tokio::test]
async fn a_class_behind_one_address_gets_in_within_a_minute() {
    let app = TestApp::start().await;
    for person in 1..=40 {
        let page = app.browser().sign_in("many").await;
        assert_eq!((page.status, page.location()), (303, "/profile"), "person {person}");
    }
}

#[tokio::test]
async fn who_comes_back_is_let_in_though_the_limit_is_used_up() {
    let app = TestApp::start_with(|config| {
        config.sign_in_rate.burst = 2;
        config.sign_in_rate.per_minute = 1;
    })
    .await;
    let mut begun = Vec::new();
    for _ in 0..2 {
        let mut browser = app.browser();
        let back = browser.go_to_github("", "octocat").await;
        begun.push((browser, back));
    }
    let refused = app.browser().post("/auth/github", &[]).await;
    assert_eq!(refused.status, 429);
    let wait: u64 = refused.header("retry-after").parse().expect("seconds");
    assert!((30..=61).contains(&wait), "{wait}");
    assert!(refused.body.contains(&format!("{wait} seconds")), "the page says how long: {}", refused.body);
    for (mut browser, back) in begun {
        assert_eq!(browser.come_back(&back).await.location(), "/profile");
        // The flow is spent: another try costs, and there is nothing left.
        let flow = app.state.config.public_url.cookie(&format!("flow-{}", flow_id(&state_of(&back))));
        browser.jar.0.insert(flow, "0.guessed".to_owned());
        assert_eq!(browser.come_back(&back).await.status, 429);
    }
}

#[tokio::test]
async fn callbacks_that_were_never_begun_count() {
    let app = TestApp::start_with(|config| config.sign_in_rate.burst = 2).await;
    let mut browser = app.browser();
    browser.begin("").await;
    let (cookie, value) = browser.jar.0.iter().find(|(name, _)| name.contains("flow-")).expect("a flow's cookie");
    let id = cookie.rsplit('-').next().expect("its id");
    // Whoever knows a state of their own makes up the cookie that belongs to it.
    let made_up = app.state.config.public_url.cookie(&format!("flow-{}", flow_id("made-up")));
    assert!(id.len() == flow_id("made-up").len() && !value.is_empty());
    let mut statuses = Vec::new();
    for _ in 0..3 {
        let mut stranger = app.browser();
        stranger.jar.0.insert(made_up.clone(), "0.guessed".to_owned());
        statuses.push(stranger.come_back("/auth/github/callback?code=x&state=made-up").await.status);
    }
    assert_eq!(statuses, [303, 429, 429]);
    app.advance(Duration::from_mins(1));
    assert_eq!(app.browser().sign_in("octocat").await.location(), "/profile");
}

fn state_of(back: &str) -> String {
    let query = back.split_once('?').expect("a query").1;
    let mut fields = url::form_urlencoded::parse(query.as_bytes());
    fields.find(|(name, _)| name == "state").expect("a state").1.into_owned()
}

fn flow_id(state: &str) -> String {
    let digest = gatehouse_core::crypto::sha256(format!("flow id {state}").as_bytes());
    gatehouse_core::crypto::hex(&digest[..8])
}

#[test]
fn the_limit_is_a_setting() {
    let load = |value: &str| {
        let key = "k1:3q2+7wAB/ghJmT0K5cXl9uPy4RQoVnZaMd8eS6tGhCk=";
        Config::load(&Source::from([
            ("SIGN_IN_LIMIT", value),
            ("SESSION_KEYS", key),
            ("GITHUB_CLIENT_ID", "id"),
            ("GITHUB_CLIENT_SECRET", "secret"),
        ]))
    };
    assert_eq!(load("200").expect("good").sign_in_rate.burst, 200);
    for wrong in ["0", "-1", "many", "1000000"] {
        let problems = load(wrong).expect_err("no limit").to_string();
        assert!(problems.contains("SIGN_IN_LIMIT"), "{problems}");
    }
}

#[tokio::test]
async fn a_proxy_that_nobody_trusts_is_named_in_the_log() {
    let app = TestApp::start().await;
    for visitor in ["203.0.113.1", "203.0.113.2", "203.0.113.3"] {
        let browser = app.browser();
        let request = browser.request(Method::POST, "/auth/github").header("x-forwarded-for", visitor);
        assert_eq!(request.form(&[("return_to", "")]).send().await.expect("an answer").status(), 200);
    }
    let log = captured_log();
    let line = log.lines().find(|line| line.contains("X-Forwarded-For is not trusted")).expect("a line");
    assert!(line.contains("127.0.0.1") && line.contains("TRUSTED_PROXIES"), "{line}");
}
