//! Organisations that require single sign-on: what can be shown is shown, and what is missing is named.

use github_emulator::{Fault, Patch};
use rstest::rstest;
use serde_json::{Value, json};

use crate::harness::TestApp;

const GRAPHQL: &str = "/api/graphql";
const PARTIAL: (&str, &str) = ("x-github-sso", "partial-results; organizations=21955855,20582480");
const KEPT_BACK: &str = "what they own is missing here";

#[tokio::test]
async fn one_closed_pinned_item_takes_neither_the_calendar_nor_the_others_along() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let whole = browser.get("/profile").await;
    let pins = |body: &str| body.matches(r#"<li class="card">"#).count();
    assert!(pins(&whole.body) > 1 && !whole.body.contains("be shown"), "{}", whole.body);
    app.emulator.fault(Fault::closed("viewer.pinnedItems.nodes.0").on("POST", GRAPHQL));
    let page = browser.get("/profile?year=2026").await;
    assert!(page.body.contains("1 pinned item can't be shown: its organisation asks for single sign-on."));
    assert_eq!(pins(&page.body), pins(&whole.body) - 1);
    assert!(page.body.contains("Contribution calendar"), "{}", page.body);
    browser.post("/settings/preferences", &[("language", "ja")]).await;
    let page = browser.get("/profile?year=2026").await;
    assert!(page.body.contains("ピン留めした項目のうち 1 件は表示できません"), "{}", page.body);
}

#[tokio::test]
async fn what_is_closed_elsewhere_in_the_answer_is_said_too() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    app.emulator.fault(Fault::closed("viewer.pinnedItems.nodes.0.primaryLanguage").on("POST", GRAPHQL));
    let page = browser.get("/profile").await;
    assert!(page.body.contains("Part of this can't be shown") && page.body.contains("Contribution calendar"));
}

#[tokio::test]
async fn an_answer_without_anything_readable_fails_as_a_whole() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    app.emulator.fault(Fault::closed("viewer").on("POST", GRAPHQL));
    let page = browser.get("/profile").await;
    assert!(page.status == 200 && !page.body.contains("Contribution calendar"), "{}", page.body);
    assert!(page.body.contains("Your organisation requires single sign-on."), "{}", page.body);
}

const PINS: &str = r#"<li class="card">"#;

/// An answer in which `at` is null, or all of the data, beside errors that say who keeps these places.
fn closed(at: Option<&str>, places: &[&[&str]], message: &str) -> Fault {
    let error = |place: &&[&str]| json!({ "type": "FORBIDDEN", "path": place, "message": message });
    let errors: Vec<Value> = places.iter().map(error).collect();
    let at = at.map_or("/data".to_owned(), |at| format!("/data/{at}"));
    let at = [(at, Value::Null), ("/errors".to_owned(), json!(errors))];
    Fault::patched(Patch { at: at.into(), ..Patch::default() }).on("POST", GRAPHQL).times(1)
}

const SAML: &str =
    "Resource protected by organization SAML enforcement. You must grant your OAuth token access to an organization.";
const ALLOW_LIST: &str = "Although you appear to have the correct authorization credentials, the `octo-org` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.";

#[tokio::test]
async fn several_closed_pins_are_counted_and_each_reason_is_said() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let pins = browser.get("/profile").await.body.matches(PINS).count();
    let at =
        ["/data/viewer/pinnedItems/nodes/0", "/data/viewer/pinnedItems/nodes/2", "/data/viewer/pinnedItems/nodes/3"];
    let error = |place: usize, message: &str, more: Value| {
        let mut path = vec![json!("viewer"), json!("pinnedItems"), json!("nodes"), json!(place)];
        path.extend(more.as_str().map(|more| json!(more)));
        json!({ "type": "FORBIDDEN", "path": path, "message": message })
    };
    // Of one item two fields are closed, and either would have been enough.
    let errors = json!([
        error(0, SAML, Value::Null),
        error(2, SAML, json!("description")),
        error(2, SAML, json!("url")),
        error(3, ALLOW_LIST, Value::Null),
    ]);
    let nulls = at.map(|at| (at.to_owned(), Value::Null));
    let at = nulls.into_iter().chain([("/errors".to_owned(), errors)]).collect();
    app.emulator.fault(Fault::patched(Patch { at, ..Patch::default() }).on("POST", GRAPHQL));
    let page = browser.get("/profile?year=2026").await;
    assert_eq!(page.body.matches(PINS).count(), pins - 3);
    assert!(page.body.contains("2 pinned items can't be shown: their organisations ask for single sign-on."));
    assert!(page.body.contains("1 pinned item can't be shown: its organisation keeps it closed to this site."));
    assert!(page.body.contains("Contribution calendar") && !page.body.contains("Part of this"), "{}", page.body);
}

#[rstest]
#[case::alone(Some("viewer/contributionsCollection"), 1)]
#[case::with_everything_above_it(None, 2)]
#[tokio::test]
async fn a_closed_calendar_is_said_and_the_pins_are_there(#[case] at: Option<&str>, #[case] calls: u64) {
    for (message, said) in [(SAML, "an organisation asks for single sign-on"), (ALLOW_LIST, "closed to this site")] {
        let app = TestApp::start().await;
        let mut browser = app.signed_in("octocat").await;
        app.emulator.fault(closed(at, &[&["viewer", "contributionsCollection", "contributionCalendar"]], message));
        let page = browser.get("/profile").await;
        assert!(page.status == 200 && page.body.contains(PINS), "{}", page.body);
        assert!(page.body.contains("Your contributions can't be shown") && page.body.contains(said), "{}", page.body);
        assert!(!page.body.contains("Contribution calendar") && !page.body.contains("Part of this"), "{}", page.body);
        assert_eq!(app.emulator.count("POST /api/graphql"), calls);
    }
}

#[rstest]
#[case::alone(Some("viewer/pinnedItems"), 1)]
#[case::the_list(Some("viewer/pinnedItems/nodes"), 1)]
#[case::with_everything_above_it(None, 2)]
#[tokio::test]
async fn closed_pins_are_said_and_the_calendar_is_there(#[case] at: Option<&str>, #[case] calls: u64) {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    app.emulator.fault(closed(at, &[&["viewer", "pinnedItems", "nodes"]], SAML));
    let page = browser.get("/profile").await;
    assert!(page.status == 200 && page.body.contains("Contribution calendar"), "{}", page.body);
    assert!(page.body.contains("What you pinned can't be shown: an organisation asks"), "{}", page.body);
    assert!(!page.body.contains(PINS) && !page.body.contains("haven't pinned anything"), "{}", page.body);
    assert_eq!(app.emulator.count("POST /api/graphql"), calls);
}

#[tokio::test]
async fn when_both_are_closed_both_are_reported() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let places: [&[&str]; 2] = [&["viewer", "contributionsCollection"], &["viewer", "pinnedItems"]];
    app.emulator.fault(closed(None, &places, SAML));
    let page = browser.get("/profile").await;
    for part in ["Your contributions can't be shown", "What you pinned can't be shown", "What everyone sees"] {
        assert!(page.status == 200 && page.body.contains(part), "{part}: {}", page.body);
    }
    assert_eq!(app.emulator.count("POST /api/graphql"), 1);
}

#[tokio::test]
async fn lists_that_organisations_keep_something_of_say_so() {
    let app = TestApp::start_with(|config| config.github.scopes.push("read:org".to_owned())).await;
    let mut browser = app.signed_in("octocat").await;
    for path in ["/repositories", "/activity", "/profile"] {
        assert!(!browser.get(path).await.body.contains(KEPT_BACK), "{path}");
    }
    for (path, at) in [
        ("/repositories", "/api/v3/user/repos"),
        ("/activity", "/api/v3/users/octocat/events"),
        ("/activity", "/api/v3/user/starred"),
        ("/profile", "/api/v3/user/orgs"),
    ] {
        app.emulator.fault(Fault::header(PARTIAL.0, PARTIAL.1).on("GET", at));
        let mut browser = app.signed_in("octocat").await;
        let page = browser.get(path).await;
        assert_eq!(page.body.matches(KEPT_BACK).count(), 1, "{path} {at}: {}", page.body);
        assert!(!page.text().contains("</strong> in all"), "{path}");
        app.emulator.clear_faults();
    }
}

#[rstest]
#[case::github("https://localhost/orgs/octo-org/sso?authorization_request=A1", true)]
#[case::elsewhere("https://github.com.evil.example/sso", false)]
#[case::in_clear("http://localhost/orgs/octo-org/sso", false)]
#[case::script("javascript:alert(1)", false)]
#[tokio::test]
async fn the_page_of_the_sign_on_is_linked_where_it_is_githubs(#[case] url: &str, #[case] linked: bool) {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    app.emulator.fault(Fault::sso_at(url).on("GET", "/api/v3/user/repos"));
    let page = browser.get("/repositories").await;
    assert!(page.status == 403 && page.body.contains("requires single sign-on"), "{}", page.body);
    assert_eq!(page.body.contains(&format!(r#"href="{url}""#)), linked, "{}", page.body);
    assert_eq!(page.body.contains("Sign on to your organisation"), linked, "{}", page.body);
}
