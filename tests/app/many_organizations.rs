//! Whoever belongs to more organisations than GitHub puts on a page.

use github_emulator::Fault;

use crate::harness::TestApp;

const ORGS: &str = "/api/v3/user/orgs";
const CALLS: &str = "GET /api/v3/user/orgs";

async fn start() -> TestApp {
    TestApp::start_with(|config| config.github.scopes.push("read:org".to_owned())).await
}

#[tokio::test]
async fn the_101st_organisation_is_there() {
    let app = start().await;
    app.emulator.add_organizations("octocat", 146).expect("octocat");
    let mut browser = app.signed_in("octocat").await;
    let first = browser.get("/profile").await;
    let gathering = "More of your organisations are being gathered";
    assert!(first.body.contains(">league-96<") && first.status == 200, "{}", first.body);
    assert!(first.body.contains(">league-97<") || first.body.contains(gathering), "what is not here yet is said");
    app.until_page(&browser, "/profile", |page| page.body.contains(">league-146<")).await;
    let page = browser.get("/profile").await;
    assert!(page.body.contains(">league-97<") && page.body.contains(">github<"), "{}", page.body);
    assert!(!page.body.contains(gathering) && !page.body.contains("ends early"), "{}", page.body);
    assert_eq!(app.emulator.count(CALLS), 2);
}

#[tokio::test]
async fn a_hundred_are_one_call() {
    let app = start().await;
    app.emulator.add_organizations("octocat", 96).expect("octocat");
    let mut browser = app.signed_in("octocat").await;
    let page = browser.get("/profile").await;
    assert!(page.body.contains(">league-96<") && !page.body.contains("are being gathered"), "{}", page.body);
    assert_eq!(app.emulator.count(CALLS), 1);
}

#[tokio::test]
async fn those_beyond_what_is_kept_are_said_to_be_missing() {
    let app = start().await;
    let mut browser = app.signed_in("octocat").await;
    let next = format!("<{}/user/orgs?per_page=100&page=2>; rel=\"next\"", app.emulator.api_url());
    app.emulator.fault(Fault::header("link", next).on("GET", ORGS));
    app.until_page(&browser, "/profile", |page| page.body.contains("This list ends early")).await;
    assert_eq!(app.emulator.count(CALLS), 10);
    let page = browser.get("/profile").await;
    let all = format!("{}/settings/organizations", app.emulator.web_url());
    assert!(page.body.contains("GitHub has more of your organisations.") && page.body.contains(&all), "{}", page.body);
    browser.post("/settings/preferences", &[("language", "ja")]).await;
    assert!(browser.get("/profile").await.body.contains("この一覧は途中までです"));
}
