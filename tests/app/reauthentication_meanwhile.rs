use std::time::Duration;

use gatehouse_model::{AccountEventKind, SignInReason};
use github_emulator::Stage;
use reqwest::Method;
use rstest::rstest;

use crate::harness::{Accounts, TestApp};

const EXCHANGE: &str = "/login/oauth/access_token";
const USER: &str = "/api/v3/user";

#[tokio::test]
async fn a_session_ended_while_its_viewer_was_at_github_stays_ended() {
    let app = TestApp::start().await;
    let mut laptop = app.about_to_reauthenticate().await;
    let mut phone = app.signed_in("octocat").await;
    let back = laptop.reauthenticate_at_github("octocat").await;
    phone.post("/devices/end-others", &[]).await;
    let answer = laptop.come_back(&back).await;
    assert_eq!((answer.status, answer.location()), (303, "/reauthenticate"));
    assert_eq!(laptop.get("/reauthenticate").await.landing(), "/sign-in?why=ended&return_to=%2Freauthenticate");
    assert_eq!(app.number("SELECT count(*) FROM sessions").await, 1);
    assert_eq!(phone.standing().await, "200");
    app.kill().await;
    Accounts::of(&app).await.assert_settled("ended before it came back");
}

#[rstest]
#[tokio::test]
async fn a_session_ended_during_its_reauthentication_stays_ended_and_says_why(
    #[values((Method::POST, EXCHANGE), (Method::GET, USER))] held: (Method, &'static str),
    #[values(Stage::Before, Stage::After)] stage: Stage,
) {
    let app = TestApp::start().await;
    let mut laptop = app.about_to_reauthenticate().await;
    let mut phone = app.signed_in("octocat").await;
    let back = laptop.reauthenticate_at_github("octocat").await;
    let hold = app.emulator.hold(held.0, held.1, stage);
    let (answer, ()) = tokio::join!(laptop.come_back(&back), async {
        hold.arrived().await;
        assert_eq!(phone.post("/devices/end-others", &[]).await.landing(), "/devices?done=ended-others");
        hold.release();
    });
    assert_eq!((answer.status, answer.body.as_str()), (303, ""));
    assert_eq!(app.number("SELECT count(*) FROM sessions WHERE state = 1").await, 1, "nothing brings it back");
    assert_eq!(app.number("SELECT count(*) FROM revocations").await, 2, "its own pair and the reauthentication's");
    let answer = laptop.get("/devices").await;
    assert_eq!(answer.landing(), "/sign-in?why=ended&return_to=%2Fdevices", "and the person learns why");
    assert!(laptop.session().is_none());
    app.kill().await;
    Accounts::of(&app).await.assert_settled("ended while it was exchanged");
}

#[rstest]
#[case::the_same_person("octocat")]
#[case::somebody_else("many")]
#[tokio::test]
async fn a_reauthentication_of_a_session_that_a_newer_sign_in_replaced_is_refused(#[case] account: &str) {
    let app = TestApp::start().await;
    let mut laptop = app.about_to_reauthenticate().await;
    let back = laptop.reauthenticate_at_github("octocat").await;
    laptop.sign_in(account).await;
    let id = laptop.session().map(str::to_owned);
    assert_eq!(laptop.come_back(&back).await.landing(), "/reauthenticate?why=flow-unknown");
    assert_eq!(laptop.session(), id.as_deref());
    assert_eq!(laptop.reauthentication().await.waiting, None, "what waited went with its session");
    app.kill().await;
    Accounts::of(&app).await.assert_settled("replaced meanwhile");
}

#[rstest]
#[case::seen_late(false)]
#[case::swept_before(true)]
#[tokio::test]
async fn a_reauthentication_older_than_ten_minutes_is_refused_and_the_person_told(#[case] swept: bool) {
    let app = TestApp::start().await;
    let mut laptop = app.about_to_reauthenticate().await;
    let back = laptop.reauthenticate_at_github("octocat").await;
    let id = laptop.session().map(str::to_owned);
    app.advance(Duration::from_secs(601));
    if swept {
        app.turn().await;
    }
    let answer = laptop.come_back(&back).await;
    assert_eq!(laptop.session(), id.as_deref());
    assert!(laptop.reauthentication().await.fresh_until.is_none());
    assert_eq!(app.emulator.count(&format!("POST {EXCHANGE}")), 1, "only the sign-in's code was exchanged");
    assert_eq!(answer.status, 303);
    assert_eq!(answer.landing(), "/reauthenticate?why=flow-expired");
    let page = laptop.get(answer.location()).await.body;
    assert!(page.contains("That took a little long") && page.contains("still signed in"), "{page}");
    assert!(laptop.events().await.contains(&AccountEventKind::ReauthenticationFailed(SignInReason::FlowExpired)));
}

#[tokio::test]
async fn a_reauthentication_answered_twice_changes_nothing_the_second_time() {
    let app = TestApp::start().await;
    let mut laptop = app.about_to_reauthenticate().await;
    let back = laptop.reauthenticate_at_github("octocat").await;
    laptop.come_back(&back).await;
    let id = laptop.session().map(str::to_owned);
    app.stale();
    assert_eq!(laptop.come_back(&back).await.status, 303);
    assert_eq!(laptop.session(), id.as_deref());
    assert!(laptop.reauthentication().await.fresh_until.is_none());
}

#[tokio::test]
async fn a_browser_that_hangs_up_in_a_reauthentication_leaves_no_pair_without_an_owner() {
    let app = TestApp::start().await;
    let mut laptop = app.about_to_reauthenticate().await;
    let back = laptop.reauthenticate_at_github("octocat").await;
    let hold = app.emulator.hold(Method::GET, USER, Stage::After);
    let tab = laptop.open_in_background(&back);
    hold.arrived().await;
    tab.abort();
    let _ = tab.await;
    hold.release();
    app.settled().await;
    app.kill().await;
    Accounts::of(&app).await.assert_settled("hung up in a reauthentication");
    let standing = laptop.get("/devices").await;
    assert!(matches!(standing.status, 200 | 303), "{standing:?}");
}

#[tokio::test]
async fn of_two_reauthentications_under_way_the_first_counts() {
    let app = TestApp::start().await;
    let mut laptop = app.about_to_reauthenticate().await;
    let first = laptop.reauthenticate_at_github("octocat").await;
    let second = laptop.reauthenticate_at_github("octocat").await;
    assert_eq!(laptop.come_back(&first).await.location(), "/reauthenticate");
    let id = laptop.session().map(str::to_owned);
    assert_eq!(laptop.come_back(&second).await.landing(), "/reauthenticate?why=flow-unknown");
    assert_eq!(laptop.session(), id.as_deref());
    let form = laptop.waiting_form().await;
    assert_eq!(laptop.submit(&form).await.landing(), "/devices?done=already", "there were no others");
}

#[tokio::test]
async fn of_two_reauthentications_that_come_back_at_once_one_counts_and_the_other_leaves_the_cookie_alone() {
    let app = TestApp::start().await;
    let mut laptop = app.about_to_reauthenticate().await;
    let ways = [laptop.reauthenticate_at_github("octocat").await, laptop.reauthenticate_at_github("octocat").await];
    let hold = app.emulator.hold(Method::GET, USER, Stage::After);
    let (mut first, mut second) = (laptop.copy(), laptop.copy());
    let (one, two, ()) = tokio::join!(first.come_back(&ways[0]), second.come_back(&ways[1]), async {
        hold.arrived().await;
        hold.arrived().await;
        hold.release();
    });
    let mut answers = [one, two];
    answers.sort_by_key(|answer| answer.landing().len());
    assert_eq!([answers[0].landing(), answers[1].landing()], ["/reauthenticate", "/reauthenticate?why=flow-unknown"]);
    // One browser takes both answers, whichever comes last.
    for [earlier, later] in [[0, 1], [1, 0]] {
        let mut browser = laptop.copy();
        browser.jar.take_from(&answers[earlier].headers);
        browser.jar.take_from(&answers[later].headers);
        assert_eq!(browser.standing().await, "200");
    }
    app.kill().await;
    Accounts::of(&app).await.assert_settled("two reauthentications at once");
}
