use std::time::Duration;

use reqwest::Method;

use crate::harness::TestApp;

const HOUR: Duration = Duration::from_hours(1);

#[tokio::test]
async fn signing_out_ends_the_session_and_queues_its_pair() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let mut copy = browser.copy();

    let answer = browser.sign_out().await;

    assert_eq!((answer.status, answer.location()), (303, "/"));
    assert_eq!(answer.landing(), "/?done=signed-out");
    assert_eq!(answer.header("clear-site-data"), "", "Chromium would stand still over it");
    assert!(browser.session().is_none());
    assert_eq!(copy.get("/profile").await.status, 303, "a copied cookie is worth nothing");
    assert_eq!(app.number("SELECT COUNT(*) FROM sessions").await, 0);
    assert_eq!(app.number("SELECT COUNT(*) FROM token_sets").await, 0);
    assert_eq!(
        app.number("SELECT COUNT(*) FROM revocations WHERE github_id > 0 AND refresh_token IS NOT NULL").await,
        1
    );
}

#[tokio::test]
async fn signing_out_twice_changes_nothing_more() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let mut again = browser.copy();
    browser.sign_out().await;
    let answer = again.sign_out().await;
    assert_eq!((answer.status, answer.location()), (303, "/"));
    assert_eq!(app.number("SELECT COUNT(*) FROM revocations").await, 1);
}

#[tokio::test]
async fn signing_out_one_browser_leaves_the_other() {
    let app = TestApp::start().await;
    let mut first = app.signed_in("octocat").await;
    let mut second = app.signed_in("octocat").await;
    first.sign_out().await;
    assert_eq!(second.get("/profile").await.status, 200);
}

#[tokio::test]
async fn an_ended_session_is_not_brought_back_by_a_request_in_flight() {
    let app = TestApp::start().await;
    let browser = app.signed_in("octocat").await;
    // tower-sessions holds the session it loaded before; its late save must find nothing and make nothing.
    let late = app.session_in_flight(&browser);
    late.load().await.expect("loaded while it stands");
    late.insert("late", true).await.expect("changed");

    browser.copy().sign_out().await;
    late.save().await.expect("answers Ok on no row");

    assert_eq!(app.number("SELECT COUNT(*) FROM sessions").await, 0);
    assert_eq!(browser.copy().get("/profile").await.status, 303);
}

#[tokio::test]
async fn visitors_and_made_up_cookies_get_no_row() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    for path in ["/", "/sign-in", "/profile", "/nowhere", "/auth/status"] {
        browser.get(path).await;
    }
    for made_up in ["AAAAAAAAAAAAAAAAAAAAAA", "x", "eyJhbGciOiJIUzI1NiJ9.e30.x", "%00", ""] {
        let mut liar = app.browser();
        liar.jar.0.insert("gatehouse-session".to_owned(), made_up.to_owned());
        assert_eq!(liar.get("/profile").await.status, 303);
    }
    assert_eq!(app.number("SELECT COUNT(*) FROM sessions").await, 0);
}

#[tokio::test]
async fn an_idle_session_ends_and_the_page_says_why() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    app.advance(HOUR * 24);
    let answer = browser.get("/repositories?q=tide").await;
    assert_eq!(answer.landing(), "/sign-in?why=idle&return_to=%2Frepositories%3Fq%3Dtide");
    assert!(browser.session().is_none(), "the stale cookie is removed");
    assert_eq!(browser.get("/repositories").await.location(), "/sign-in?return_to=%2Frepositories", "and said once");
    assert_eq!(app.number("SELECT COUNT(*) FROM revocations").await, 1);
}

#[tokio::test]
async fn use_slides_the_idle_limit_but_not_the_absolute_one() {
    let app = TestApp::start().await;
    app.emulator.set(|settings| settings.tokens = github_emulator::TokenLife::Lasting);
    let mut browser = app.signed_in("octocat").await;
    for _ in 0..32 {
        app.advance(HOUR * 22);
        assert_eq!(browser.get("/").await.status, 200);
        assert!(browser.session().is_some());
    }
    app.advance(HOUR * 20);
    assert_eq!(browser.get("/profile").await.landing(), "/sign-in?why=absolute");
}

#[tokio::test]
async fn watching_pages_do_not_keep_a_session_awake() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    for _ in 0..24 {
        assert_eq!(browser.get("/auth/status").await.status, 204);
        app.advance(HOUR);
    }
    assert_eq!(browser.get("/auth/status").await.status, 401);
    assert!(browser.session().is_some(), "a poll never removes the cookie");
    assert_eq!(browser.get("/profile").await.landing(), "/sign-in?why=idle");
}

#[tokio::test]
async fn the_touch_is_written_at_most_once_a_minute() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let seen = "SELECT last_seen_at FROM sessions WHERE state = 1";
    let first = app.number(seen).await;
    for _ in 0..5 {
        app.advance(Duration::from_secs(10));
        browser.get("/").await;
    }
    assert_eq!(app.number(seen).await, first);
    app.advance(Duration::from_secs(20));
    browser.get("/").await;
    assert!(app.number(seen).await >= first + 60);
}

#[tokio::test]
async fn an_ended_sessions_cookie_is_kept_by_calls_and_removed_by_the_next_navigation() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    browser.copy().sign_out().await;
    assert_eq!(browser.call("viewer", &[]).await.status, 401);
    assert!(browser.session().is_some());
    browser.get("/").await;
    assert!(browser.session().is_none());
}

#[tokio::test]
async fn a_session_never_outlives_its_refresh_token() {
    let app = TestApp::start_with(|config| {
        config.sessions.absolute = 400 * 86_400;
        config.sessions.idle = 399 * 86_400;
    })
    .await;
    let mut browser = app.signed_in("octocat").await;
    app.advance(HOUR * 24 * 185);
    assert_eq!(browser.get("/profile").await.landing(), "/sign-in?why=tokens-dead");
}

#[tokio::test]
async fn a_ninth_device_ends_the_least_recently_used() {
    let app = TestApp::start().await;
    let mut browsers = Vec::new();
    for _ in 0..8 {
        browsers.push(app.signed_in("octocat").await);
        app.advance(Duration::from_secs(61));
    }
    browsers[0].get("/").await;
    app.advance(Duration::from_secs(61));
    app.signed_in("octocat").await;
    assert_eq!(browsers[0].get("/profile").await.status, 200);
    assert_eq!(browsers[1].get("/profile").await.landing(), "/sign-in?why=cap");
    assert_eq!(app.number("SELECT COUNT(*) FROM sessions WHERE state = 1").await, 8);
}

#[tokio::test]
async fn the_sweep_ends_what_nobody_came_back_to() {
    let app = TestApp::start().await;
    app.signed_in("octocat").await;
    app.signed_in("many").await;
    app.browser().begin("").await;
    app.advance(HOUR * 25);
    assert_eq!(app.state.lifecycle.sweep().await.expect("the sweep runs").ended.len(), 2);
    assert_eq!(app.number("SELECT COUNT(*) FROM sessions").await, 0);
    assert_eq!(app.number("SELECT COUNT(*) FROM flows").await, 0);
    assert_eq!(app.number("SELECT COUNT(*) FROM revocations").await, 2);
    app.advance(HOUR * 24 * 40);
    app.state.lifecycle.sweep().await.expect("the sweep runs");
    assert_eq!(app.number("SELECT COUNT(*) FROM tombstones").await, 0);
}

#[tokio::test]
async fn the_cookie_in_development_is_hidden_from_scripts_and_other_sites() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let answer = browser.sign_in("octocat").await;
    let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().map(|c| c.to_str().expect("ASCII")).collect();
    let session = cookies.iter().find(|cookie| cookie.starts_with("gatehouse-session=")).expect("the session's cookie");
    for part in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age="] {
        assert!(session.contains(part), "{session}");
    }
    assert!(!session.contains("Domain"));
}

#[tokio::test]
async fn the_cookie_in_production_is_a_host_cookie_and_sign_out_removes_it() {
    let app = TestApp::start_as_production().await;
    let mut browser = app.signed_in("octocat").await;
    assert!(browser.jar.0.contains_key("__Host-session"), "{:?}", browser.jar.0);
    let answer = browser.sign_out().await;
    assert_eq!(answer.header("strict-transport-security"), "max-age=63072000", "this host, and none below it");
    browser.get("/").await;
    assert!(browser.jar.0.is_empty(), "the jar refuses a removal without Secure");
}

#[tokio::test]
async fn head_and_other_methods_do_not_sign_out() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    for method in [Method::GET, Method::HEAD, Method::PUT, Method::DELETE] {
        let request = browser.request(method.clone(), "/auth/sign-out").header("sec-fetch-site", "same-origin");
        let page = browser.send(request).await;
        assert_eq!(page.status, 405, "{method}");
    }
    assert_eq!(browser.get("/profile").await.status, 200);
}

#[tokio::test]
async fn a_rotated_id_keeps_its_cookie_for_a_minute() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let mut in_flight = browser.copy();
    browser.sign_in("octocat").await;
    assert_eq!(in_flight.get("/auth/status").await.status, 204, "an open page asks again with the new cookie");
    in_flight.get("/").await;
    assert!(in_flight.session().is_some(), "a late answer must not remove the new cookie");
    in_flight.sign_out().await;
    assert!(in_flight.session().is_some(), "nor must a late sign-out");
    app.advance(Duration::from_secs(61));
    assert_eq!(in_flight.get("/auth/status").await.status, 401);
}

#[tokio::test]
async fn a_token_set_whose_key_this_instance_lacks_is_kept_for_one_that_has_it() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    app.execute("UPDATE token_sets SET access_token = CAST(X'04' || 'lost' || substr(access_token, 6) AS BLOB)").await;
    let page = browser.get("/profile").await;
    assert_eq!((page.status, page.landing()), (303, "/sign-in?why=key-unknown"));
    let door = browser.get(page.location()).await;
    assert_eq!(door.status, 200, "a sentence and a way on, not an error");
    assert!(door.body.contains("Sign in with GitHub") && door.body.contains("key"), "{}", door.body);
    app.execute("UPDATE token_sets SET access_token = CAST(X'04' || 'test' || substr(access_token, 6) AS BLOB)").await;
    assert_eq!(browser.get("/profile").await.status, 200);
}
