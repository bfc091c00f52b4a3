use reqwest::Method;

use crate::harness::TestApp;

#[tokio::test]
async fn a_page_speaks_the_browsers_language_until_another_is_chosen() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let japanese = |request: reqwest::RequestBuilder| request.header("accept-language", "ja,en;q=0.5");
    let request = japanese(browser.request(Method::GET, "/"));
    let page = browser.send(request).await;
    assert!(page.body.contains(r#"<html lang="ja""#) && page.body.contains("GitHub でサインイン"), "{}", page.body);

    let answer = browser.post("/settings/preferences", &[("language", "en"), ("return_to", "/")]).await;
    assert_eq!((answer.status, answer.location()), (303, "/"));
    let request = japanese(browser.request(Method::GET, "/"));
    let page = browser.send(request).await;
    assert!(page.body.contains(r#"<html lang="en""#) && page.body.contains("Sign in with GitHub"), "{}", page.body);
}

#[tokio::test]
async fn every_page_is_japanese_throughout() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    browser.post("/settings/preferences", &[("language", "ja"), ("theme", "dark")]).await;
    let left = [
        "Sign out",
        "Last active",
        "Your ",
        "GitHub's",
        "You ",
        "From GitHub",
        "Skip to",
        "Clear search",
        "Download",
        "An unknown browser",
    ];
    for path in [
        "/",
        "/profile",
        "/repositories",
        "/activity",
        "/inside",
        "/devices",
        "/settings",
        "/reauthenticate",
        "/no-such-page",
    ] {
        let page = browser.get(path).await;
        assert!(page.body.contains(r#"<html lang="ja" data-theme="dark">"#), "{path}: {}", page.body);
        for words in left {
            assert!(!page.body.contains(words), "{path} still says {words:?}");
        }
    }
}

#[tokio::test]
async fn what_is_no_preference_changes_nothing_and_leads_nowhere_else() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let form = [("language", "xx"), ("theme", "\r\nset-cookie: a=b"), ("return_to", "//evil.example")];
    let answer = browser.post("/settings/preferences", &form).await;
    assert_eq!((answer.status, answer.location()), (303, "/profile"));
    assert!(answer.headers.get("set-cookie").is_none());
}
