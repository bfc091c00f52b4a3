use std::time::Duration;

use github_emulator::Fault;

use crate::harness::{Browser, Page, TestApp, captured_log};

/// Everything that must never leave the server, of this test's own app and emulator.
fn canaries(app: &TestApp, states: &[String]) -> Vec<String> {
    let mut canaries = app.emulator.secrets();
    // Codes and states travel in addresses by design; logs and bodies must not repeat them.
    canaries.extend_from_slice(states);
    canaries.push(app.key.clone());
    assert!(canaries.len() > 3, "the emulator has issued something to search for");
    canaries
}

fn found<'a>(canaries: &'a [String], text: &str) -> Option<&'a String> {
    canaries.iter().find(|canary| text.contains(canary.as_str()))
}

/// A tour through everything, good and bad.
async fn tour(app: &TestApp, browser: &mut Browser) -> Vec<String> {
    let mut states = Vec::new();
    for account in ["octocat", "markup", "many"] {
        let address = browser.begin("/repositories").await;
        states.extend(address.query_pairs().filter(|(name, _)| name == "state").map(|(_, state)| state.into_owned()));
        let back = browser.authorize(&address, account).await;
        browser.come_back(&back).await;
        browser.come_back(&back).await;
        for path in ["/", "/profile", "/repositories?q=a&page=2", "/sign-in", "/nowhere", "/auth/status"] {
            browser.get(path).await;
        }
        for function in ["viewer", "profile", "repositories"] {
            browser.call(function, &[("query[q]", "x")]).await;
        }
    }
    for fault in [Fault::html(502), Fault::unauthorized(), Fault::garbage(), Fault::hang(), Fault::rate_limited(60)] {
        app.advance(Duration::from_secs(3_601));
        app.emulator.clear_faults();
        app.emulator.fault(fault.on("GET", "/api/v3/user"));
        browser.get("/profile").await;
        let back = browser.go_to_github("", "octocat").await;
        browser.come_back(&back).await;
    }
    app.emulator.clear_faults();
    // The limit's pair was kept: the button goes on with it.
    app.advance(Duration::from_secs(61));
    browser.post("/auth/github", &[]).await;
    app.emulator.fault(Fault::garbage().on("POST", "/login/oauth/access_token"));
    let back = browser.go_to_github("", "octocat").await;
    browser.come_back(&back).await;
    browser.sign_out().await;
    states
}

#[tokio::test]
async fn no_answer_and_no_log_line_holds_a_secret() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let states = tour(&app, &mut browser).await;
    let canaries = canaries(&app, &states);

    for page in browser.seen() {
        // The one place a state may stand: the address of GitHub's own page, where ours goes on to it.
        let towards_github = if page.is_departure() { page.location().replace('&', "&amp;") } else { "\n".to_owned() };
        let text = page.everything().replace(&towards_github, "");
        assert_eq!(found(&canaries, &text), None, "{page:?}");
    }
    let log = captured_log();
    assert!(log.contains("sign-in-refused"), "the log was captured");
    let leaking = log.lines().find(|line| found(&canaries, line).is_some());
    assert_eq!(leaking, None);
}

#[tokio::test]
async fn no_page_holds_its_own_session_id() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let id = browser.session().expect("signed in").to_owned();
    for path in ["/", "/profile", "/repositories", "/nowhere"] {
        let page = browser.get(path).await;
        assert!(!page.everything().contains(&id), "{path}");
    }
    browser.sign_out().await;
    assert!(!captured_log().contains(&id), "the log names sessions by the start of their hash");
}

#[tokio::test]
async fn a_deliberate_leak_is_found() {
    use tower::ServiceExt;
    let app = TestApp::start().await;
    app.signed_in("octocat").await;
    let canaries = canaries(&app, &[]);
    let token = canaries.iter().find(|canary| canary.starts_with("gh")).expect("a token").clone();
    // A handler of ours that forgets itself, behind the real layers.
    let leak = token.clone();
    let leaking = async move || {
        tracing::trace!(leak, "a handler leaks on purpose");
        ([("x-leak", leak.clone())], format!("<p>{leak}</p>"))
    };
    let routes = axum::Router::new().route("/leak", axum::routing::get(leaking));
    let service = gatehouse::web::router::at_the_edge(routes, app.web.clone());
    let request = http::Request::get("/leak").header("host", app.state.config.public_url.authority());
    let answer = service.oneshot(request.body(axum::body::Body::empty()).expect("a request")).await.expect("an answer");
    let headers = answer.headers().clone();
    let body = axum::body::to_bytes(answer.into_body(), 10_000).await.expect("a body");
    let page = Page::new(200, headers, String::from_utf8_lossy(&body).into_owned());
    assert_eq!(found(&canaries, &page.body), Some(&token));
    assert_eq!(found(&canaries, &format!("{:?}", page.headers)), Some(&token));
    assert!(found(&canaries, &captured_log()).is_some(), "what is logged at TRACE is searched");
}

#[tokio::test]
async fn the_database_files_hold_nothing_that_opens_anything() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let waiting = app.browser().begin("/repositories").await;
    app.emulator.fault(Fault::html(502).on("GET", "/api/v3/user").times(1));
    app.browser().sign_in("many").await;
    browser.get("/profile").await;

    let mut secrets = app.emulator.secrets();
    secrets.push(browser.session().expect("signed in").to_owned());
    secrets.extend(waiting.query_pairs().filter(|(name, _)| name == "state").map(|(_, state)| state.into_owned()));
    let id: tower_sessions::session::Id = browser.session().expect("signed in").parse().expect("an id");
    let mut searched = 0;
    for entry in std::fs::read_dir(app.folder.path()).expect("the folder").flatten().filter(|e| e.path().is_file()) {
        let bytes = std::fs::read(entry.path()).expect("readable");
        searched += bytes.len();
        for secret in &secrets {
            assert!(!contains(&bytes, secret.as_bytes()), "{:?} holds a secret", entry.path());
        }
        assert!(!contains(&bytes, &id.0.to_le_bytes()) && !contains(&bytes, &id.0.to_be_bytes()));
    }
    assert!(searched > 50_000, "the database and its WAL were read");
    let all = std::fs::read(app.folder.path().join("gatehouse.db-wal")).expect("the WAL");
    assert!(contains(&all, b"octocat"), "a search that finds nothing must be able to find something");
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[tokio::test]
async fn a_sealed_token_moved_to_another_session_does_not_open() {
    let app = TestApp::start().await;
    let mut octocat = app.signed_in("octocat").await;
    app.signed_in("many").await;
    app.execute(
        "UPDATE token_sets SET access_token = (SELECT access_token FROM token_sets g WHERE g.github_id <> token_sets.github_id)",
    )
    .await;
    let page = octocat.get("/profile").await;
    assert_eq!((page.status, page.body.as_str()), (303, ""), "the token of another is never used");
    assert_eq!(page.landing(), "/sign-in?why=key-unknown");
    assert_eq!(app.emulator.count("GET /api/v3/user"), 2, "only the two sign-ins asked");
}

#[tokio::test]
async fn a_redirect_from_the_api_carries_the_token_nowhere() {
    let app = TestApp::start().await;
    let other = github_emulator::Emulator::start().await.expect("another host");
    let mut browser = app.signed_in("octocat").await;
    app.emulator.fault(Fault::redirect(format!("{}/user", other.api_url())).on("GET", "/api/v3/user"));
    assert_eq!(browser.get("/profile").await.status, 502);
    assert!(other.requests().iter().all(|request| !request.authorized && request.authorization_headers == 0));
}
