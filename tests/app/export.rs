use gatehouse_model::AccountEventKind;
use reqwest::Method;
use rstest::rstest;
use serde_json::Value;
use tower_sessions::session::Id;

use crate::harness::{Browser, Page, Schema, TestApp};

const EXPORT: &str = "/settings/export.json";

/// Every secret of the emulator's, the sealing key, and what names the sessions of `browsers`: the cookie's value, the
/// hash of it in the ways a program might print it.
fn secrets(app: &TestApp, browsers: &[&Browser]) -> Vec<String> {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let mut secrets = app.emulator.secrets();
    secrets.push(app.key.clone());
    for browser in browsers {
        let value = browser.session().expect("signed in");
        let id: Id = value.parse().expect("an id");
        let hash = gatehouse_core::crypto::sha256(&id.0.to_le_bytes());
        let listed = hash[..4].iter().map(u8::to_string).collect::<Vec<_>>().join(",");
        secrets.extend([
            value.to_owned(),
            gatehouse_core::crypto::hex(&hash),
            // As the log names it, and the table of events.
            gatehouse_core::crypto::hex(&hash[..4]),
            STANDARD.encode(hash),
            listed,
            id.0.to_string(),
        ]);
    }
    secrets
}

fn first_found<'a>(secrets: &'a [String], text: &str) -> Option<&'a String> {
    let dense: String = text.split_whitespace().collect();
    secrets.iter().find(|secret| text.contains(secret.as_str()) || dense.contains(secret.as_str()))
}

fn json(page: &Page) -> Value {
    assert_eq!((page.status, page.header("content-type")), (200, "application/json; charset=utf-8"), "{page:?}");
    serde_json::from_str(&page.body).expect("JSON")
}

#[tokio::test]
async fn the_export_holds_what_is_known_of_a_person() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    let mut phone = app.signed_in("octocat").await;
    app.signed_in("octocat").await.sign_out().await;
    let mut many = app.signed_in("many").await;
    let form = laptop.get("/settings").await.form(EXPORT);
    let page = laptop.submit(&form).await;
    let export = json(&page);
    assert_eq!(page.header("content-disposition"), "attachment; filename=\"gatehouse-export.json\"");
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!((&export["viewer"]["login"], &export["github_id"]), (&"octocat".into(), &583_231.into()));
    let devices = export["devices"].as_array().expect("a list");
    let ids: Vec<_> = devices.iter().map(|device| device["id"].as_str().expect("a name")).collect();
    assert_eq!(ids, [laptop.device().await.id, phone.device().await.id]);
    let token_sets = export["token_sets"].as_array().expect("a list");
    assert_eq!(token_sets.len(), 2);
    for token_set in token_sets {
        assert_eq!((&token_set["scopes"], &token_set["generation"]), (&serde_json::json!(["read:user"]), &1.into()));
        assert!(token_set["access_expires_at"].is_string() && token_set["refresh_expires_at"].is_string());
    }
    assert_eq!(export["events"].as_array().map(Vec::len), Some(4), "three sign-ins and a sign-out");
    assert_eq!(export["waiting_for_revocation"], 1);
    assert!(!page.body.contains("many") && !page.body.contains(&many.device().await.id), "nothing of anybody else");
    assert!(laptop.events().await.contains(&AccountEventKind::Exported));
}

#[tokio::test]
async fn the_export_holds_no_token_no_secret_and_no_session_id() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    let phone = app.signed_in("octocat").await;
    app.stale();
    laptop.reauthenticate("octocat").await;
    laptop.get("/profile").await;
    let page = laptop.get(EXPORT).await;
    json(&page);
    let secrets = secrets(&app, &[&laptop, &phone]);
    assert_eq!(first_found(&secrets, &page.everything()), None);
    for secret in &secrets {
        let planted = page.body.replacen("octocat", secret, 1);
        assert!(first_found(&secrets, &planted).is_some(), "one that is there is found");
    }
}

#[tokio::test]
async fn the_export_needs_a_fresh_reauthentication_and_its_form_may_be_sent_twice() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    app.stale();
    let form = laptop.get("/settings").await.form(EXPORT);
    let answer = laptop.submit(&form).await;
    assert_eq!((answer.status, answer.location(), answer.body.as_str()), (303, "/reauthenticate", ""));
    laptop.reauthenticate("octocat").await;
    let form = laptop.waiting_form().await;
    assert_eq!((form.method.as_str(), form.action.as_str()), ("get", EXPORT));
    for _ in 0..2 {
        assert_eq!(json(&laptop.submit(&form).await)["viewer"]["login"], "octocat");
    }
    app.stale();
    assert_eq!(laptop.submit(&form).await.location(), "/reauthenticate");
    assert_eq!(laptop.events().await.iter().filter(|event| **event == AccountEventKind::Exported).count(), 2);
}

#[tokio::test]
async fn signed_out_nobody_exports_anything() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    let mut copy = laptop.copy();
    laptop.sign_out().await;
    let answer = copy.get(EXPORT).await;
    assert_eq!((answer.status, answer.body.as_str()), (303, ""));
}

#[rstest]
#[case::fresh(false)]
#[case::stale(true)]
#[tokio::test]
async fn a_link_on_another_site_exports_nothing(#[case] stale: bool, #[values("cross-site", "same-site")] site: &str) {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    if stale {
        app.stale();
    }
    let request = laptop.request(Method::GET, EXPORT).header("accept", "text/html").header("sec-fetch-site", site);
    let answer = laptop.send(request).await;
    assert_eq!((answer.status, answer.location(), answer.body.as_str()), (303, "/settings", ""));
    assert_eq!(laptop.reauthentication().await.waiting, None);
    assert_eq!(laptop.events().await, [AccountEventKind::SignedIn], "nothing was asked for and nothing noted");
}

#[tokio::test]
async fn a_sign_in_on_the_way_to_the_export_leads_to_the_page_with_its_button() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let door = browser.get(EXPORT).await;
    assert_eq!(door.location(), "/sign-in?return_to=%2Fsettings");
    let form = browser.get(door.location()).await.form("/auth/github");
    let address = browser.submit(&form).await.location().parse().expect("GitHub's address");
    let back = browser.authorize(&address, "octocat").await;
    assert_eq!(browser.come_back(&back).await.location(), "/settings");
    assert!(browser.come_back("/settings").await.body.contains("Download my data"));
}

#[tokio::test]
async fn the_export_is_what_its_schema_says_with_something_in_every_list() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    app.signed_in("octocat").await.sign_out().await;
    app.stale();
    laptop.post("/devices/end-others", &[]).await;
    laptop.reauthenticate("many").await;
    laptop.reauthenticate("octocat").await;
    laptop.get(EXPORT).await;
    let mut export = json(&laptop.get(EXPORT).await);
    assert_eq!(Schema::of_export().faults(&export), Vec::<String>::new());
    let events = export["events"].as_array().expect("a list");
    let kinds: Vec<_> = events.iter().map(|event| (&event["kind"], &event["reason"])).collect();
    let kinds = serde_json::to_value(kinds).expect("JSON");
    let expected = serde_json::json!([
        ["exported", null],
        ["reauthenticated", null],
        ["reauthentication_failed", "wrong_account"],
        ["reauthentication_required", null],
        ["ended", "signed_out"],
        ["signed_in", null],
        ["signed_in", null],
    ]);
    assert_eq!(kinds, expected);

    // What was wrong with it before would be found.
    export["devices"][0]["created_at"] = 1_764_000_000.into();
    export["events"][0]["kind"] = "Exported".into();
    export["viewer"]["email"] = "octocat@github.com".into();
    export.as_object_mut().expect("an object").remove("token_sets");
    assert_eq!(Schema::of_export().faults(&export).len(), 4);
}
