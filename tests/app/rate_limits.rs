//! GitHub's limits in every form it tells them: whose they are, how long they last, and that nothing is asked meanwhile.

use std::time::Duration;

use github_emulator::Fault;
use rstest::rstest;

use crate::harness::TestApp;

const REPOS: &str = "/api/v3/user/repos";
const ASKED: &str = "GET /api/v3/user/repos";
const GRAPHQL: &str = "/api/graphql";
const GRAPHQL_ASKED: &str = "POST /api/graphql";
const APPLICATIONS: &str = "/api/v3/applications/*";
const DELETES: &str = "DELETE /api/v3/applications/gatehouse-emulator/token";

const QUEUED: &str = "SELECT count(*) FROM revocations";

const HOURLY: &str = "hourly limit is used up";
const PAUSE: &str = "asks for a pause";

#[tokio::test]
async fn a_used_up_graphql_limit_is_known_to_all_sessions_of_its_viewer_until_its_end() {
    let app = TestApp::start().await;
    let mut phone = app.signed_in("octocat").await;
    let mut desk = app.signed_in("octocat").await;
    app.emulator.set(|settings| settings.graphql_left = Some(0));
    let page = phone.get("/profile").await;
    assert!(page.status == 200 && page.body.contains(HOURLY), "{}", page.body);
    for browser in [&mut phone, &mut desk] {
        for path in ["/profile", "/profile?year=2024", "/profile?year=2023"] {
            let page = browser.get(path).await;
            assert!(page.status == 200 && page.body.contains(HOURLY), "{path}: {}", page.body);
        }
    }
    assert_eq!(app.emulator.count(GRAPHQL_ASKED), 1);
    assert_eq!(phone.get("/repositories").await.status, 200, "REST is counted apart");
    let mut stranger = app.signed_in("many").await;
    assert!(stranger.get("/profile").await.body.contains(HOURLY));
    assert_eq!(app.emulator.count(GRAPHQL_ASKED), 2, "another viewer's limit is their own");
    app.emulator.set(|settings| settings.graphql_left = None);
    app.advance(Duration::from_hours(1));
    assert!(!desk.get("/profile?year=2024").await.body.contains(HOURLY));
    assert_eq!(app.emulator.count(GRAPHQL_ASKED), 3);
}

#[tokio::test]
async fn a_secondary_limit_without_a_time_is_waited_for_longer_each_time() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    app.emulator.fault(Fault::slow_down(403).on("GET", REPOS));
    for (asked, pause) in [(1, 60), (2, 120), (3, 240)] {
        let page = browser.get("/repositories").await;
        assert!(page.status == 503 && page.body.contains(PAUSE), "{}", page.body);
        let call = browser.call("repositories", &[("query[q]", "x")]).await;
        for answer in [&page, &call] {
            assert!(answer.status == 503 && !answer.header("retry-after").is_empty(), "{answer:?}");
        }
        assert!(!page.body.contains("hourly limit"), "{}", page.body);
        app.advance(Duration::from_secs(pause / 2));
        browser.get("/repositories").await;
        assert_eq!(app.emulator.count(ASKED), asked);
        app.advance(Duration::from_secs(pause / 2 + 1));
    }
    app.emulator.clear_faults();
    assert_eq!(browser.get("/repositories").await.status, 200);
    // A good answer was given: the next pause is a minute again.
    app.emulator.fault(Fault::slow_down(403).on("GET", REPOS).times(1));
    let mut desk = app.signed_in("octocat").await;
    assert_eq!(desk.get("/repositories").await.status, 503);
    app.advance(Duration::from_secs(61));
    assert_eq!(desk.get("/repositories").await.status, 200);
}

#[tokio::test]
async fn a_limit_met_on_one_page_holds_for_every_list_and_session_of_its_viewer() {
    let app = TestApp::start().await;
    let mut phone = app.signed_in("octocat").await;
    let mut desk = app.signed_in("octocat").await;
    let mut stranger = app.signed_in("many").await;
    app.emulator.fault(Fault::slow_down(403).on("GET", REPOS).times(1));
    assert_eq!(phone.get("/repositories").await.status, 503);
    let calls = app.emulator.total_api_calls();
    for browser in [&mut phone, &mut desk] {
        for (path, status) in [("/repositories", 503), ("/activity", 503), ("/repositories.csv", 303)] {
            let page = browser.get(path).await;
            assert_eq!(page.status, status, "{path}: {}", page.body);
        }
    }
    assert_eq!(app.emulator.total_api_calls(), calls);
    assert_eq!(stranger.get("/activity").await.status, 200, "another viewer is not limited");
    app.advance(Duration::from_secs(61));
    for path in ["/repositories", "/activity"] {
        assert_eq!(desk.get(path).await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn a_secondary_limit_from_graphql_is_not_the_hourly_one() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    app.emulator.fault(Fault::slow_down(200).on("POST", GRAPHQL).times(1));
    let page = browser.get("/profile").await;
    assert!(page.body.contains(PAUSE) && !page.body.contains("hourly limit"), "{}", page.body);
    browser.get("/profile?year=2024").await;
    assert_eq!(app.emulator.count(GRAPHQL_ASKED), 1);
    app.advance(Duration::from_secs(61));
    assert!(!browser.get("/profile").await.body.contains(PAUSE));
}

#[tokio::test]
async fn a_pause_is_told_in_japanese_too() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    browser.post("/settings/preferences", &[("language", "ja")]).await;
    app.emulator.fault(Fault::slow_down(403).on("GET", REPOS).times(1));
    let page = browser.get("/repositories").await;
    assert!(page.body.contains("GitHub が少し間をおくよう求めています"), "{}", page.body);
}

#[rstest]
#[case::primary(Fault::rate_limited(1_200), 1_200)]
#[case::secondary_without_a_time(Fault::slow_down(403), 60)]
#[tokio::test]
async fn while_the_application_is_limited_no_call_of_its_own_leaves(#[case] limit: Fault, #[case] seconds: u64) {
    let app = TestApp::start().await;
    for _ in 0..4 {
        app.signed_in("octocat").await.sign_out().await;
    }
    app.emulator.fault(limit.on_path(APPLICATIONS));
    // As the background does: every five seconds, for fifty.
    for _ in 0..10 {
        app.kill().await;
        app.advance(Duration::from_secs(5));
    }
    let applications = || {
        let of_ours = |line: &&github_emulator::RequestLine| line.path.starts_with("/api/v3/applications/");
        app.emulator.requests().iter().filter(of_ours).count()
    };
    assert_eq!((applications(), app.number(QUEUED).await), (1, 4));
    assert_eq!(app.number("SELECT max(tries) FROM revocations").await, 1, "and no pair's turn is counted");
    app.emulator.clear_faults();
    app.advance(Duration::from_secs(seconds));
    app.kill().await;
    assert_eq!((app.number(QUEUED).await, app.emulator.live_tokens("octocat")), (0, 0));
    assert_eq!(app.emulator.count(DELETES), 5);
}
