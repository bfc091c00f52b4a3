use github_emulator::Fault;
use rstest::rstest;

use crate::harness::TestApp;

const REPOS: &str = "/api/v3/user/repos";

#[rstest]
#[case::limit(Fault::rate_limited(600), 503, "limit is used up")]
#[case::down(Fault::html(502), 502, "answer right now")]
#[tokio::test]
async fn a_download_that_fails_leads_to_the_page_that_says_why(
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
    app.execute("UPDATE grants SET access_token = CAST(X'04' || 'lost' || substr(access_token, 6) AS BLOB)").await;
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
