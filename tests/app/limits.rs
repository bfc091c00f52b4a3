use std::time::Duration;

use github_emulator::TokenLife;
use rstest::rstest;

use crate::harness::{Browser, TestApp};

const DAY: Duration = Duration::from_hours(24);

/// From here on the database counts every change of a session's row.
async fn count_changes(app: &TestApp) {
    app.execute("CREATE TABLE changes (at INTEGER)").await;
    app.execute("CREATE TRIGGER counted AFTER UPDATE ON sessions BEGIN INSERT INTO changes VALUES (1); END").await;
}

async fn changes(app: &TestApp) -> i64 {
    app.number("SELECT count(*) FROM changes").await
}

/// Ten tabs, a hundred questions each, at once.
async fn a_thousand_requests(browser: &Browser) {
    let tabs = (0..10).map(|_| {
        let mut tab = browser.copy();
        tokio::spawn(async move {
            for _ in 0..100 {
                assert_eq!(tab.call("viewer", &[]).await.status, 200);
            }
        })
    });
    for tab in tabs.collect::<Vec<_>>() {
        tab.await.expect("answered");
    }
}

#[tokio::test]
async fn a_thousand_requests_in_one_minute_change_the_session_once() {
    let app = TestApp::start().await;
    let browser = app.signed_in("octocat").await;
    app.advance(Duration::from_mins(1));
    count_changes(&app).await;
    a_thousand_requests(&browser).await;
    assert_eq!(changes(&app).await, 1, "however many of them found the minute over");
}

#[tokio::test]
async fn within_a_minute_of_the_sign_in_nothing_is_changed() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    count_changes(&app).await;
    // The machine's own clock goes on, too.
    for _ in 0..10 {
        app.advance(Duration::from_secs(3));
        browser.get("/").await;
        browser.call("viewer", &[]).await;
    }
    assert_eq!(changes(&app).await, 0);
    app.advance(Duration::from_secs(30));
    browser.get("/").await;
    assert_eq!(changes(&app).await, 1, "the trigger counts");
}

#[tokio::test]
async fn an_open_page_that_asks_every_eight_seconds_writes_nothing_and_keeps_nothing_awake() {
    let app = TestApp::start().await;
    let mut page = app.signed_in("octocat").await;
    count_changes(&app).await;
    let asked = app.emulator.requests().len();
    for step in [Duration::from_secs(8), Duration::from_hours(2)] {
        // An hour of them, and the other twenty-two by leaps.
        for _ in 0..(if step.as_secs() == 8 { 450 } else { 11 }) {
            app.advance(step);
            assert_eq!(page.get("/auth/status").await.status, 204);
        }
    }
    app.advance(Duration::from_hours(1));
    assert_eq!(page.get("/auth/status").await.status, 401);
    assert_eq!(changes(&app).await, 0);
    assert_eq!(app.emulator.requests().len(), asked, "and GitHub is not asked");
}

/// How a session comes to its end, seen from the browser that holds it.
#[derive(Clone, Copy, Debug)]
enum End {
    Idle,
    Absolute,
    RefreshToken,
    Cap,
    Ended,
    Withdrawn,
}

impl End {
    async fn come(self, app: &TestApp, browser: &mut Browser) {
        match self {
            Self::Idle => app.advance(DAY),
            Self::Absolute => {
                for _ in 0..30 {
                    app.advance(DAY.saturating_sub(Duration::from_mins(40)));
                    browser.get("/").await;
                }
                assert!(browser.session().is_some());
                app.advance(Duration::from_hours(20));
            }
            Self::RefreshToken => app.advance(DAY * 185),
            Self::Cap => {
                app.advance(Duration::from_secs(61));
                for _ in 0..2 {
                    app.signed_in("octocat").await;
                }
            }
            Self::Ended => {
                app.signed_in("octocat").await.post("/devices/end-others", &[]).await;
            }
            Self::Withdrawn => {
                app.emulator.revoke_grant("octocat").expect("withdrawn");
                browser.get("/repositories").await;
            }
        }
    }
}

#[rstest]
#[case(End::Idle, "idle", "You were away for a while")]
#[case(End::Absolute, "absolute", "Time to sign in again")]
#[case(End::RefreshToken, "tokens-dead", "GitHub has ended this sign-in")]
#[case(End::Cap, "cap", "You signed in on many devices")]
#[case(End::Ended, "ended", "re signed out")]
#[case(End::Withdrawn, "tokens-dead", "GitHub has ended this sign-in")]
#[tokio::test]
async fn each_end_says_which_it_was_and_leads_back_after_a_sign_in(
    #[case] end: End,
    #[case] reason: &str,
    #[case] heading: &str,
) {
    let app = TestApp::start_with(|config| match end {
        End::RefreshToken => {
            config.sessions.absolute = 400 * 86_400;
            config.sessions.idle = 399 * 86_400;
        }
        End::Cap => config.sessions.per_viewer = 2,
        _ => {}
    })
    .await;
    if matches!(end, End::Absolute) {
        app.emulator.set(|settings| settings.tokens = TokenLife::Lasting);
    }
    let mut browser = app.signed_in("octocat").await;
    end.come(&app, &mut browser).await;

    let answer = browser.get("/repositories?sort=name").await;
    let expected = format!("/sign-in?why={reason}&return_to=%2Frepositories%3Fsort%3Dname");
    assert_eq!((answer.status, answer.landing(), answer.body.as_str()), (303, expected.as_str(), ""));
    assert!(browser.session().is_none());
    let door = browser.get(answer.location()).await;
    assert!(door.body.contains(heading), "{}", door.body);
    let form = door.form("/auth/github");
    let address = browser.submit(&form).await.location().parse().expect("GitHub's address");
    let back = browser.authorize(&address, "octocat").await;
    assert_eq!(browser.come_back(&back).await.location(), "/repositories?sort=name");
    assert_eq!(browser.get("/repositories?sort=name").await.status, 200);
}
