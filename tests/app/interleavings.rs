//! What happens at the same time: one action while something else is held, and many at once in any order.

use std::time::Duration;

use github_emulator::{Fault, Stage};
use proptest::{prelude::*, test_runner::TestRunner};
use reqwest::Method;
use rstest::rstest;

use crate::harness::{Accounts, Browser, Page, TestApp};

const TOKEN: (Method, &str) = (Method::POST, "/login/oauth/access_token");
const USER: (Method, &str) = (Method::GET, "/api/v3/user");

/// What one viewer does in a browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SensitiveAction {
    Ask,
    SignOut,
    EndOthers,
    Reauthenticate,
    SignIn,
}

impl SensitiveAction {
    async fn go(self, browser: &mut Browser) -> Page {
        match self {
            Self::Ask => browser.get("/profile").await,
            Self::SignOut => browser.sign_out().await,
            Self::EndOthers => browser.post("/devices/end-others", &[]).await,
            Self::Reauthenticate => {
                let page = browser.post("/auth/reauthenticate", &[]).await;
                // Signed out meanwhile: the guard has sent it to the sign-in page.
                let Ok(address) = page.location().parse() else { return page };
                let back = browser.authorize(&address, "octocat").await;
                browser.come_back(&back).await
            }
            Self::SignIn => browser.sign_in("octocat").await,
        }
    }

    fn ends(self) -> bool {
        matches!(self, Self::SignOut | Self::EndOthers)
    }
}

/// The action comes from the same browser; ending the others from a second one of the same viewer.
#[rstest]
#[tokio::test]
async fn one_action_while_something_is_held(
    #[values(
        SensitiveAction::Ask,
        SensitiveAction::SignOut,
        SensitiveAction::EndOthers,
        SensitiveAction::Reauthenticate,
        SensitiveAction::SignIn
    )]
    action: SensitiveAction,
    #[values((TOKEN, Stage::Before), (TOKEN, Stage::After), (USER, Stage::Before), (USER, Stage::After))] held: (
        (Method, &str),
        Stage,
    ),
) {
    let app = TestApp::start_with(|config| config.github.deadline = Duration::from_secs(30)).await;
    let mut second = app.signed_in("octocat").await;
    let mut browser = app.signed_in("octocat").await;
    let ((method, path), stage) = held;
    if path == TOKEN.1 {
        app.advance(Duration::from_hours(8));
    }
    second.reauthenticate("octocat").await;
    let back = match action {
        SensitiveAction::Reauthenticate => Some(browser.reauthenticate_at_github("octocat").await),
        SensitiveAction::SignIn => Some(browser.go_to_github("", "octocat").await),
        _ => None,
    };
    let mut old = browser.copy();
    let hold = app.emulator.hold(method, path, stage);
    let tab = browser.open_in_background("/profile");
    hold.arrived().await;
    let done = async {
        match (action, &back) {
            (SensitiveAction::EndOthers, _) => action.go(&mut second).await,
            (_, Some(back)) => browser.come_back(back).await,
            (action, None) => action.go(&mut browser).await,
        }
    };
    let page = if action == SensitiveAction::Ask || back.is_some() {
        // It asks GitHub, and is held as well.
        let (page, ()) = tokio::join!(done, async {
            if back.is_some() {
                hold.arrived().await;
            }
            hold.release();
        });
        page
    } else {
        // It is over before anything goes on.
        let page = done.await;
        hold.release();
        page
    };
    assert!(page.status < 400, "{action:?}: {page:?}");
    let case = format!("{action:?} while {path} was held {stage:?}");
    let answered = tab.await.expect("answered");
    assert!(matches!(answered.status, 200 | 303), "{case}: {answered:?}");
    Accounts::of(&app).await.assert_whole(&case);
    let after = old.get("/profile").await;
    if action.ends() || matches!(action, SensitiveAction::Reauthenticate | SensitiveAction::SignIn) {
        assert_eq!((after.status, after.body.as_str()), (303, ""), "{case}: the old id answers no more");
    }
    app.kill().await;
    Accounts::of(&app).await.assert_settled(&case);
}

fn actions() -> impl Strategy<Value = Vec<Vec<(usize, SensitiveAction)>>> {
    let action = prop_oneof![
        4 => Just(SensitiveAction::Ask),
        2 => Just(SensitiveAction::SignOut),
        1 => Just(SensitiveAction::EndOthers),
        2 => Just(SensitiveAction::Reauthenticate),
        2 => Just(SensitiveAction::SignIn),
    ];
    // Rounds of actions at once, in three browsers.
    prop::collection::vec(prop::collection::vec((0..3_usize, action), 2..6), 1..4)
}

#[test]
fn whatever_comes_together_every_pair_is_accounted_for_and_no_end_is_undone() {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    let mut runner =
        TestRunner::new(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() });
    runner
        .run(&actions(), |rounds| {
            runtime.block_on(play(&rounds));
            Ok(())
        })
        .expect("it holds");
}

async fn play(rounds: &[Vec<(usize, SensitiveAction)>]) {
    let app = TestApp::start_with(|config| config.github.deadline = Duration::from_secs(30)).await;
    // GitHub takes a moment, or nothing would come in between.
    app.emulator.fault(Fault::delay(25).on("POST", TOKEN.1));
    let mut browsers = [app.signed_in("octocat").await, app.signed_in("octocat").await, app.browser()];
    let mut generations = Vec::new();
    let mut ended: Vec<Browser> = Vec::new();
    for round in rounds {
        // Every round finds tokens that have to be renewed.
        app.advance(Duration::from_hours(8));
        let before: Vec<Browser> = browsers.iter().map(Browser::copy).collect();
        let tabs = round.iter().map(|(at, action)| {
            let (mut tab, action) = (browsers[*at].copy(), *action);
            async move {
                action.go(&mut tab).await;
                tab
            }
        });
        let tabs = futures::future::join_all(tabs).await;
        // A browser has one jar; the last answer's cookies stand.
        for ((at, _), tab) in round.iter().zip(tabs) {
            browsers[*at].jar = tab.jar;
        }
        for (at, action) in round {
            if *action == SensitiveAction::SignOut {
                ended.push(before[*at].copy());
            }
        }
        let case = format!("{rounds:?}");
        Accounts::of(&app).await.assert_whole(&case);
        for old in &mut ended {
            let page = old.get("/profile").await;
            assert_eq!(page.status, 303, "an ended session answers no more: {case}");
        }
        let sessions = app.number("SELECT count(*) FROM sessions WHERE state = 1").await;
        assert_eq!(sessions, app.number("SELECT count(DISTINCT session_hash) FROM token_sets").await, "{case}");
        let highest = app.number("SELECT coalesce(max(generation), 0) FROM token_sets").await;
        generations.push(highest);
    }
    app.kill().await;
    app.advance(Duration::from_mins(5));
    app.kill().await;
    Accounts::of(&app).await.assert_settled(&format!("{rounds:?} in {generations:?}"));
}
