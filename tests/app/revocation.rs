use std::time::{Duration, Instant};

use github_emulator::{Fault, Stage, TokenLife};
use reqwest::Method;
use rstest::rstest;

use crate::harness::{Accounts, TestApp, captured_log};

const TOKEN: &str = "/api/v3/applications/gatehouse-emulator/token";
const DELETES: &str = "DELETE /api/v3/applications/gatehouse-emulator/token";
const CHECKS: &str = "POST /api/v3/applications/gatehouse-emulator/token";
const GRANT: &str = "DELETE /api/v3/applications/gatehouse-emulator/grant";

const QUEUED: &str = "SELECT count(*) FROM revocations";

#[tokio::test]
async fn signing_out_kills_that_token_at_github_and_no_other() {
    let app = TestApp::start().await;
    let mut phone = app.signed_in("octocat").await;
    let mut desk = app.signed_in("octocat").await;
    phone.sign_out().await;
    assert_eq!(app.emulator.live_tokens("octocat"), 2, "GitHub is asked afterwards");
    app.kill().await;
    assert_eq!(app.emulator.live_tokens("octocat"), 1);
    assert_eq!(app.number(QUEUED).await, 0);
    assert_eq!((app.emulator.count(DELETES), app.emulator.count(GRANT)), (1, 0));
    assert_eq!(desk.get("/profile").await.status, 200, "the other device lives");
    let events = desk.call("events", &[]).await;
    assert!(events.body.contains("Revoked"), "{}", events.body);
}

#[tokio::test]
async fn a_sign_out_does_not_wait_for_github_and_revocation_is_retried_with_backoff() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    app.emulator.fault(Fault::status(502, "down").on_path("/api/v3/applications/*"));
    assert_eq!(browser.sign_out().await.status, 303);
    let begun = Instant::now();
    let mut distances = Vec::new();
    let mut waited = 0;
    while distances.len() < 4 {
        let before = app.emulator.count(DELETES);
        app.kill().await;
        if app.emulator.count(DELETES) > before {
            distances.push(waited);
            waited = 0;
        }
        app.advance(Duration::from_secs(5));
        waited += 5;
    }
    // The clock runs on by itself, too: on a quiet machine not for as long as a step.
    let passed = begun.elapsed().as_secs();
    assert!(distances[0] == 0 && distances[1] <= 15 && distances[1] + passed >= 15, "{distances:?}");
    assert!(distances.is_sorted() && distances[3] + passed >= 60, "{distances:?}");
    app.emulator.clear_faults();
    app.advance(Duration::from_hours(1));
    app.kill().await;
    assert_eq!((app.emulator.live_tokens("octocat"), app.number(QUEUED).await), (0, 0));
}

#[tokio::test]
async fn an_expired_access_token_is_renewed_once_and_that_one_killed() {
    let app = TestApp::start().await;
    app.signed_in("octocat").await;
    // Past the idle limit: the access token is long dead, the refresh token lives for months.
    app.advance(Duration::from_hours(25));
    app.turn().await;
    assert!(app.emulator.tokens()[0].refresh_alive);
    app.kill().await;
    let tokens = app.emulator.tokens();
    assert_eq!(tokens.len(), 2, "one renewal: {tokens:?}");
    assert!(tokens.iter().all(|token| !token.alive && !token.refresh_alive), "{tokens:?}");
    assert_eq!((app.number(QUEUED).await, app.emulator.count(DELETES)), (0, 1));
}

#[tokio::test]
async fn the_renewed_pair_is_kept_in_the_queue_until_github_confirms() {
    let app = TestApp::start().await;
    app.signed_in("octocat").await;
    app.advance(Duration::from_hours(25));
    app.turn().await;
    app.emulator.fault(Fault::status(500, "down").on_path("/api/v3/applications/*"));
    app.kill().await;
    assert_eq!((app.emulator.live_tokens("octocat"), app.number(QUEUED).await), (1, 1));
    app.emulator.clear_faults();
    app.advance(Duration::from_mins(10));
    app.kill().await;
    assert_eq!((app.emulator.live_tokens("octocat"), app.number(QUEUED).await), (0, 0));
    assert_eq!(app.emulator.tokens().len(), 2, "not renewed a second time");
}

#[rstest]
#[case::lasting(TokenLife::Lasting)]
#[case::expiring(TokenLife::Expiring)]
#[tokio::test]
async fn a_pair_that_was_dead_already_is_done(#[case] life: TokenLife) {
    let app = TestApp::start().await;
    app.emulator.set(|settings| settings.tokens = life);
    let mut browser = app.signed_in("octocat").await;
    app.emulator.revoke_grant("octocat").expect("withdrawn");
    browser.sign_out().await;
    app.kill().await;
    assert_eq!(app.number(QUEUED).await, 0);
    assert_eq!((app.emulator.count(DELETES), app.emulator.count(CHECKS)), (1, 1), "no is checked before it counts");
}

#[tokio::test]
async fn an_access_token_that_died_alone_takes_its_refresh_token_along() {
    let app = TestApp::start().await;
    app.emulator.set(|settings| settings.delete_keeps_refresh = true);
    let mut browser = app.signed_in("octocat").await;
    app.emulator.fault(Fault::lost_answer().on("DELETE", TOKEN).times(1));
    browser.sign_out().await;
    app.kill().await;
    assert_eq!(app.number(QUEUED).await, 1, "no answer is no yes");
    app.advance(Duration::from_mins(1));
    app.kill().await;
    assert_eq!(app.number(QUEUED).await, 0);
    assert!(app.emulator.tokens().iter().all(|token| !token.alive), "{:?}", app.emulator.tokens());
}

#[tokio::test]
async fn after_a_week_it_is_given_up_and_noted() {
    let app = TestApp::start().await;
    let mut phone = app.signed_in("octocat").await;
    let mut desk = app.signed_in("octocat").await;
    app.emulator.fault(Fault::status(502, "down").on_path("/api/v3/applications/*"));
    phone.sign_out().await;
    for _ in 0..(7 * 24) {
        app.kill().await;
        app.advance(Duration::from_hours(1));
        desk.get("/").await;
    }
    assert!(app.emulator.count(DELETES) + app.emulator.count("POST /login/oauth/access_token") > 20);
    app.advance(Duration::from_hours(7));
    app.kill().await;
    assert_eq!(app.number(QUEUED).await, 0);
    let events = desk.call("events", &[]).await;
    assert!(events.body.contains("RevocationGivenUp"), "{}", events.body);
}

#[tokio::test]
async fn a_github_that_asks_to_be_left_alone_is_asked_for_no_other_pair_meanwhile() {
    let app = TestApp::start().await;
    for _ in 0..3 {
        app.signed_in("octocat").await.sign_out().await;
    }
    app.emulator.fault(Fault::secondary_limit(90).on_path("/api/v3/applications/*").times(1));
    app.kill().await;
    assert_eq!((app.emulator.count(DELETES), app.number(QUEUED).await), (1, 3));
    app.advance(Duration::from_secs(91));
    app.kill().await;
    assert_eq!(app.number(QUEUED).await, 0);
}

#[tokio::test]
async fn two_instances_kill_a_pair_once() {
    let app = TestApp::start().await;
    for _ in 0..5 {
        app.signed_in("octocat").await.sign_out().await;
    }
    let hold = app.emulator.hold(Method::DELETE, TOKEN, Stage::Before);
    let work = async {
        tokio::join!(app.kill(), app.kill(), app.kill());
    };
    let release = async {
        for _ in 0..3 {
            hold.arrived().await;
        }
        hold.release();
    };
    tokio::join!(work, release);
    assert_eq!((app.emulator.count(DELETES), app.number(QUEUED).await), (5, 0));
}

#[tokio::test]
async fn a_worker_that_died_leaves_its_pair_to_the_next() {
    let app = TestApp::start().await;
    app.signed_in("octocat").await.sign_out().await;
    let hold = app.emulator.hold(Method::DELETE, TOKEN, Stage::Before);
    tokio::select! {
        () = app.kill() => panic!("it is held"),
        () = hold.arrived() => {}
    }
    hold.release();
    app.kill().await;
    assert_eq!(app.number(QUEUED).await, 1, "taken for two minutes by whoever died");
    app.advance(Duration::from_secs(121));
    app.kill().await;
    assert_eq!((app.number(QUEUED).await, app.emulator.live_tokens("octocat")), (0, 0));
}

#[tokio::test]
async fn a_pair_of_an_unknown_key_waits_for_an_instance_that_has_it() {
    let app = TestApp::start().await;
    app.signed_in("octocat").await.sign_out().await;
    for (key, left) in [("lost", 1), ("test", 0)] {
        let rename =
            format!("UPDATE revocations SET access_token = CAST(X'04' || '{key}' || substr(access_token, 6) AS BLOB)");
        app.execute(sqlx::AssertSqlSafe(rename)).await;
        app.kill().await;
        assert_eq!(app.number(QUEUED).await, left, "{key}");
        app.advance(Duration::from_mins(5));
    }
}

/// A signed-out pair whose access token has run out: only its refresh token can kill it.
async fn run_out(app: &TestApp, account: &str) {
    app.signed_in(account).await;
    app.advance(Duration::from_hours(25));
    app.turn().await;
}

const NOTHING_SAVED: &str = "
    CREATE TRIGGER full_disk BEFORE UPDATE OF access_token ON revocations BEGIN SELECT RAISE(ABORT, 'disk full'); END";

fn all_dead(app: &TestApp) -> bool {
    app.emulator.tokens().iter().all(|token| !token.alive && !token.refresh_alive)
}

#[tokio::test]
async fn a_renewed_pair_that_cannot_be_saved_is_killed_all_the_same() {
    let app = TestApp::start_with(|config| config.refresh.hold = Duration::from_millis(200)).await;
    run_out(&app, "octocat").await;
    app.execute(NOTHING_SAVED).await;
    app.kill().await;
    assert!(all_dead(&app) && app.emulator.tokens().len() == 2, "{:?}", app.emulator.tokens());
    assert_eq!(app.number(QUEUED).await, 0, "GitHub confirmed it, whatever the row says");
}

#[tokio::test]
async fn a_database_that_fails_for_a_moment_loses_no_renewed_pair() {
    let app = TestApp::start().await;
    run_out(&app, "many").await;
    app.execute(NOTHING_SAVED).await;
    app.emulator.fault(Fault::status(500, "down").on_path("/api/v3/applications/*"));
    let viewer = format!("viewer={}", app.number("SELECT github_id FROM revocations").await);
    let of_ours = |line: &str| line.contains("of a queued pair could not be saved yet") && line.contains(&viewer);
    let mend = async {
        app.until(|| captured_log().lines().any(of_ours)).await;
        app.execute("DROP TRIGGER full_disk").await;
    };
    tokio::join!(app.kill(), mend);
    Accounts::of(&app).await.assert_whole("the new pair is in the row");
    assert_eq!((app.number(QUEUED).await, app.emulator.live_tokens("many")), (1, 1));
    app.emulator.clear_faults();
    app.advance(Duration::from_mins(10));
    app.kill().await;
    assert!(all_dead(&app) && app.number(QUEUED).await == 0);
}

#[rstest]
#[case::killed_at_once(0)]
#[case::queued(1)]
#[tokio::test]
async fn a_renewed_pair_whose_row_is_anothers_by_now_does_not_live_on(#[case] failures: u32) {
    let app = TestApp::start().await;
    run_out(&app, "octocat").await;
    let hold = app.emulator.hold(Method::POST, "/login/oauth/access_token", Stage::After);
    app.emulator.fault(Fault::status(500, "down").on_path("/api/v3/applications/*").times(failures * 2));
    let meanwhile = async {
        hold.arrived().await;
        app.execute("UPDATE revocations SET tries = tries + 1").await;
        hold.release();
    };
    tokio::join!(app.kill(), meanwhile);
    Accounts::of(&app).await.assert_whole("a pair has a row or is dead");
    app.advance(Duration::from_mins(10));
    app.kill().await;
    assert!(all_dead(&app) && app.number(QUEUED).await == 0, "{:?}", app.emulator.tokens());
}

#[tokio::test]
async fn who_comes_back_late_leaves_the_row_to_whoever_has_it_now() {
    for fault in [None, Some(Fault::status(500, "down").on_path("/api/v3/applications/*").times(2))] {
        let app = TestApp::start().await;
        app.signed_in("octocat").await.sign_out().await;
        let hold = app.emulator.hold(Method::DELETE, TOKEN, Stage::After);
        if let Some(fault) = fault {
            app.emulator.fault(fault);
        }
        let meanwhile = async {
            hold.arrived().await;
            app.execute("UPDATE revocations SET tries = tries + 1, next_try_at = next_try_at + 1000").await;
            hold.release();
        };
        let before = app.number("SELECT next_try_at FROM revocations").await;
        tokio::join!(app.kill(), meanwhile);
        assert_eq!(app.number(QUEUED).await, 1);
        assert!(app.number("SELECT next_try_at FROM revocations").await >= before + 1_000);
    }
}
