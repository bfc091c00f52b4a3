use gatehouse::model::GrantFacts;

use crate::harness::TestApp;

const DECOYS: &str = "SELECT count(*) FROM sessions WHERE active = 2";

#[tokio::test]
async fn a_thiefs_attempts_are_refused_by_the_router_itself_and_leave_nothing() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    for (attempt, answer, after) in [("forged", 403, 204), ("replayed", 303, 401)] {
        let page = browser.post("/inside/try", &[("attempt", attempt)]).await;
        let expected = format!("/inside?tried={attempt}&before=204&answer={answer}&after={after}");
        assert_eq!((page.status, page.location()), (303, expected.as_str()));
        assert!(browser.get(&expected).await.body.contains(&answer.to_string()));
        assert_eq!(app.number(DECOYS).await, 0);
    }
    assert_eq!(browser.devices().await.len(), 1, "a decoy is no device");
    assert_eq!(browser.events().await.len(), 1, "and nothing that happened to the viewer");
    assert_eq!(browser.post("/inside/try", &[("attempt", "nonsense")]).await.status, 400);
}

#[tokio::test]
async fn the_page_tells_facts_about_the_grant_and_not_a_byte_of_it() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    browser.get("/profile").await;
    let facts = browser.call("grant_facts", &[]).await;
    let facts: GrantFacts = serde_json::from_str(&facts.body).expect("a model");
    assert_eq!((facts.generation, facts.key_id.as_str(), facts.lasting), (1, "test", false));
    assert!(facts.refreshable && facts.scopes == ["read:user"] && facts.kept_answers >= 3, "{facts:?}");
    assert!((1_000..200_000).contains(&facts.kept_bytes), "{facts:?}");
    let page = browser.get("/inside").await;
    assert_eq!(page.status, 200);
    for secret in app.emulator.secrets() {
        assert!(!page.body.contains(&secret));
    }
}
