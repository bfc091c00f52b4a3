use std::time::Duration;

use gatehouse_model::AccountEventKind;
use github_emulator::{Fault, Stage};
use reqwest::Method;
use sqlx::AssertSqlSafe;

use crate::harness::{Accounts, Browser, TestApp};

const DELETED: &str = "/?done=deleted";

/// The columns, as `table.column`, in which any of `parts` stands.
async fn holding(app: &TestApp, parts: &[&str]) -> Vec<String> {
    let db = app.state.db.read();
    let columns: Vec<(String, String)> = sqlx::query_as(
        "SELECT m.name, p.name FROM sqlite_master m, pragma_table_info(m.name) p
         WHERE m.type = 'table' AND m.name NOT LIKE '\\_sqlx%' ESCAPE '\\' ORDER BY 1, 2",
    )
    .fetch_all(db)
    .await
    .expect("the tables are listed");
    assert!(columns.len() > 40, "{columns:?}");
    let mut found = Vec::new();
    for (table, column) in columns {
        for part in parts {
            let query = format!(
                "SELECT count(*) FROM \"{table}\" WHERE instr(CAST(\"{column}\" AS BLOB), CAST($1 AS BLOB)) > 0"
            );
            let rows: i64 =
                sqlx::query_scalar(AssertSqlSafe(query)).bind(*part).fetch_one(db).await.expect("it is searched");
            if rows > 0 {
                found.push(format!("{table}.{column}"));
            }
        }
    }
    found.dedup();
    found
}

/// Everything a row could know octocat by.
const OCTOCAT: [&str; 3] = ["octocat", "583231", "monalisa octocat"];

/// On two devices, with something in every table: a reauthentication, a failed one, a pending action, a pair in the queue.
async fn with_a_history(app: &TestApp) -> (Browser, Browser) {
    let mut laptop = app.signed_in("octocat").await;
    let phone = app.signed_in("octocat").await;
    app.signed_in("octocat").await.sign_out().await;
    app.stale();
    laptop.post("/devices/end-others", &[]).await;
    laptop.reauthenticate("many").await;
    laptop.reauthenticate("octocat").await;
    laptop.begin_reauthentication().await;
    (laptop, phone)
}

#[tokio::test]
async fn deleted_means_that_nothing_is_left_once_github_has_confirmed_the_tokens_dead() {
    let app = TestApp::start().await;
    let (mut laptop, mut phone) = with_a_history(&app).await;
    let mut many = app.signed_in("many").await;
    for column in ["viewers.login", "sessions.github_id", "token_sets.github_id", "security_events.github_id"] {
        assert!(holding(&app, &OCTOCAT).await.contains(&column.to_owned()), "the search finds what is there");
    }
    let form = laptop.get("/settings").await.form("/settings/delete-data");

    let answer = laptop.submit(&form).await;

    assert_eq!((answer.status, answer.landing()), (303, DELETED));
    assert_eq!(answer.header("clear-site-data"), "", "Chromium would stand still over it");
    assert!(laptop.session().is_none());
    assert!(laptop.get("/").await.body.contains("Your data has been deleted."));
    assert_eq!(phone.standing().await, "/sign-in?why=ended&return_to=%2Fdevices");
    assert_eq!(holding(&app, &OCTOCAT).await, ["revocations.github_id"], "the queue needs it, and nothing else does");
    assert_eq!(app.number("SELECT count(*) FROM pending_actions").await, 0);

    app.kill().await;
    assert_eq!(holding(&app, &OCTOCAT).await, Vec::<String>::new());
    assert_eq!(app.emulator.live_tokens("octocat"), 0);
    Accounts::of(&app).await.assert_settled("after the deletion");
    assert_eq!(many.get("/profile").await.status, 200);
    assert_eq!(many.events().await, [AccountEventKind::SignedIn], "other people keep theirs");
}

#[tokio::test]
async fn deleted_means_that_nothing_is_left_after_a_week_even_where_github_says_nothing() {
    let app = TestApp::start().await;
    let (mut laptop, _phone) = with_a_history(&app).await;
    laptop.post("/settings/delete-data", &[]).await;
    app.emulator.fault(Fault::html(502));
    for _ in 0..27 {
        app.kill().await;
        app.turn().await;
        app.advance(Duration::from_hours(6));
    }
    assert_eq!(holding(&app, &OCTOCAT).await, ["revocations.github_id"], "tried to the last");
    for _ in 0..3 {
        app.advance(Duration::from_hours(6));
        app.kill().await;
    }
    assert_eq!(holding(&app, &OCTOCAT).await, Vec::<String>::new());
    assert_eq!(app.number("SELECT count(*) FROM revocations").await, 0);
}

#[tokio::test]
async fn a_renewal_under_way_does_not_bring_back_what_was_deleted() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    app.advance(Duration::from_hours(8));
    laptop.reauthenticate("octocat").await;
    let hold = app.emulator.hold(Method::POST, "/login/oauth/access_token", Stage::After);
    let tab = laptop.open_in_background("/profile");
    hold.arrived().await;
    assert_eq!(laptop.post("/settings/delete-data", &[]).await.landing(), DELETED);
    hold.release();
    assert_eq!(tab.await.expect("answered").status, 303);
    app.settled().await;
    assert_eq!(holding(&app, &OCTOCAT).await, ["revocations.github_id"]);
    app.kill().await;
    assert_eq!(holding(&app, &OCTOCAT).await, Vec::<String>::new());
    Accounts::of(&app).await.assert_settled("deleted while it was renewed");
}

#[tokio::test]
async fn a_long_history_is_deleted_and_swept_in_parts_that_keep_nobody_waiting() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    app.execute(
        "WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < 2500)
         INSERT INTO security_events (at, first_at, issuer, github_id, noise, kind)
         SELECT 0, 0, issuer, github_id, 1, 'refreshed' FROM many, viewers",
    )
    .await;
    let events = async || app.number("SELECT count(*) FROM security_events WHERE kind = 'refreshed'").await;
    app.turn().await;
    assert_eq!(events().await, 1_500, "a turn forgets a thousand");
    assert_eq!(laptop.post("/settings/delete-data", &[]).await.landing(), DELETED);
    app.kill().await;
    assert_eq!((events().await, holding(&app, &OCTOCAT).await), (0, Vec::new()));
}

#[tokio::test]
async fn whoever_comes_back_after_a_deletion_is_new_here() {
    let app = TestApp::start().await;
    let (mut laptop, _phone) = with_a_history(&app).await;
    laptop.post("/settings/delete-data", &[]).await;
    app.advance(Duration::from_mins(1));
    let mut again = app.signed_in("octocat").await;
    assert_eq!((again.devices().await.len(), again.events().await), (1, vec![AccountEventKind::SignedIn]));
    app.kill().await;
    assert_eq!(app.emulator.live_tokens("octocat"), 1);
    assert_eq!(again.get("/profile").await.status, 200);
}

#[tokio::test]
async fn the_form_of_a_deletion_needs_its_reauthentication_and_then_its_confirmation() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    app.stale();
    assert_eq!(laptop.post("/settings/delete-data", &[]).await.location(), "/reauthenticate");
    laptop.reauthenticate("octocat").await;
    assert_eq!(laptop.standing().await, "200");
    let form = laptop.waiting_form().await;
    assert_eq!(laptop.submit(&form).await.landing(), DELETED);
    app.kill().await;
    assert_eq!(holding(&app, &OCTOCAT).await, Vec::<String>::new());
}

/// The database's files, in which these bytes stand.
fn files_holding(folder: &std::path::Path, bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for name in ["gatehouse.db", "gatehouse.db-wal", "gatehouse.db-shm"] {
        let content = std::fs::read(folder.join(name)).unwrap_or_default();
        if content.windows(bytes.len()).any(|window| window == bytes) {
            found.push(name.to_owned());
        }
    }
    found
}

#[tokio::test]
async fn deleted_means_that_the_files_on_disk_forget_it_too() {
    let app = TestApp::start().await;
    let (mut laptop, _phone) = with_a_history(&app).await;
    assert!(!files_holding(app.folder.path(), b"monalisa").is_empty(), "it is there before");
    laptop.post("/settings/delete-data", &[]).await;
    let left = files_holding(app.folder.path(), b"monalisa");
    assert!(left.is_empty(), "neither in unused pages nor in the log, while the server goes on: {left:?}");
    app.kill().await;
    let folder = app.stop().await;
    assert!(files_holding(folder.path(), b"monalisa").is_empty());
}

#[tokio::test]
async fn a_reader_in_the_way_of_forgetting_delays_it_to_the_next_turn() {
    let app = TestApp::start_with(|config| config.write_queue.patience = Duration::from_millis(50)).await;
    let mut laptop = app.signed_in("octocat").await;
    let mut reader = app.state.db.read().begin().await.expect("a transaction");
    let seen: i64 = sqlx::query_scalar("SELECT count(*) FROM viewers").fetch_one(&mut *reader).await.expect("read");
    assert_eq!(seen, 1);
    assert_eq!(laptop.post("/settings/delete-data", &[]).await.landing(), DELETED);
    assert_eq!(files_holding(app.folder.path(), b"monalisa"), ["gatehouse.db-wal"], "the reader may still look");
    reader.rollback().await.expect("it has seen enough");
    app.turn().await;
    assert!(files_holding(app.folder.path(), b"monalisa").is_empty());
}
