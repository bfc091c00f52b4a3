use github_emulator::Fault;
use rstest::rstest;
use serde_json::Value;

use crate::harness::{Browser, Schema, TestApp};

const REPOS: &str = "/api/v3/user/repos";

#[rstest]
#[case::limit(Fault::rate_limited(600), 503, "limit is used up")]
#[case::down(Fault::html(502), 502, "responding right now")]
#[tokio::test]
async fn a_failed_download_leads_to_the_page_that_says_why(
    #[case] fault: Fault,
    #[case] status: u16,
    #[case] words: &str,
    #[values("csv", "json")] kind: &str,
) {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    app.emulator.fault(fault.on("GET", REPOS));
    let answer = browser.get(&format!("/repositories.{kind}?q=tide&sort=name")).await;
    assert_eq!((answer.status, answer.location()), (303, "/repositories?q=tide&sort=name"));
    assert_eq!((answer.header("content-disposition"), answer.body.as_str()), ("", ""));
    let page = browser.get(answer.location()).await;
    assert!(page.status == status && page.body.contains(words), "{page:?}");
}

#[tokio::test]
async fn a_download_that_only_a_sign_in_can_help_leads_to_one_and_back_to_the_page() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    app.execute("UPDATE token_sets SET access_token = CAST(X'04' || 'lost' || substr(access_token, 6) AS BLOB)").await;
    let answer = browser.get("/repositories.csv?q=tide").await;
    assert_eq!(answer.landing(), "/sign-in?why=key-unknown&return_to=%2Frepositories%3Fq%3Dtide");
}

#[tokio::test]
async fn a_sign_in_on_the_way_to_a_download_leads_to_its_page() {
    let app = TestApp::start().await;
    let door = app.browser().get("/repositories.csv?q=tide").await;
    assert_eq!(door.location(), "/sign-in?return_to=%2Frepositories%3Fq%3Dtide");
}

#[tokio::test]
async fn a_browser_saves_no_page_in_place_of_a_file() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let page = browser.get("/repositories").await;
    assert_eq!(page.body.matches("data-download").count(), 2, "{}", page.body);
    let links = page.body.split("<a ").skip(1).filter_map(|rest| rest.split('>').next());
    let saving: Vec<_> =
        links.filter(|link| link.split_whitespace().any(|part| part.starts_with("download"))).collect();
    assert!(saving.is_empty(), "the attribute would save whatever the answer is: {saving:?}");
}

#[rstest]
#[tokio::test]
async fn the_json_is_what_its_schema_says(
    #[values("octocat", "null-fields", "markup", "many", "empty")] account: &str,
) {
    let app = TestApp::start().await;
    let mut browser = app.signed_in(account).await;
    let file = browser.get("/repositories.json?sort=name").await;
    assert_eq!((file.status, file.header("content-type")), (200, "application/json; charset=utf-8"));
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"repositories.json\"");
    let file: Value = serde_json::from_str(&file.body).expect("JSON");
    assert_eq!(Schema::of_repositories().faults(&file), Vec::<String>::new());
    assert_eq!(file["truncated"], false);
    let expected = if account == "many" { 1_900 } else { counted(&mut browser).await };
    assert_eq!(file["repositories"].as_array().map(Vec::len), Some(expected));
}

/// How many repositories the page counts.
async fn counted(browser: &mut Browser) -> usize {
    let page = browser.call("repositories", &[("query[q]", "")]).await;
    let page: Value = serde_json::from_str(&page.body).expect("JSON");
    usize::try_from(page["value"]["total"].as_u64().expect("a number")).expect("it is small")
}

#[tokio::test]
async fn a_list_that_is_cut_says_so_in_every_download() {
    let app = TestApp::start().await;
    app.emulator.add_repositories("empty", 5_400).expect("the account is there");
    let mut browser = app.signed_in("empty").await;
    app.gathered(&browser).await;
    let page = browser.get("/repositories").await;
    assert!(page.text().contains("<strong>5,000</strong> listed here"), "{}", page.body);

    let json = browser.get("/repositories.json").await;
    assert_eq!(json.header("gatehouse-truncated"), "true");
    assert_eq!(json.header("content-disposition"), "attachment; filename=\"repositories-truncated.json\"");
    let file: Value = serde_json::from_str(&json.body).expect("JSON");
    assert_eq!(Schema::of_repositories().faults(&file), Vec::<String>::new());
    assert_eq!((&file["truncated"], file["repositories"].as_array().map(Vec::len)), (&true.into(), Some(5_000)));

    let csv = browser.get("/repositories.csv").await;
    assert_eq!(csv.header("gatehouse-truncated"), "true");
    assert_eq!(csv.header("content-disposition"), "attachment; filename=\"repositories-truncated.csv\"");
    assert_eq!(csv.body.lines().count(), 5_001);

    let mut whole = app.signed_in("octocat").await;
    let csv = whole.get("/repositories.csv").await;
    assert_eq!(csv.header("gatehouse-truncated"), "false");
    assert_eq!(csv.header("content-disposition"), "attachment; filename=\"repositories.csv\"");
}
