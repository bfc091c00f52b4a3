use crate::harness::TestApp;

#[tokio::test]
async fn the_sign_in_page_in_another_language_keeps_its_reason_and_return_to() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let address = browser.begin("/activity").await;
    let back = browser.cancel(&address).await;
    let answer = browser.come_back(&back).await;
    let door = browser.get(answer.location()).await;
    assert!(door.body.contains("You cancelled at GitHub"), "{}", door.body);
    let form = door.form("/settings/preferences").with("language", "ja");
    let answer = browser.submit(&form).await;
    assert_eq!((answer.status, answer.landing()), (303, "/sign-in?why=denied&return_to=%2Factivity"));
    let page = browser.get(answer.location()).await;
    assert!(page.body.contains(r#"<html lang="ja""#), "{}", page.body);
    assert_eq!(page.form("/auth/github").field("return_to"), "/activity");
    let again = browser.get(answer.location()).await;
    assert!(page.body.len() > again.body.len(), "the reason is told in Japanese, and once");
}

#[tokio::test]
async fn the_error_page_of_an_action_in_another_language_leads_to_no_second_error() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let forged = browser.request(reqwest::Method::POST, "/devices/end").header("accept", "text/html");
    let page = browser.send(forged.header("sec-fetch-site", "cross-site")).await;
    assert_eq!(page.status, 403);
    let form = page.form("/settings/preferences").with("language", "ja");
    let answer = browser.submit(&form).await;
    assert_eq!(browser.get(answer.location()).await.status, 200);
}

#[tokio::test]
async fn another_programs_cookie_changes_no_choice() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let request = browser.request(reqwest::Method::GET, "/").header("accept", "text/html");
    let page = browser.send(request.header("cookie", "a=\u{3042}; language=ja; theme=dark".as_bytes())).await;
    assert!(page.body.contains(r#"<html lang="ja" data-theme="dark">"#), "{}", page.body);
}
