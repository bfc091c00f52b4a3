use gatehouse::app::PAGES;
use reqwest::Method;
use rstest::rstest;

use crate::harness::TestApp;

#[tokio::test]
async fn every_page_is_protected_but_two() {
    let app = TestApp::start().await;
    let (public, protected): (Vec<_>, Vec<_>) = PAGES.iter().partition(|page| page.public);
    assert_eq!(public.iter().map(|page| page.path).collect::<Vec<_>>(), ["/", "/sign-in"]);
    for page in protected {
        assert_eq!(app.browser().get(page.path).await.status, 303, "{}", page.path);
    }
}

#[rstest]
#[tokio::test]
async fn signed_out_a_protected_page_is_an_empty_303(
    #[values(
        "/profile",
        "/devices",
        "/reauthenticate",
        "/settings",
        "/settings/export.json",
        "/activity",
        "/inside",
        "/repositories.csv",
        "/repositories.json",
        "/repositories?q=x&page=2"
    )]
    path: &str,
    #[values("text/html", "*/*", "application/json", "")] accept: &str,
    #[values(Method::GET, Method::HEAD)] method: Method,
) {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let request = browser.request(method, path).header("accept", accept);
    let page = browser.send(request).await;
    assert_eq!((page.status, page.body.as_str()), (303, ""));
    assert!(page.location().starts_with("/sign-in"), "{page:?}");
    assert_eq!(page.header("cache-control"), "no-store");
}

#[rstest]
#[tokio::test]
async fn no_spelling_gets_past_the_guard(
    #[values("profile", "repositories")] page: &str,
    #[values(
        "/{}/",
        "/y/../{}",
        "/./{}",
        "/{}/.",
        "//{}",
        "/{}//",
        "/%2e/{}",
        "/y/%2e%2e/{}",
        "/%2f{}",
        "/{}%2f",
        "/{};x",
        "/{}%00",
        "/{}%20",
        "/{}.html",
        "/PAGE",
        "/%72epositories",
        "/\\{}",
        "/%5c{}",
        "/sign-in/../{}",
        "/pkg/../{}",
        "/{}?",
        "/{}%3f",
        "/%C0%AE{}",
        "/{}%E2%80%8B"
    )]
    spelling: &str,
) {
    let app = TestApp::start().await;
    let mixed = spelling.replace("PAGE", &page.to_uppercase()).replace("age", &page[1..]).replace("{}", page);
    for accept in ["text/html", "*/*"] {
        // The client library would tidy the path up, so the request is written by hand.
        let answer = raw(&app, &format!("GET {mixed} HTTP/1.1"), accept).await;
        let status = answer.split(' ').nth(1).unwrap_or_default().to_owned();
        let body = answer.split("\r\n\r\n").nth(1).unwrap_or_default().to_owned();
        match status.as_str() {
            "303" => assert_eq!(body, "", "{mixed}: {answer}"),
            "404" => assert!(!body.contains("repository-list") && !body.contains("octocat"), "{mixed}: {answer}"),
            "400" => assert!(mixed.contains('\\'), "{mixed}: {answer}"),
            other => panic!("{mixed} answered {other}: {answer}"),
        }
    }
}

async fn raw(app: &TestApp, first_line: &str, accept: &str) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let host = app.url.trim_start_matches("http://");
    let mut stream = tokio::net::TcpStream::connect(host).await.expect("connected");
    let request = format!("{first_line}\r\nhost: {host}\r\naccept: {accept}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.expect("read");
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn an_invalid_path_is_refused_without_a_crash() {
    let app = TestApp::start().await;
    for path in ["/%", "/%zz", "/\u{1}", "*"] {
        let answer = raw(&app, &format!("GET {path} HTTP/1.1"), "text/html").await;
        assert!(answer.starts_with("HTTP/1.1 4"), "{path:?}: {answer}");
    }
    assert_eq!(app.browser().get("/healthz").await.status, 204);
}

#[tokio::test]
async fn sign_in_leads_back_to_the_page_that_was_asked_for() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let asked = browser.get("/repositories?q=tide&sort=stars").await;
    assert_eq!(asked.location(), "/sign-in?return_to=%2Frepositories%3Fq%3Dtide%26sort%3Dstars");
    let page = browser.get(asked.location()).await;
    assert!(page.body.contains(r#"value="/repositories?q=tide&amp;sort=stars""#), "{}", page.body);
    let back = browser.go_to_github("/repositories?q=tide&sort=stars", "octocat").await;
    assert_eq!(browser.come_back(&back).await.location(), "/repositories?q=tide&sort=stars");
}

#[tokio::test]
async fn the_fallback_knows_who_is_signed_in_and_says_not_found() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let page = browser.get("/nowhere").await;
    assert_eq!(page.status, 404);
    assert!(page.body.contains("Page not found") && page.body.contains("Sign out"), "{}", page.body);
}
