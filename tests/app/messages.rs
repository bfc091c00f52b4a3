//! What an action led to is said once, on the page it led to, and by nobody but us.

use crate::harness::{Browser, TestApp};

const DELETED: &str = "Your data has been deleted.";
const GRANT_DEAD: &str = "GitHub has ended this sign-in";

#[tokio::test]
async fn no_url_can_report_something_that_never_happened() {
    let app = TestApp::start().await;
    let mut visitor = app.browser();
    let mut viewer = app.signed_in("octocat").await;
    let plain: Vec<_> =
        [visitor.get("/").await, visitor.get("/sign-in").await].map(|page| sentences(&page.body)).into();
    for done in gatehouse_model::Flash::ALL {
        assert_eq!(sentences(&visitor.get(&format!("/?done={}", done.code())).await.body), plain[0], "{done:?}");
        for page in ["/", "/devices", "/settings", "/reauthenticate"] {
            let answer = viewer.get(&format!("{page}?done={}", done.code())).await;
            assert!(!sentences(&answer.body).contains("class=\"notice"), "{page} {done:?}: {}", answer.body);
        }
    }
    for reason in gatehouse_model::SignInReason::ALL {
        assert_eq!(
            sentences(&visitor.get(&format!("/sign-in?why={}", reason.code())).await.body),
            plain[1],
            "{reason:?}"
        );
        let page = viewer.get(&format!("/reauthenticate?why={}", reason.code())).await;
        assert!(!sentences(&page.body).contains("class=\"notice"), "{reason:?}: {}", page.body);
    }
}

#[tokio::test]
async fn a_message_is_told_once_where_it_belongs() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let answer = browser.post("/settings/delete-data", &[]).await;
    assert_eq!(answer.location(), "/", "the address says nothing");
    let head = browser.request(reqwest::Method::HEAD, "/").send().await.expect("an answer");
    assert!(head.headers().get("set-cookie").is_none(), "HEAD does not use up the message");
    assert!(!browser.get("/sign-in").await.body.contains(DELETED), "another page neither tells nor takes it");
    assert!(browser.get("/").await.body.contains(DELETED));
    assert!(!browser.get("/").await.body.contains(DELETED));
    assert!(browser.jar.0.is_empty(), "{:?}", browser.jar.0);
}

#[tokio::test]
async fn a_siblings_cookie_makes_no_message() {
    let app = TestApp::start_as_production().await;
    for name in ["gatehouse-flash", "%5F%5FHost-flash", "__host-flash", "flash"] {
        let mut browser = with(&app, name);
        assert!(!browser.get("/sign-in").await.body.contains(GRANT_DEAD), "{name}");
    }
    assert!(with(&app, "__Host-flash").get("/sign-in").await.body.contains(GRANT_DEAD), "only ours would");
}

#[tokio::test]
async fn the_cookie_lives_a_minute_and_scripts_do_not_read_it() {
    let app = TestApp::start_as_production().await;
    let answer = app.browser().get("/auth/github/callback?code=x&state=y").await;
    let cookie = answer.header("set-cookie");
    assert_eq!(cookie, "__Host-flash=why.flow-unknown; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=60");
}

fn with(app: &TestApp, name: &str) -> Browser {
    let mut browser = app.browser();
    browser.jar.0.insert(name.to_owned(), "why.tokens-dead".to_owned());
    browser
}

/// The page without what changes from answer to answer.
fn sentences(body: &str) -> String {
    let main = body.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).expect("a page");
    main.to_owned()
}
