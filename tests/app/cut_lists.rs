//! Lists that are longer than what is kept, or than what this site may see, do not claim to be whole.

use std::sync::Arc;

use futures::future::BoxFuture;
use gatehouse_core::{
    github::{GitHubError, Observer, Selection, TokenSource, Tokens},
    session::SessionKey,
    token::{AccessToken, LiveToken},
};
use gatehouse_model::RepositoryQuery;
use github_emulator::Fault;

use crate::harness::TestApp;

/// A list that always has one page more.
fn endless(app: &TestApp, path: &str) {
    let next = format!("<{}{path}?per_page=100&page=2>; rel=\"next\"", app.emulator.api_url());
    app.emulator.fault(Fault::header("link", next).on("GET", &format!("/api/v3{path}")));
}

#[tokio::test]
async fn repositories_beyond_what_is_kept_are_said_to_be_missing() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("many").await;
    endless(&app, "/user/repos");
    app.gathered(&browser).await;
    let page = browser.get("/repositories").await.text();
    assert!(page.contains("This list ends early.") && page.contains("</strong> listed here"), "{page}");
    assert!(!page.contains("</strong> in all"), "{page}");
    assert!(browser.get("/profile").await.body.contains("There are more."), "the languages are not all of them either");
    assert_eq!(app.emulator.count("GET /api/v3/user/repos"), 50);
}

#[tokio::test]
async fn stars_beyond_what_is_kept_are_said_to_be_missing() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("many").await;
    endless(&app, "/user/starred");
    app.until_page(&browser, "/activity", |page| page.body.contains("This list ends early")).await;
    assert_eq!(app.emulator.count("GET /api/v3/user/starred"), 10);
    let page = browser.get("/activity").await.text();
    assert!(page.contains("The latest 200.") && !page.contains(" in all"), "{page}");
    browser.post("/settings/preferences", &[("language", "ja")]).await;
    assert!(browser.get("/activity").await.body.contains("一覧は途中までで"));
}

/// One token, whatever happens.
struct Fixed(String);

impl Tokens for Fixed {
    fn viewer(&self) -> i64 {
        1
    }

    fn current(&self) -> BoxFuture<'_, Result<LiveToken, GitHubError>> {
        let token = AccessToken::new(self.0.as_str());
        Box::pin(std::future::ready(Ok(LiveToken { token, generation: 1 })))
    }

    fn after_refusal(&self, _: i64) -> BoxFuture<'_, Result<LiveToken, GitHubError>> {
        self.current()
    }

    fn refused_again(&self, _: i64) -> BoxFuture<'_, GitHubError> {
        Box::pin(std::future::ready(GitHubError::Unauthorized))
    }
}

#[tokio::test]
async fn a_selection_tells_whether_it_is_whole() {
    let app = TestApp::start().await;
    app.signed_in("many").await;
    let secrets = app.emulator.secrets();
    let token = secrets.iter().find(|secret| secret.starts_with("gho_")).expect("an access token");
    let tokens: TokenSource = Arc::new(Fixed(token.clone()));
    let select = async |session: u8| {
        let key = SessionKey::try_from(vec![session; 32]).expect("a key");
        let client = app.state.github.for_session(key, 1, Arc::clone(&tokens), Observer::default());
        Selection::load(&RepositoryQuery::default(), &client).await.expect("a selection")
    };
    let whole = select(1).await;
    assert_eq!((whole.repositories.len(), whole.truncated), (1_900, false));
    app.emulator
        .fault(Fault::header("x-github-sso", "partial-results; organizations=1").on("GET", "/api/v3/user/repos"));
    assert!(select(2).await.truncated);
    app.emulator.clear_faults();
    endless(&app, "/user/repos");
    let cut = select(3).await;
    assert!(cut.truncated && cut.repositories.len() <= 200, "{}", cut.repositories.len());
}

#[tokio::test]
async fn a_filter_for_private_ones_says_that_this_site_may_not_see_them() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let page = browser.get("/repositories?visibility=private").await;
    assert!(page.body.contains("see private repositories"), "{}", page.body);
    assert!(!page.body.contains("match these filters"), "{}", page.body);
    assert!(!browser.get("/repositories?language=Nothing").await.body.contains("see private repositories"));
    let mut empty = app.signed_in("empty").await;
    assert!(empty.get("/repositories").await.body.contains("see private repositories"));
    browser.post("/settings/preferences", &[("language", "ja")]).await;
    let page = browser.get("/repositories?visibility=private").await;
    assert!(page.body.contains("このサイトは非公開のリポジトリを表示できません"), "{}", page.body);
}

#[tokio::test]
async fn with_the_scope_none_means_none() {
    let app = TestApp::start_with(|config| config.github.scopes.push("repo".to_owned())).await;
    let mut browser = app.signed_in("octocat").await;
    let page = browser.get("/repositories?visibility=private&language=Nothing").await;
    assert!(
        page.body.contains("match these filters") && !page.body.contains("see private repositories"),
        "{}",
        page.body
    );
}
