//! Many writers at once: readers never wait, and writers don't wait forever.

use std::time::Duration;

use gatehouse_core::db::{Db, QueueLimits, Write};
use tokio::task::JoinHandle;

use crate::harness::{Browser, Page, TestApp};

/// Long enough that nobody in a story runs out of patience, however slow the machine.
const PATIENT: Duration = Duration::from_mins(10);

async fn app_with(places: usize, patience: Duration) -> TestApp {
    TestApp::start_with(|config| config.write_queue = QueueLimits { places, patience }).await
}

/// Takes the write lock as another process would.
async fn another_process_writes(app: &TestApp) -> Write {
    let url = &app.state.config.database_url;
    let theirs = Db::open_without_migrating(url, QueueLimits { places: 1, patience: PATIENT }).await.expect("it opens");
    theirs.write().await.expect("the lock is free")
}

/// Somebody presses "Sign in with GitHub", which writes a row.
fn somebody_writes(app: &TestApp) -> JoinHandle<Page> {
    let mut browser = app.browser();
    tokio::spawn(async move { browser.post("/auth/github", &[("return_to", "/")]).await })
}

async fn turned_away(app: &TestApp, browser: &mut Browser) -> Page {
    let page = browser.post("/auth/github", &[("return_to", "/")]).await;
    assert_eq!((page.status, page.header("retry-after")), (503, "5"), "{page:?}");
    assert_eq!(app.number("SELECT count(*) FROM flows").await, 0, "nothing was changed");
    page
}

#[tokio::test]
async fn readers_do_not_wait_behind_writers() {
    let app = app_with(32, PATIENT).await;
    let mut octocat = app.signed_in("octocat").await;
    app.advance(Duration::from_mins(2));
    let seen = "SELECT last_seen_at FROM sessions WHERE state = 1";
    let before = app.number(seen).await;
    let lock = another_process_writes(&app).await;
    let writers: Vec<_> = (0..9).map(|_| somebody_writes(&app)).collect();
    app.until(|| app.state.db.waiting_writers() == 8).await;
    assert_eq!(octocat.get("/devices").await.status, 200);
    assert!(writers.iter().all(|writer| !writer.is_finished()), "they wait, and the page has come");
    assert_eq!(app.number(seen).await, before, "that the session was used could not be noted yet");
    lock.rollback().await.expect("the lock is free again");
    for writer in writers {
        assert_eq!(writer.await.expect("answered").status, 200);
    }
    app.settled().await;
    assert!(app.number(seen).await >= before + 120, "it is noted when the others are done");
}

#[tokio::test]
async fn one_writer_too_many_is_turned_away_at_once() {
    let app = app_with(2, PATIENT).await;
    let lock = app.state.db.write().await.expect("the lock is free");
    let mut writers = Vec::new();
    for waiting in 1..=2 {
        writers.push(somebody_writes(&app));
        app.until(|| app.state.db.waiting_writers() == waiting).await;
    }
    let page = turned_away(&app, &mut app.browser()).await;
    assert!(page.body.contains("busy right now") && page.body.contains("Try again in 5 seconds"), "{}", page.body);
    let japanese = app.browser().request(http::Method::POST, "/auth/github").header("accept", "text/html");
    let japanese = japanese.header("accept-language", "ja").header("sec-fetch-site", "same-origin");
    let page = app.browser().send(japanese.form(&[("return_to", "/")])).await;
    assert!(page.status == 503 && page.body.contains("混み合っています"), "{}", page.body);
    assert!(writers.iter().all(|writer| !writer.is_finished()), "those who came before keep their places");
    lock.rollback().await.expect("the lock is free again");
    for writer in writers {
        assert_eq!(writer.await.expect("answered").status, 200);
    }
}

#[tokio::test]
async fn a_writer_that_waits_too_long_is_told_to_try_again() {
    let app = app_with(32, Duration::from_secs(1)).await;
    let mut browser = app.browser();
    let back = browser.go_to_github("/devices", "octocat").await;
    let lock = another_process_writes(&app).await;
    let page = browser.come_back(&back).await;
    assert_eq!((page.status, page.header("retry-after")), (503, "5"), "{page:?}");
    assert_eq!(app.emulator.count("POST /login/oauth/access_token"), 0, "the code is as good as before");
    lock.rollback().await.expect("the lock is free again");
    assert_eq!(browser.come_back(&back).await.location(), "/devices", "and so is the sign-in");
    // The same where the one connection is another's of this process.
    let lock = app.state.db.write().await.expect("the lock is free");
    turned_away(&app, &mut app.browser()).await;
    lock.rollback().await.expect("the lock is free again");
    assert_eq!(somebody_writes(&app).await.expect("answered").status, 200);
}

#[tokio::test]
async fn a_renewal_that_cannot_get_the_write_lock_says_so() {
    let app = app_with(32, Duration::from_secs(1)).await;
    let mut browser = app.signed_in("octocat").await;
    app.advance(Duration::from_hours(8));
    let lock = another_process_writes(&app).await;
    let page = browser.get("/profile").await;
    assert!(page.status == 503 && page.body.contains("busy right now"), "{}", page.body);
    assert!(page.body.contains("still signed in") && !page.header("retry-after").is_empty(), "{page:?}");
    assert_eq!(app.emulator.count("POST /login/oauth/access_token"), 1, "GitHub was not asked");
    lock.rollback().await.expect("the lock is free again");
    assert_eq!(browser.get("/profile").await.status, 200);
}

#[tokio::test]
async fn a_session_past_its_limit_is_gone_while_its_ending_cannot_be_written() {
    let app = app_with(32, PATIENT).await;
    let mut browser = app.signed_in("octocat").await;
    app.advance(Duration::from_hours(25));
    let lock = another_process_writes(&app).await;
    for _ in 0..2 {
        assert_eq!(browser.copy().get("/devices").await.landing(), "/sign-in?why=idle&return_to=%2Fdevices");
    }
    assert_eq!(app.number("SELECT count(*) FROM sessions WHERE state = 1").await, 1, "its row is still there");
    lock.rollback().await.expect("the lock is free again");
    app.settled().await;
    app.turn().await;
    assert_eq!(app.number("SELECT count(*) FROM sessions WHERE state = 1").await, 0);
    assert_eq!(app.number("SELECT count(*) FROM revocations").await, 1, "ended once");
    assert_eq!(browser.get("/devices").await.landing(), "/sign-in?why=idle&return_to=%2Fdevices");
}
