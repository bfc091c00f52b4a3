//! One browser, two accounts: a tab that was opened before the second signed in acts for nobody else.

use reqwest::Method;

use crate::harness::{Browser, TestApp};

/// Every action of a viewer, with what its form holds besides the mark.
const ACTS: [(&str, &[(&str, &str)]); 11] = [
    ("/settings/delete-data", &[]),
    ("/settings/disconnect", &[]),
    ("/settings/scopes", &[("organizations", "yes")]),
    ("/settings/scopes", &[("organizations", "no")]),
    ("/devices/end", &[("device", "0")]),
    ("/devices/end-others", &[]),
    ("/devices/end-all", &[]),
    ("/inside/try", &[("attempt", "forged")]),
    ("/refresh", &[("return_to", "/profile")]),
    ("/auth/reauthenticate", &[]),
    ("/auth/sign-out", &[]),
];

/// A tab that shows octocat's settings, in a browser in which `many` signs in afterwards; and the mark of that tab's forms.
async fn old_tab(app: &TestApp) -> (Browser, String) {
    let mut browser = app.signed_in("octocat").await;
    let mark = browser.get("/settings").await.lineage().expect("a signed-in page carries one");
    assert_eq!(browser.sign_in("many").await.location(), "/profile");
    (browser, mark)
}

#[tokio::test]
async fn an_old_tab_does_nothing_for_the_account_that_signed_in_since() {
    let app = TestApp::start().await;
    let (mut tab, mark) = old_tab(&app).await;
    let asked = app.emulator.requests().len();
    for (action, fields) in ACTS {
        for mark in [mark.as_str(), "", "0123456789abcdef"] {
            let fields: Vec<_> = fields.iter().copied().chain([("lineage", mark)]).collect();
            let page = tab.post_as_it_is(action, &fields).await;
            assert_eq!(page.status, 409, "{action}");
            assert!(page.text().contains("signed in as many now"), "{action} says who it is: {}", page.body);
        }
    }
    let export = tab.get(&format!("/settings/export.json?lineage={mark}")).await;
    assert_eq!(export.status, 409);
    assert_eq!(app.emulator.requests().len(), asked, "GitHub heard nothing of it");
    assert_eq!(app.number("SELECT COUNT(*) FROM viewers").await, 2, "nobody's data are deleted");
    assert_eq!(tab.standing().await, "200");
}

#[tokio::test]
async fn the_status_tells_an_open_page_that_another_account_is_signed_in() {
    let app = TestApp::start().await;
    let (mut tab, mark) = old_tab(&app).await;
    assert_eq!(tab.get(&format!("/auth/status?lineage={mark}")).await.status, 409);
    let now = tab.get("/settings").await.lineage().expect("a mark");
    assert_ne!(now, mark);
    assert_eq!(tab.get(&format!("/auth/status?lineage={now}")).await.status, 204);
    assert_eq!(tab.get("/auth/status").await.status, 204);
    tab.sign_out().await;
    assert_eq!(tab.get(&format!("/auth/status?lineage={now}")).await.status, 401);
}

#[tokio::test]
async fn a_reauthentication_or_a_new_sign_in_of_the_same_person_leaves_open_pages_good() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let mark = browser.get("/settings").await.lineage().expect("a mark");
    browser.reauthenticate("octocat").await;
    assert_eq!(browser.get(&format!("/auth/status?lineage={mark}")).await.status, 204);
    browser.sign_in("octocat").await;
    assert_eq!(browser.get(&format!("/auth/status?lineage={mark}")).await.status, 204);
    assert_eq!(browser.post_as_it_is("/devices/end-others", &[("lineage", &mark)]).await.status, 303);
    let other = app.signed_in("octocat").await.get("/settings").await.lineage();
    assert_ne!(other, Some(mark), "another browser's is another, also of the same person");
}

#[tokio::test]
async fn every_form_that_acts_for_the_viewer_carries_its_lineage_and_no_page_reveals_the_session_id() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let mark = browser.lineage().await;
    app.stale();
    browser.post("/devices/end-others", &[]).await;
    let mut forms = 0;
    for path in gatehouse::web::router::page_paths() {
        let page = browser.get(&path).await;
        assert_eq!(page.lineage().as_deref(), Some(mark.as_str()), "{path}");
        for form in page.forms() {
            let is_the_browsers = ["/settings/preferences", "/auth/github"].contains(&form.action.as_str());
            let searches = form.method == "get" && form.action != "/settings/export.json";
            if !is_the_browsers && !searches {
                assert_eq!(form.field("lineage"), mark, "{path}: {}", form.action);
                forms += 1;
            }
        }
        let session = browser.session().expect("signed in");
        assert!(!page.everything().contains(session), "{path}");
    }
    assert!(forms > 20, "{forms}");
    assert!(app.browser().get("/").await.lineage().is_none());
}

#[tokio::test]
async fn a_page_opened_before_signing_in_can_still_choose_its_language() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let request = browser.request(Method::POST, "/settings/preferences").header("sec-fetch-site", "same-origin");
    assert_eq!(browser.send(request.form(&[("language", "ja")])).await.status, 303);
}
