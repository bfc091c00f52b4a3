use std::{future::ready, pin::pin, time::Duration};

use axum::body::Body;
use gatehouse::web::router;
use gatehouse_model::{CacheUsage, TokenSetInfo};
use tower::ServiceExt;

use crate::harness::TestApp;

const DECOYS: &str = "SELECT count(*) FROM sessions WHERE state = 2";

/// In every story, and nowhere else on the page.
const TOLD: &str = "The server did all of this to itself";

#[tokio::test]
async fn a_thiefs_attempts_are_refused_by_the_router_itself_and_leave_nothing() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    for (attempt, held, answers) in [
        ("forged", "The forged form was refused.", [204, 403, 204]),
        ("replayed", "The copied cookie opened nothing.", [204, 303, 401]),
    ] {
        let answer = browser.post("/inside/try", &[("attempt", attempt)]).await;
        assert_eq!((answer.status, answer.location()), (303, "/inside"));
        let page = browser.get("/inside").await.text();
        assert!(page.contains(held), "{page}");
        assert!(answers.iter().all(|status| page.contains(&format!("<code>{status}</code>"))), "{page}");
        assert_eq!(app.number(DECOYS).await, 0);
    }
    assert_eq!(browser.devices().await.len(), 1, "a decoy is no device");
    assert_eq!(browser.events().await.len(), 1, "and nothing that happened to the viewer");
    assert_eq!(browser.post("/inside/try", &[("attempt", "nonsense")]).await.status, 400);
}

#[tokio::test]
async fn an_address_tells_no_story() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let page = browser.get("/inside?tried=forged&before=204&answer=200&after=204").await;
    assert!(page.status == 200 && !page.body.contains(TOLD), "{}", page.body);
}

#[tokio::test]
async fn a_story_is_told_to_the_session_that_asked_for_it_and_for_a_minute() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    let mut phone = app.signed_in("octocat").await;
    laptop.post("/inside/try", &[("attempt", "forged")]).await;
    for _ in 0..2 {
        assert!(laptop.get("/inside").await.body.contains(TOLD), "also where it is reloaded");
    }
    assert!(!phone.get("/inside").await.body.contains(TOLD));
    app.advance(Duration::from_mins(1));
    assert!(!laptop.get("/inside").await.body.contains(TOLD));
}

#[tokio::test]
async fn whoever_hangs_up_leaves_no_decoy() {
    let app = TestApp::start().await;
    let browser = app.signed_in("octocat").await;
    let request = http::Request::post("/inside/try")
        .header("host", app.state.config.public_url.authority())
        .header("cookie", browser.jar.header())
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from("attempt=forged"))
        .expect("a request");
    {
        let mut asked = pin!(router::router(app.web.clone()).oneshot(request));
        // One step at a time, until there is a decoy to leave behind.
        while app.number(DECOYS).await == 0 {
            tokio::select! {
                biased;
                _ = &mut asked => break,
                () = ready(()) => {}
            }
        }
    }
    app.settled().await;
    assert_eq!(app.number(DECOYS).await, 0);
}

#[tokio::test]
async fn a_decoy_left_behind_keeps_nobody_from_deleting_their_data() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    app.execute(
        "INSERT INTO sessions
             (id_hash, state, issuer, github_id, created_at, last_seen_at, absolute_at, fresh_at, device)
         SELECT CAST(printf('%032d', 1) AS BLOB), 2, issuer, github_id, created_at, last_seen_at, absolute_at, fresh_at,
             printf('%016d', 1)
         FROM sessions",
    )
    .await;
    assert_eq!(app.number(DECOYS).await, 1);
    assert_eq!(browser.post("/settings/delete-data", &[]).await.landing(), "/?done=deleted");
    assert_eq!(app.number("SELECT count(*) FROM viewers").await, 0);
}

#[tokio::test]
async fn the_page_tells_facts_about_the_token_set_and_not_a_byte_of_it() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    browser.get("/profile").await;
    let facts = browser.call("token_set_info", &[]).await;
    let facts: TokenSetInfo = serde_json::from_str(&facts.body).expect("a model");
    assert_eq!((facts.generation, facts.key_id.as_str(), facts.lasting), (1, "test", false));
    assert!(facts.refreshable && facts.scopes == ["read:user"], "{facts:?}");
    let cached = browser.call("cache_usage", &[]).await;
    let cached: CacheUsage = serde_json::from_str(&cached.body).expect("a model");
    assert!(cached.answers >= 3 && (1_000..200_000).contains(&cached.bytes), "{cached:?}");
    let page = browser.get("/inside").await;
    assert_eq!(page.status, 200);
    for secret in app.emulator.secrets() {
        assert!(!page.body.contains(&secret));
    }
}
