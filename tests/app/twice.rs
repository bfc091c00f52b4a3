//! A browser asks twice for what can be done once: a callback loaded again while GitHub is still being asked, a button
//! pressed twice.

use std::time::Duration;

use gatehouse_model::{AccountEventKind, SignInReason};
use github_emulator::{Fault, Hold, Stage};
use reqwest::Method;
use rstest::rstest;
use tokio::task::JoinHandle;

use crate::harness::{Accounts, Browser, Page, TestApp};

const EXCHANGE: &str = "/login/oauth/access_token";
const USER: &str = "/api/v3/user";

async fn app() -> TestApp {
    TestApp::start_with(|config| config.github.deadline = Duration::from_secs(30)).await
}

fn exchanges(app: &TestApp) -> u64 {
    app.emulator.count(&format!("POST {EXCHANGE}"))
}

/// Asks for `path` in `browsers` while GitHub keeps the first of them waiting.
async fn held(app: &TestApp, hold: &Hold, browsers: &[&Browser], path: &str) -> Vec<JoinHandle<Page>> {
    let mut asked = Vec::new();
    for browser in browsers {
        let mut tab = browser.copy();
        let path = path.to_owned();
        asked.push(tokio::spawn(async move { tab.come_back(&path).await }));
        if asked.len() == 1 {
            hold.arrived().await;
        } else {
            waiting(app, asked.len()).await;
        }
    }
    asked
}

/// Until so many requests wait for what is held.
async fn waiting(app: &TestApp, requests: usize) {
    app.until(|| app.state.flows_in_flight.waiting() == requests).await;
}

fn session(page: &Page) -> Option<String> {
    let cookies = page.headers.get_all("set-cookie").iter().filter_map(|cookie| cookie.to_str().ok());
    let value = cookies.filter_map(|cookie| cookie.split(';').next()?.split_once("session="));
    value.map(|(_, value)| value.to_owned()).find(|value| !value.is_empty())
}

#[rstest]
#[case::before_the_exchange(Method::POST, EXCHANGE, Stage::Before)]
#[case::after_the_exchange(Method::POST, EXCHANGE, Stage::After)]
#[case::before_github_says_who(Method::GET, USER, Stage::Before)]
#[tokio::test]
async fn a_callback_that_is_asked_for_again_shares_the_first_ones_outcome(
    #[case] method: Method,
    #[case] path: &str,
    #[case] stage: Stage,
) {
    let app = app().await;
    let mut browser = app.browser();
    let back = browser.go_to_github("/repositories", "octocat").await;
    let hold = app.emulator.hold(method, path, stage);
    let asked = held(&app, &hold, &[&browser, &browser, &browser], &back).await;
    hold.release();
    let mut ids = Vec::new();
    for page in asked {
        let page = page.await.expect("answered");
        assert_eq!((page.status, page.location()), (303, "/repositories"));
        ids.push(session(&page).expect("a session's cookie"));
    }
    ids.dedup();
    assert_eq!((ids.len(), exchanges(&app)), (1, 1), "one exchange, one session, and every answer carries it");
    assert_eq!(app.number("SELECT count(*) FROM sessions WHERE state = 1").await, 1);
    Accounts::of(&app).await.assert_settled("after the callbacks");
}

#[rstest]
#[case::the_first(0)]
#[case::the_second(1)]
#[tokio::test]
async fn a_hang_up_of_one_does_not_end_what_the_other_is_given(#[case] dropped: usize) {
    let app = app().await;
    let mut browser = app.browser();
    let back = browser.go_to_github("", "octocat").await;
    let hold = app.emulator.hold(Method::GET, USER, Stage::After);
    let mut asked = held(&app, &hold, &[&browser, &browser], &back).await;
    asked.remove(dropped).abort();
    waiting(&app, 1).await;
    hold.release();
    let page = asked.remove(0).await.expect("answered");
    browser.jar.take_from(&page.headers);
    assert_eq!(browser.standing().await, "200");
    app.settled().await;
    assert_eq!(browser.standing().await, "200", "and it stays");
}

#[tokio::test]
async fn where_everybody_hung_up_nothing_stays_open() {
    let app = app().await;
    let mut browser = app.browser();
    let back = browser.go_to_github("", "octocat").await;
    let hold = app.emulator.hold(Method::GET, USER, Stage::After);
    for request in held(&app, &hold, &[&browser, &browser], &back).await {
        request.abort();
    }
    waiting(&app, 0).await;
    hold.release();
    app.settled().await;
    assert_eq!(app.number("SELECT count(*) FROM sessions WHERE state = 1").await, 0);
    app.kill().await;
    Accounts::of(&app).await.assert_settled("after the hang-ups");
}

#[tokio::test]
async fn an_answer_that_ended_a_sign_in_ends_it_for_both_and_is_noted_once() {
    let app = app().await;
    let mut browser = app.signed_in("octocat").await;
    let back = browser.go_to_github("", "octocat").await;
    let hold = app.emulator.hold(Method::POST, EXCHANGE, Stage::Before);
    app.emulator.fault(Fault::oauth_error("bad_verification_code").on("POST", EXCHANGE));
    let asked = held(&app, &hold, &[&browser, &browser], &back).await;
    hold.release();
    for page in asked {
        assert_eq!(page.await.expect("answered").landing(), "/sign-in?why=code-refused");
    }
    let refused = AccountEventKind::SignInFailed(SignInReason::CodeRefused);
    let noted = browser.history().await.into_iter().filter(|event| event.kind == refused).map(|event| event.times);
    assert_eq!(noted.collect::<Vec<_>>(), [1]);
}

#[tokio::test]
async fn a_reauthentication_that_comes_back_twice_is_one() {
    let app = app().await;
    let mut browser = app.signed_in("octocat").await;
    let back = browser.reauthenticate_at_github("octocat").await;
    let hold = app.emulator.hold(Method::GET, USER, Stage::Before);
    let asked = held(&app, &hold, &[&browser, &browser], &back).await;
    hold.release();
    for page in asked {
        let page = page.await.expect("answered");
        assert_eq!((page.status, page.location()), (303, "/reauthenticate"));
        let mut tab = browser.copy();
        tab.jar.take_from(&page.headers);
        assert_eq!(tab.standing().await, "200");
    }
    assert_eq!(exchanges(&app), 2, "the sign-in and the reauthentication");
}

#[tokio::test]
async fn a_button_pressed_twice_goes_on_once_with_the_kept_pair() {
    let app = app().await;
    let mut browser = app.browser();
    let back = browser.go_to_github("/repositories", "octocat").await;
    app.emulator.fault(Fault::rate_limited(120).on("GET", USER).times(1));
    browser.come_back(&back).await;
    app.advance(Duration::from_secs(121));
    let hold = app.emulator.hold(Method::GET, USER, Stage::Before);
    let press = || {
        let mut tab = browser.copy();
        tokio::spawn(async move { tab.post("/auth/github", &[]).await })
    };
    let first = press();
    hold.arrived().await;
    let second = press();
    waiting(&app, 2).await;
    hold.release();
    let (first, second) = (first.await.expect("answered"), second.await.expect("answered"));
    assert_eq!((first.location(), second.location()), ("/repositories", "/repositories"));
    assert!(session(&first).is_some() && session(&first) == session(&second));
    assert_eq!(exchanges(&app), 1);
}

#[tokio::test]
async fn another_browser_with_the_same_address_shares_nothing() {
    let app = app().await;
    let mut browser = app.browser();
    let back = browser.go_to_github("", "octocat").await;
    let mut stranger = app.browser();
    let flow = browser.jar.0.keys().find(|name| name.contains("flow-")).expect("its cookie").clone();
    stranger.jar.0.insert(flow, "0.guessed".to_owned());
    let hold = app.emulator.hold(Method::GET, USER, Stage::Before);
    let asked = held(&app, &hold, &[&browser], &back).await;
    let page = stranger.come_back(&back).await;
    assert_eq!((page.landing(), session(&page)), ("/sign-in?why=flow-expired", None));
    hold.release();
    for page in asked {
        assert!(session(&page.await.expect("answered")).is_some());
    }
}
