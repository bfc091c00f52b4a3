//! Registered as a GitHub App, which has permissions in place of scopes.

use gatehouse_core::state::CoreState;
use gatehouse_model::{Application, TokenSetInfo};
use github_emulator::{Fault, Patch, TokenLife};
use rstest::rstest;
use serde_json::json;

use crate::harness::{Browser, TestApp};

const INSTALLATIONS: &str = "/settings/installations\"";

async fn start() -> TestApp {
    let app = TestApp::start().await;
    app.emulator.set(|settings| settings.application = github_emulator::Application::GitHub);
    app
}

async fn facts(browser: &mut Browser) -> TokenSetInfo {
    serde_json::from_str(&browser.call("token_set_info", &[]).await.body).expect("a model")
}

#[rstest]
#[case::expiring(TokenLife::Expiring)]
#[case::lasting(TokenLife::Lasting)]
#[tokio::test]
async fn settings_speak_of_permissions_and_lead_to_the_installation(#[case] life: TokenLife) {
    let app = start().await;
    app.emulator.set(|settings| settings.tokens = life);
    let mut browser = app.signed_in("octocat").await;
    let page = browser.get("/settings").await;
    assert!(page.body.contains("This site is a GitHub App."), "{}", page.body);
    assert!(page.body.contains(&format!("{}{INSTALLATIONS}", app.emulator.web_url())), "{}", page.body);
    assert!(page.forms().iter().all(|form| form.action != "/settings/scopes"), "there is nothing to ask for");
    assert!(!page.body.contains("read:org") && !page.body.contains("read:user"), "{}", page.body);
    let facts = facts(&mut browser).await;
    assert_eq!((facts.application, facts.scopes.len()), (Application::GitHubApp, 0));
    let page = browser.get("/inside").await;
    assert!(page.body.contains("Permissions") && !page.body.contains("None that GitHub names"), "{}", page.body);
    browser.post("/settings/preferences", &[("language", "ja")]).await;
    assert!(browser.get("/settings").await.body.contains("このサイトは GitHub App です"));
}

#[tokio::test]
async fn asking_for_a_scope_all_the_same_leads_nowhere_and_says_so() {
    let app = start().await;
    let mut browser = app.signed_in("octocat").await;
    let asked = browser.post("/settings/scopes", &[("organizations", "yes")]).await;
    assert_eq!(asked.landing(), "/settings?done=no-scopes", "and not to GitHub, which would not give it");
    assert!(browser.get("/settings").await.body.contains("There are no scopes to change."));
}

#[tokio::test]
async fn the_profile_shows_what_the_app_may_see() {
    let app = start().await;
    let mut browser = app.signed_in("octocat").await;
    let page = browser.get("/profile").await;
    assert!(page.body.contains("Only you see this") && page.body.contains(">github<"), "{}", page.body);
    assert!(page.body.contains("that this site's GitHub App may see"), "{}", page.body);
    assert!(page.body.contains(INSTALLATIONS) && !page.body.contains("/settings#scopes"), "{}", page.body);
}

#[tokio::test]
async fn a_permission_that_is_missing_is_no_scope() {
    let app = start().await;
    let mut browser = app.signed_in("octocat").await;
    let json = json!({ "message": "Resource not accessible by integration" });
    app.emulator.fault(Fault::patched(Patch { status: Some(403), json, ..Patch::default() }).on_path("/api/v3/user/*"));
    let page = browser.get("/profile").await;
    assert!(page.body.contains("This site lacks a permission for this."), "{}", page.body);
    assert!(page.body.contains(INSTALLATIONS) && !page.body.contains("/settings#scopes"), "{}", page.body);
}

#[tokio::test]
async fn private_repositories_are_a_matter_of_the_installation() {
    let app = start().await;
    let mut browser = app.signed_in("octocat").await;
    let page = browser.get("/repositories?visibility=private&language=Nothing").await;
    assert!(page.body.contains("only where it's installed") && page.body.contains(INSTALLATIONS), "{}", page.body);
    assert!(!page.body.contains("the repo scope"), "{}", page.body);
    let mut empty = app.signed_in("empty").await;
    assert!(empty.get("/repositories").await.body.contains(INSTALLATIONS));
}

#[tokio::test]
async fn visitors_are_told_it_is_a_github_app_once_a_token_has_shown_it() {
    let app = start().await;
    let mut stranger = app.browser();
    assert!(stranger.get("/").await.body.contains("read:user"));
    app.signed_in("octocat").await;
    for path in ["/", "/sign-in"] {
        let page = stranger.get(path).await;
        assert!(page.body.contains("GitHub App's permissions allow"), "{path}: {}", page.body);
        assert!(!page.body.contains("read:user"), "{path}: {}", page.body);
    }
    let again = CoreState::new((*app.state.config).clone(), app.state.clock.clone(), gatehouse::web::PAGES);
    assert_eq!(again.await.expect("a state").oauth.application(), Application::GitHubApp, "after a restart as well");
}

#[tokio::test]
async fn an_oauth_app_is_not_a_github_app_whether_or_not_its_tokens_expire() {
    for life in [TokenLife::Expiring, TokenLife::Lasting] {
        let app = TestApp::start().await;
        app.emulator.set(|settings| settings.tokens = life);
        let mut browser = app.signed_in("octocat").await;
        assert_eq!(facts(&mut browser).await.application, Application::OAuthApp);
        let page = browser.get("/settings").await;
        assert!(page.body.contains("read:org") && !page.body.contains("GitHub App"), "{}", page.body);
    }
}

#[tokio::test]
async fn a_renewed_pair_is_still_an_apps() {
    let app = start().await;
    let mut browser = app.signed_in("octocat").await;
    app.advance(std::time::Duration::from_hours(8));
    assert_eq!(browser.get("/repositories").await.status, 200);
    let facts = facts(&mut browser).await;
    assert_eq!((facts.application, facts.refreshes), (Application::GitHubApp, 1));
}
