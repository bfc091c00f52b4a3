use std::time::Duration;

use crate::harness::{Page, TestApp};

#[tokio::test]
async fn a_person_signs_in_and_sees_their_profile() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let home = browser.get("/").await;
    assert!(home.status == 200 && home.body.contains("Sign in with GitHub"));

    let answer = browser.sign_in("octocat").await;

    assert_eq!((answer.status, answer.location(), answer.body.as_str()), (303, "/profile", ""));
    let profile = browser.get("/profile").await;
    assert_eq!(profile.status, 200);
    assert!(profile.body.contains("octocat"), "{}", profile.body);
}

#[tokio::test]
async fn the_flow_carries_pkce_state_and_the_configured_callback() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let address = browser.begin("").await;
    let sent = |name: &str| address.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
    assert_eq!(sent("code_challenge_method").as_deref(), Some("S256"));
    assert_eq!(sent("code_challenge").map(|challenge| challenge.len()), Some(43));
    assert_eq!(sent("state").map(|state| state.len()), Some(43));
    assert_eq!(sent("scope").as_deref(), Some("read:user"));
    assert_eq!(sent("redirect_uri"), Some(app.state.config.public_url.callback()));
}

#[tokio::test]
async fn the_callback_address_does_not_come_from_the_request() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let request = browser.request(reqwest::Method::POST, "/auth/github");
    let request = request.header("x-forwarded-host", "evil.example").header("x-forwarded-proto", "https");
    let answer = request.form(&[("return_to", "")]).send().await.expect("an answer");
    let location = Page::read(answer).await.location().to_owned();
    assert!(!location.contains("evil.example") && location.contains("redirect_uri=http%3A%2F%2F127.0.0.1"));
}

#[tokio::test]
async fn challenges_and_states_never_repeat() {
    let app = TestApp::start_with(|config| config.sign_in_rate.burst = 1_000).await;
    let mut addresses = std::collections::HashSet::new();
    for _ in 0..200 {
        let address = app.browser().begin("").await;
        for (name, value) in address.query_pairs() {
            if matches!(name.as_ref(), "state" | "code_challenge") {
                assert!(addresses.insert(value.into_owned()), "{name} came twice");
            }
        }
    }
}

#[tokio::test]
async fn three_tabs_finish_in_reverse_and_each_lands_where_it_began() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let paths = ["/repositories", "/profile", "/repositories?q=tide"];
    let mut back = Vec::new();
    for path in paths {
        back.push((path, browser.go_to_github(path, "octocat").await));
    }
    for (path, callback) in back.into_iter().rev() {
        let answer = browser.come_back(&callback).await;
        assert_eq!((answer.status, answer.location()), (303, path));
    }
    assert_eq!(browser.get("/profile").await.status, 200);
    assert_eq!(
        app.number("SELECT COUNT(*) FROM sessions WHERE state = 1").await,
        1,
        "the last one replaced the others"
    );
}

#[tokio::test]
async fn a_sixth_tab_makes_the_oldest_flow_go() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let oldest = browser.begin("").await;
    for _ in 0..5 {
        app.advance(Duration::from_secs(1));
        browser.begin("").await;
    }
    assert_eq!(browser.jar.0.len(), 5);
    assert_eq!(app.number("SELECT COUNT(*) FROM flows").await, 5);
    let back = browser.authorize(&oldest, "octocat").await;
    assert_eq!(browser.come_back(&back).await.landing(), "/sign-in?why=flow-unknown");
}

#[tokio::test]
async fn a_hundred_flows_of_one_browser_stay_a_handful() {
    let app = TestApp::start_with(|config| config.sign_in_rate.burst = 1_000).await;
    let mut browser = app.browser();
    for _ in 0..100 {
        browser.begin("/repositories").await;
    }
    assert!(browser.jar.header().len() < 1_024);
    assert_eq!(app.number("SELECT COUNT(*) FROM flows").await, 5);
}

#[tokio::test]
async fn flows_of_all_browsers_together_are_bounded_and_nobody_is_kept_out() {
    let app = TestApp::start_with(|config| config.most_flows = 60).await;
    let mut first = app.browser();
    let oldest = first.begin("").await;
    for _ in 0..3 {
        app.advance(Duration::from_secs(1));
        app.browser().begin("").await;
    }
    assert_eq!(app.number("SELECT COUNT(*) FROM flows").await, 3);
    let back = first.authorize(&oldest, "octocat").await;
    assert_eq!(first.come_back(&back).await.landing(), "/sign-in?why=flow-expired", "the oldest has to begin again");
    assert_eq!(first.sign_in("octocat").await.location(), "/profile");
}

#[tokio::test]
async fn a_browser_with_thousands_of_made_up_flow_cookies_costs_no_more_than_one() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    for number in 0..2_000 {
        browser.jar.0.insert(format!("gatehouse-flow-{number:016x}"), "0.x".to_owned());
    }
    let before = app.queries();
    let page = browser.post("/auth/github", &[("return_to", "")]).await;
    assert!(page.is_departure());
    assert!(app.queries() - before <= 20, "{}", app.queries() - before);
}

#[tokio::test]
async fn a_cookie_of_another_site_that_is_no_ascii_disturbs_nothing() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let back = browser.go_to_github("", "octocat").await;
    browser.jar.0.insert("theme".to_owned(), "gr\u{fc}n".to_owned());
    assert_eq!(browser.come_back(&back).await.location(), "/profile");
}

#[tokio::test]
async fn a_hostile_return_to_leads_to_the_profile() {
    let app = TestApp::start_with(|config| config.sign_in_rate.burst = 1_000).await;
    for line in include_str!("../hostile_return_to.jsonl").lines() {
        let hostile: String = serde_json::from_str(line).expect("a JSON text");
        let mut browser = app.browser();
        let back = browser.go_to_github(&hostile, "octocat").await;
        assert_eq!(browser.come_back(&back).await.location(), "/profile", "{hostile:?}");
    }
}

#[tokio::test]
async fn a_session_id_planted_before_sign_in_is_never_adopted() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let planted = "AAAAAAAAAAAAAAAAAAAAAA";
    browser.jar.0.insert("gatehouse-session".to_owned(), planted.to_owned());
    browser.sign_in("octocat").await;
    assert_ne!(browser.session(), Some(planted));
    let mut thief = app.browser();
    thief.jar.0.insert("gatehouse-session".to_owned(), planted.to_owned());
    assert_eq!(thief.get("/profile").await.status, 303);
}

#[tokio::test]
async fn signing_in_again_ends_the_browsers_earlier_session() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let mut earlier = browser.copy();
    browser.sign_in("octocat").await;
    assert_ne!(browser.session(), earlier.session());
    assert_eq!(browser.get("/profile").await.status, 200);
    assert_eq!(earlier.get("/profile").await.status, 303);
    assert_eq!(app.number("SELECT COUNT(*) FROM revocations").await, 1, "the earlier pair waits to be killed");
}

#[tokio::test]
async fn a_renamed_person_is_the_same_viewer_and_the_old_login_another() {
    let app = TestApp::start().await;
    app.signed_in("octocat").await;
    app.emulator.rename_and_reregister("octocat", "octokitten").expect("a free login");
    app.signed_in("octokitten").await;
    assert_eq!(app.number("SELECT COUNT(*) FROM viewers").await, 1, "same id, new login");
    app.signed_in("octocat").await;
    assert_eq!(app.number("SELECT COUNT(*) FROM viewers").await, 2, "same login, new id");
}

#[tokio::test]
async fn fewer_scopes_than_asked_still_sign_in_and_are_remembered() {
    let app = TestApp::start().await;
    app.emulator.set(|settings| settings.grant_scopes = Some(String::new()));
    let mut browser = app.signed_in("octocat").await;
    assert_eq!(app.number("SELECT COUNT(*) FROM token_sets WHERE scopes = ''").await, 1);
    assert_eq!(browser.get("/profile").await.status, 200);
}

#[tokio::test]
async fn expiring_and_lasting_tokens_live_in_one_database() {
    let app = TestApp::start().await;
    app.signed_in("octocat").await;
    app.emulator.set(|settings| settings.tokens = github_emulator::TokenLife::Lasting);
    app.signed_in("many").await;
    assert_eq!(
        app.number("SELECT COUNT(*) FROM token_sets WHERE refresh_token IS NULL AND access_expires_at IS NULL").await,
        1
    );
    assert_eq!(
        app.number("SELECT COUNT(*) FROM token_sets WHERE refresh_token IS NOT NULL AND access_expires_at > 0").await,
        1
    );
}

#[tokio::test]
async fn an_absent_issuer_is_accepted() {
    let app = TestApp::start().await;
    app.emulator.set(|settings| settings.iss = github_emulator::Iss::Off);
    app.signed_in("octocat").await;
}

#[tokio::test]
async fn a_sign_in_leads_to_every_page_and_to_nothing_else() {
    let app = TestApp::start_with(|config| config.sign_in_rate.burst = 1_000).await;
    let mut pages = gatehouse::web::router::page_paths();
    pages.retain(|page| page != "/sign-in");
    for page in &pages {
        let mut browser = app.browser();
        let back = browser.go_to_github(page, "octocat").await;
        assert_eq!(browser.come_back(&back).await.location(), page);
    }
    let site = app.folder.path().join("site");
    std::fs::write(site.join("robots.txt"), "x").expect("a file");
    for nowhere in
        ["/healthz", "/readyz", "/robots.txt", "/pkg/gatehouse.js", "/auth/status", "/api/viewer", "/nowhere"]
    {
        let mut browser = app.browser();
        let back = browser.go_to_github(nowhere, "octocat").await;
        assert_eq!(browser.come_back(&back).await.location(), "/profile", "{nowhere}");
    }
}
