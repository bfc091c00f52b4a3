//! What a viewer reads of what happened to them, whatever somebody else does to hide it.

use std::time::Duration;

use gatehouse_model::{AccountEvent, AccountEventKind, SignInReason};
use serde_json::Value;
use sqlx::{Executor, any::AnyPoolOptions};

use crate::harness::{Browser, Page, TestApp};

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/// Goes to GitHub for a sign-in and cancels there.
async fn cancel_a_sign_in(browser: &mut Browser) {
    let address = browser.begin("").await;
    let back = browser.cancel(&address).await;
    browser.come_back(&back).await;
}

/// Goes to GitHub for a reauthentication and cancels there.
async fn cancel_a_reauthentication(browser: &mut Browser) {
    let address = browser.begin_reauthentication().await;
    let back = browser.cancel(&address).await;
    browser.come_back(&back).await;
}

/// How many rows a page's two lists have.
fn rows(page: &Page) -> (usize, usize) {
    assert_eq!(page.status, 200, "{page:?}");
    let (sessions, other) = page.body.split_once("id=\"other\"").unwrap_or((&page.body, ""));
    (sessions.matches(r#"<li class="event""#).count(), other.matches(r#"<li class="event""#).count())
}

/// Whether the quiet list is unfolded.
fn is_open(page: &Page) -> bool {
    let mut tags = page.body.split("<details ").filter_map(|rest| rest.split('>').next());
    let tag = tags.find(|tag| tag.contains("id=\"other\"")).expect("the quiet list");
    tag.split(' ').any(|part| part == "open" || part.starts_with("open="))
}

fn of_kind(history: &[AccountEvent], kind: AccountEventKind) -> Vec<u32> {
    history.iter().filter(|event| event.kind == kind).map(|event| event.times).collect()
}

#[tokio::test]
async fn a_thief_cannot_push_the_theft_out_of_sight() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    let mut thief = app.browser().called(FIREFOX);
    thief.sign_in("octocat").await;
    for round in 0..56 {
        if round % 5 == 0 {
            app.advance(Duration::from_mins(1));
        }
        cancel_a_sign_in(&mut thief).await;
        cancel_a_reauthentication(&mut thief).await;
    }
    let page = laptop.get("/devices").await;
    assert_eq!(rows(&page), (2, 2), "two sign-ins; two kinds of noise, though they took turns");
    let (sessions, other) = page.body.split_once("id=\"other\"").expect("two lists");
    assert!(sessions.contains("You signed in.") && sessions.contains("Firefox on Linux"), "{sessions}");
    assert!(other.replace("<!>", "").contains("56 times, the first "), "{other}");
    assert_eq!(app.number("SELECT count(*) FROM security_events").await, 4, "nor does it fill the table");

    let history = laptop.history().await;
    let cancelled =
        history.iter().find(|event| event.kind == AccountEventKind::SignInFailed(SignInReason::Denied)).expect("noted");
    assert!(cancelled.times == 56 && cancelled.at.0 - cancelled.first_at.0 >= 600, "{cancelled:?}");
}

#[tokio::test]
async fn a_repeat_after_more_than_an_hour_is_a_new_entry() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    for wait in [30, 50, 61, 10] {
        cancel_a_sign_in(&mut laptop).await;
        app.advance(Duration::from_mins(wait));
    }
    let history = laptop.history().await;
    assert_eq!(of_kind(&history, AccountEventKind::SignInFailed(SignInReason::Denied)), [1, 3]);
}

#[tokio::test]
async fn the_history_of_one_session_does_not_swallow_that_of_another() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    let mut phone = app.browser().called(FIREFOX);
    phone.sign_in("octocat").await;
    cancel_a_sign_in(&mut laptop).await;
    cancel_a_sign_in(&mut phone).await;
    cancel_a_sign_in(&mut laptop).await;
    let history = laptop.history().await;
    assert_eq!(of_kind(&history, AccountEventKind::SignInFailed(SignInReason::Denied)), [2, 1]);
    let phone_s = history.iter().find(|event| event.times == 1 && event.kind != AccountEventKind::SignedIn);
    assert_eq!(phone_s.expect("it is there").browser, "Firefox on Linux");
}

#[tokio::test]
async fn events_within_one_second_keep_their_order() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    let mut expected = vec![AccountEventKind::SignedIn];
    for _ in 0..4 {
        app.signed_in("octocat").await.sign_out().await;
        expected.extend([AccountEventKind::SignedIn, AccountEventKind::Ended(SignInReason::Required)]);
    }
    expected.reverse();
    assert_eq!(laptop.events().await, expected);
}

#[tokio::test]
async fn both_lists_are_paged_by_the_address_alone_and_the_export_has_all_of_it() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    for _ in 0..20 {
        app.signed_in("octocat").await.sign_out().await;
        app.advance(Duration::from_secs(10));
    }
    for _ in 0..30 {
        cancel_a_sign_in(&mut laptop).await;
        app.advance(Duration::from_mins(61));
    }
    let first = laptop.get("/devices").await;
    assert_eq!(rows(&first), (25, 25));
    assert!(first.body.contains(r#"href="/devices?page=2#history""#), "{}", first.body);
    assert!(first.body.contains(r#"href="/devices?other=2#other""#) && !first.body.contains("rel=\"prev\""));
    assert!(first.text().contains("Page 1 of 2"));
    assert!(!is_open(&first), "noise is quiet");

    let second = laptop.get("/devices?page=2&other=2").await;
    assert_eq!(rows(&second), (16, 5));
    assert!(second.body.contains(r#"href="/devices?other=2#history""#), "each keeps the other's place");
    assert!(second.body.contains(r#"href="/devices?page=2&amp;other=1#other""#), "{}", second.body);
    assert!(is_open(&second), "opened by whoever paged it");

    for (address, expected) in [
        ("/devices?page=99&other=4294967295", (16, 5)),
        ("/devices?page=zero&other=-1", (25, 25)),
        ("/devices?page=99999999999999999999", (25, 25)),
        ("/devices?page=0", (25, 25)),
    ] {
        assert_eq!(rows(&laptop.get(address).await), expected, "{address}");
    }

    assert_eq!(laptop.events().await.len(), 71);
    laptop.reauthenticate("octocat").await;
    let export = laptop.get("/settings/export.json").await;
    let export: Value = serde_json::from_str(&export.body).expect("JSON");
    assert_eq!(export["events"].as_array().map(Vec::len), Some(72), "and the reauthentication");
}

#[tokio::test]
async fn a_session_that_another_account_signed_in_over_is_in_its_owners_history() {
    let app = TestApp::start().await;
    let mut phone = app.signed_in("octocat").await;
    let mut shared = app.browser().called(FIREFOX);
    shared.sign_in("octocat").await;
    shared.sign_in("many").await;

    let history = phone.history().await;
    let ended: Vec<_> =
        history.iter().filter(|event| event.kind == AccountEventKind::Ended(SignInReason::Replaced)).collect();
    assert!(matches!(ended[..], [event] if event.browser == "Firefox on Linux"), "{history:?}");
    let page = phone.get("/devices").await;
    assert!(page.text().contains("another account signed in in the same browser."), "{}", page.body);
    assert_eq!(shared.events().await, [AccountEventKind::SignedIn], "whoever came after reads nothing of it");
    assert_eq!(shared.standing().await, "200", "and keeps the newer cookie");
}

#[tokio::test]
async fn signing_in_again_to_the_same_account_is_a_sign_in_and_not_an_ending() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    laptop.sign_in("octocat").await;
    assert_eq!(laptop.events().await, [AccountEventKind::SignedIn, AccountEventKind::SignedIn]);
}

#[tokio::test]
async fn a_history_from_before_keeps_its_rows_and_their_order() {
    let folder = tempfile::tempdir().expect("a folder");
    sqlx::any::install_default_drivers();
    let url = format!("sqlite://{}?mode=rwc", folder.path().join("old.db").display());
    let db = AnyPoolOptions::new().max_connections(1).connect(&url).await.expect("a database");
    let run = async |statements: &'static str| db.execute(sqlx::raw_sql(statements)).await.expect("it runs");
    run(include_str!("../../crates/core/migrations/sqlite/0001_sign_in.sql")).await;
    run(include_str!("../../crates/core/migrations/sqlite/0002_life_of_a_session.sql")).await;
    run("INSERT INTO security_events (id, at, issuer, github_id, kind, detail, browser, session) VALUES
        ('z', 7, 'i', 1, 'signed-in', '', 'Firefox on Linux', 'aa'), ('m', 7, 'i', 1, 'sign-in-failed', 'denied', '', 'aa'),
        ('a', 7, 'i', 1, 'ended', 'idle', '', ''), ('b', 3, 'i', 1, 'refreshed', '', '', 'aa')")
    .await;
    run(include_str!("../../crates/core/migrations/sqlite/0007_history.sql")).await;
    let rows: Vec<(String, i64, i64, i64, i64)> =
        sqlx::query_as("SELECT kind, at, first_at, times, noise FROM security_events ORDER BY sequence")
            .fetch_all(&db)
            .await
            .expect("they are read");
    let kinds: Vec<_> = rows.iter().map(|(kind, ..)| kind.as_str()).collect();
    assert_eq!(kinds, ["refreshed", "signed-in", "sign-in-failed", "ended"]);
    assert!(rows.iter().all(|(_, at, first_at, times, _)| at == first_at && *times == 1), "{rows:?}");
    assert_eq!(rows.iter().map(|row| row.4).collect::<Vec<_>>(), [1, 0, 1, 0]);
}
