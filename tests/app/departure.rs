//! The page between a form of ours and GitHub.

use reqwest::Method;

use crate::harness::TestApp;

#[tokio::test]
async fn a_form_leads_to_github_through_a_page_and_not_a_redirect() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let page = browser.post("/auth/github", &[("return_to", "/repositories")]).await;
    assert_eq!((page.status, page.header("location"), page.header("cache-control")), (200, "", "no-store"));
    assert!(page.header("content-type").starts_with("text/html"), "{page:?}");
    assert!(page.header("content-security-policy").contains("form-action 'self';"), "{page:?}");
    assert!(page.location().starts_with(&format!("{}/login/oauth/authorize?", app.emulator.web_url())), "{page:?}");
    let link = format!(r#"href="{}""#, page.location().replace('&', "&amp;"));
    assert!(page.body.contains(&link), "who sets refreshing off takes the link: {}", page.body);
    assert!(browser.jar.header().contains("flow-"), "the flow's cookie comes with the page");
    let back = browser.authorize(&page.location().parse().expect("an address"), "octocat").await;
    assert_eq!(browser.come_back(&back).await.location(), "/repositories");
}

#[tokio::test]
async fn it_speaks_the_persons_language_and_shows_nobodys_name() {
    let app = TestApp::start().await;
    let mut laptop = app.about_to_reauthenticate().await;
    for (language, words) in [("en", "Continue to GitHub"), ("ja", "GitHub へ進む")] {
        laptop.post("/settings/preferences", &[("language", language), ("theme", "dark")]).await;
        let page = laptop.post("/auth/reauthenticate", &[]).await;
        assert!(page.is_departure() && page.body.contains(words), "{}", page.body);
        assert!(page.body.contains(&format!(r#"<html lang="{language}" data-theme="dark">"#)), "{}", page.body);
        assert!(!page.body.contains("octocat") && !page.body.contains("data-lineage"), "{}", page.body);
    }
}

#[tokio::test]
async fn it_says_nothing_of_where_they_were() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let request = browser.request(Method::POST, "/auth/github").header("sec-fetch-site", "same-origin");
    let page = browser.send(request.form(&[("return_to", "/repositories?q=secret-plan")])).await;
    assert!(page.is_departure() && !page.body.contains("secret-plan"), "{}", page.body);
    assert!(!page.body.contains("<form"), "nothing else is to be done here: {}", page.body);
}
