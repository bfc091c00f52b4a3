//! With an outbound proxy set, every request to GitHub goes through it.

use std::time::Duration;

use gatehouse_core::config::{OutboundProxies, Source};

use crate::harness::{HttpProxy, Operator, Process, SharedClock, TestApp};

const APPLICATION: &str = "/api/v3/applications/gatehouse-emulator/token";

#[tokio::test]
async fn sign_in_api_and_revocation_all_go_through_the_proxy() {
    let proxy = HttpProxy::start().await;
    let source = Source::from([("HTTP_PROXY", proxy.url.as_str())]);
    let app = TestApp::start_with(|config| {
        config.github.proxies = OutboundProxies::load(&source).expect("an address");
    })
    .await;
    let mut browser = app.signed_in("octocat").await;
    assert_eq!(browser.get("/profile").await.status, 200);
    browser.sign_out().await;
    app.kill().await;
    let (heard, github) = (proxy.heard(), app.emulator.web_url());
    for asked in [
        format!("post {github}/login/oauth/access_token "),
        format!("get {github}/api/v3/user "),
        format!("post {github}/api/graphql "),
        format!("delete {github}{APPLICATION} "),
    ] {
        assert!(heard.contains(&asked), "{asked}");
    }
    assert_eq!(app.emulator.live_tokens("octocat"), 0);
    // Nothing went past it.
    let lines = app.emulator.requests();
    let ours = lines.iter().filter(|line| line.path.starts_with("/api/") || line.path.ends_with("access_token"));
    let calls = heard.matches(" http/1.1\r\n").count();
    assert_eq!(ours.count(), calls);
    assert_eq!(heard.matches("user-agent: gatehouse/").count(), calls, "each says who asks");
    let api = heard.matches(&format!(" {github}/api/")).count();
    assert_eq!(heard.matches("x-github-api-version: 2022-11-28").count(), api, "once, on every call of the API");
}

#[tokio::test]
async fn what_no_proxy_names_is_asked_directly() {
    let proxy = HttpProxy::start().await;
    let source = Source::from([("HTTP_PROXY", proxy.url.as_str()), ("NO_PROXY", "github.example,localhost")]);
    let app = TestApp::start_with(|config| {
        config.github.proxies = OutboundProxies::load(&source).expect("an address");
    })
    .await;
    let mut browser = app.signed_in("octocat").await;
    assert_eq!(browser.get("/profile").await.status, 200);
    assert_eq!(proxy.heard(), "");
}

#[tokio::test]
async fn a_process_reads_the_usual_variables() {
    let proxy = HttpProxy::start().await;
    let app = TestApp::start().await;
    let browser = app.signed_in("octocat").await;
    let mut clock = SharedClock::of(&app);
    let process = Process::start_with(&app, &clock, |program| {
        program.env("http_proxy", &proxy.url);
    })
    .await;
    assert_eq!(process.tab_of(&browser).get("/profile").await.status, 200);
    let (heard, github) = (proxy.heard(), app.emulator.web_url());
    assert!(heard.contains(&format!("get {github}/api/v3/user ")), "{heard}");
    assert!(heard.contains(&format!("post {github}/api/graphql ")), "{heard}");
    // Its background kills pairs by the same way.
    process.tab_of(&browser).sign_out().await;
    clock.advance(Duration::from_secs(5));
    app.until(|| proxy.heard().contains(&format!("delete {github}{APPLICATION} "))).await;

    let process = Process::start_with(&app, &clock, |program| {
        program.env("HTTP_PROXY", &proxy.url).env("NO_PROXY", "localhost");
    })
    .await;
    let before = proxy.heard();
    let browser = app.signed_in("octocat").await;
    assert_eq!(process.tab_of(&browser).get("/activity").await.status, 200);
    assert_eq!(proxy.heard().matches("/starred").count(), before.matches("/starred").count());
}

#[tokio::test]
async fn the_doctor_says_how_each_address_is_reached() {
    let (app, proxy) = (TestApp::start().await, HttpProxy::start().await);
    let operator = || Operator::of(&app).with("HTTP_PROXY", &proxy.url);

    let output = operator().run("doctor").await;
    assert_eq!((output.code, output.mark("route")), (Some(0), '✓'), "{output:?}");
    assert!(output.out.contains(&format!("GitHub is reached through the proxy {}.", proxy.url)), "{output:?}");

    // An exception for one of the two addresses is for that one.
    let before = proxy.heard();
    let api = app.emulator.api_url().replace("localhost", "127.0.0.1");
    let output = operator().with("GITHUB_API_URL", &api).with("NO_PROXY", "127.0.0.1").run("doctor").await;
    assert_eq!((output.code, output.mark("sign-in page"), output.mark("API")), (Some(0), '✓', '✓'), "{output:?}");
    assert!(output.out.contains(&format!("{api} is reached directly, because NO_PROXY lists it.")), "{output:?}");
    let heard = proxy.heard().split_off(before.len());
    assert!(heard.contains("/login/oauth/authorize?") && !heard.contains("/rate_limit"), "{heard}");

    let before = proxy.heard();
    let output = operator().with("NO_PROXY", "localhost").run("doctor").await;
    assert!(
        output.code == Some(0) && output.out.contains("GitHub is reached directly, because NO_PROXY"),
        "{output:?}"
    );
    assert_eq!(proxy.heard(), before);

    let output = Operator::of(&app).run("doctor").await;
    assert!(output.out.contains("GitHub is reached directly."), "{output:?}");
}
