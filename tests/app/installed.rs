//! GitHub sends people to the callback once they have installed the GitHub App: no answer to any sign-in of ours.

use rstest::rstest;

use crate::harness::{TestApp, captured_log};

/// Registered as a GitHub App, as the server knows from somebody's token.
async fn start() -> TestApp {
    let app = TestApp::start().await;
    app.emulator.set(|settings| settings.application = github_emulator::Application::GitHub);
    app.signed_in("many").await.sign_out().await;
    app
}

/// How many refused sign-ins the log has reported: the alarm.
fn alarms(reason: &str) -> usize {
    captured_log().lines().filter(|line| line.contains("sign-in-refused") && line.contains(reason)).count()
}

#[rstest]
#[case::with_a_code("code=abc&installation_id=42&setup_action=install", "installed")]
#[case::without("installation_id=42&setup_action=install", "installed")]
#[case::changed("installation_id=42&setup_action=update", "installed")]
#[case::with_a_strange_state("code=abc&installation_id=42&setup_action=install&state=theirs", "installed")]
#[case::asked_for("setup_action=request", "installation-requested")]
#[case::asked_for_with_a_code("code=abc&setup_action=request", "installation-requested")]
#[tokio::test]
async fn an_installation_signs_nobody_in_and_says_what_to_do(#[case] query: &str, #[case] reason: &str) {
    let app = start().await;
    let asked = app.emulator.requests().len();
    let mut browser = app.browser();
    let page = browser.come_back(&format!("/auth/github/callback?{query}")).await;
    assert_eq!(page.landing(), format!("/sign-in?why={reason}"));
    let page = browser.get(page.location()).await;
    assert!(page.body.contains("install") && page.body.contains("/auth/github"), "{}", page.body);
    assert!(!page.body.contains("tell the operator of this site"));
    assert!(browser.session().is_none());
    assert_eq!(app.emulator.requests().len(), asked, "the code stays unused");
    assert_eq!(app.number("SELECT count(*) FROM sessions").await, 0);
    assert_eq!(alarms(reason), 0);
}

#[rstest]
#[case("code=abc&installation_id=42&setup_action=install", "installed", "The app is installed at GitHub")]
#[case("setup_action=request", "installation-requested", "You asked for the app to be installed")]
#[tokio::test]
async fn signed_in_people_stay_signed_in_and_are_told(#[case] query: &str, #[case] done: &str, #[case] words: &str) {
    let app = start().await;
    let mut browser = app.signed_in("octocat").await;
    let before = browser.session().map(str::to_owned);
    let page = browser.come_back(&format!("/auth/github/callback?{query}")).await;
    assert_eq!(page.landing(), format!("/settings?done={done}"));
    assert!(browser.get(page.location()).await.body.contains(words));
    assert_eq!(browser.session().map(str::to_owned), before);
    assert_eq!(browser.standing().await, "200");
}

#[tokio::test]
async fn nobody_installs_an_oauth_app() {
    let app = TestApp::start().await;
    let page = app.browser().come_back("/auth/github/callback?code=abc&installation_id=42&setup_action=install").await;
    assert_eq!(page.landing(), "/sign-in?why=bad-answer");
}

#[tokio::test]
async fn a_code_without_a_state_is_an_alarm_still() {
    let app = TestApp::start().await;
    let before = alarms("bad-answer");
    let page = app.browser().come_back("/auth/github/callback?code=abc").await;
    assert_eq!(page.landing(), "/sign-in?why=bad-answer");
    assert!(alarms("bad-answer") > before);
}
