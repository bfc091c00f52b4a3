//! Organisations that ask for their single sign-on first: what is there is shown, and what is missing is said.

use github_emulator::Fault;
use rstest::rstest;

use crate::harness::TestApp;

const GRAPHQL: &str = "/api/graphql";
const PARTIAL: (&str, &str) = ("x-github-sso", "partial-results; organizations=21955855,20582480");
const KEPT_BACK: &str = "What some of your organisations have is missing here";

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
    assert!(page.body.contains("makes no sense to us"), "{}", page.body);
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
    assert!(page.status == 403 && page.body.contains("single sign-on first"), "{}", page.body);
    assert_eq!(page.body.contains(&format!(r#"href="{url}""#)), linked, "{}", page.body);
    assert_eq!(page.body.contains("Sign on at your organisation"), linked, "{}", page.body);
}
