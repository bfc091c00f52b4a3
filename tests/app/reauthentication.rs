use std::time::Duration;

use gatehouse_model::{AccountEventKind, SensitiveAction, SignInReason};
use rstest::rstest;

use crate::harness::{Browser, Page, TestApp};

/// Signed in on two devices, and no longer fresh on the first.
async fn stale_laptop_and_phone(app: &TestApp) -> (Browser, Browser) {
    let laptop = app.signed_in("octocat").await;
    let phone = app.signed_in("octocat").await;
    app.stale();
    (laptop, phone)
}

#[rstest]
#[case::others("/devices/end-others", SensitiveAction::EndOthers, "End all other devices")]
#[case::everywhere("/devices/end-all", SensitiveAction::EndAll, "Sign out everywhere")]
#[case::disconnect("/settings/disconnect", SensitiveAction::Disconnect, "Disconnect GitHub")]
#[case::export("/settings/export.json", SensitiveAction::Export, "Download my data")]
#[case::delete("/settings/delete-data", SensitiveAction::DeleteData, "Delete my data")]
#[tokio::test]
async fn without_a_fresh_reauthentication_an_action_waits_and_nothing_has_happened(
    #[case] path: &str,
    #[case] action: SensitiveAction,
    #[case] words: &str,
) {
    let app = TestApp::start().await;
    let (mut laptop, mut phone) = stale_laptop_and_phone(&app).await;
    let asked = app.emulator.requests().len();
    let answer = if path.ends_with("json") { laptop.get(path).await } else { laptop.post(path, &[]).await };
    assert_eq!((answer.status, answer.location(), answer.body.as_str()), (303, "/reauthenticate", ""));
    let page = laptop.get("/reauthenticate").await;
    assert!(page.body.contains(words) && page.body.contains("is waiting for this"), "{}", page.body);
    assert!(page.form_with("nonce").is_none(), "the action cannot be sent yet");
    assert_eq!(laptop.reauthentication().await.waiting.map(|waiting| waiting.action), Some(action));
    let asked_for: Vec<_> = app.emulator.requests().drain(asked..).map(|line| line.path).collect();
    assert!(asked_for.iter().all(|path| path == "/api/v3/user"), "GitHub may be asked who they are: {asked_for:?}");
    assert_eq!((laptop.standing().await, phone.standing().await), ("200".to_owned(), "200".to_owned()));
    assert_eq!(laptop.events().await[0], AccountEventKind::ReauthenticationRequired);
}

#[tokio::test]
async fn right_after_a_sign_in_an_action_needs_no_reauthentication() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    let mut phone = app.signed_in("octocat").await;
    app.advance(Duration::from_mins(9));
    let answer = laptop.post("/devices/end-others", &[]).await;
    assert_eq!(answer.landing(), "/devices?done=ended-others");
    assert_eq!(phone.get("/devices").await.status, 303);
}

#[tokio::test]
async fn a_reauthentication_asks_for_the_account_chooser_and_carries_pkce_and_state() {
    let app = TestApp::start().await;
    let (mut laptop, _) = stale_laptop_and_phone(&app).await;
    let address = laptop.begin_reauthentication().await;
    assert!(address.as_str().starts_with(&app.emulator.web_url()), "{address}");
    let sent = |name: &str| address.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
    assert_eq!(sent("prompt").as_deref(), Some("select_account"));
    assert_eq!(sent("code_challenge_method").as_deref(), Some("S256"));
    assert_eq!(sent("state").map(|state| state.len()), Some(43));
    let sign_in = app.browser().begin("").await;
    assert!(!sign_in.as_str().contains("prompt"), "a sign-in may be silent");
}

#[tokio::test]
async fn the_whole_way_from_a_button_to_its_action_done_once() {
    let app = TestApp::start().await;
    let (mut laptop, mut phone) = stale_laptop_and_phone(&app).await;
    let button = laptop.get("/devices").await.form("/devices/end");
    assert_eq!(laptop.submit(&button).await.location(), "/reauthenticate");
    let answer = laptop.reauthenticate("octocat").await;
    assert_eq!((answer.status, answer.location()), (303, "/reauthenticate"));
    assert_eq!(phone.standing().await, "200", "coming back from GitHub does nothing by itself");
    let form = laptop.waiting_form().await;
    assert_eq!((form.action.as_str(), form.field("device")), ("/devices/end", phone.device().await.id.as_str()));

    assert_eq!(laptop.submit(&form).await.landing(), "/devices?done=ended");
    assert_eq!(phone.standing().await, "/sign-in?why=ended&return_to=%2Fdevices");
    let expected = [
        AccountEventKind::Ended(SignInReason::Ended),
        AccountEventKind::Reauthenticated,
        AccountEventKind::ReauthenticationRequired,
    ];
    assert_eq!(laptop.events().await.iter().filter(|event| expected.contains(event)).count(), 3);
    let page = laptop.get("/reauthenticate").await;
    assert!(page.body.contains("Nothing is waiting"), "{}", page.body);
}

#[tokio::test]
async fn the_form_of_a_waiting_action_is_good_once() {
    let app = TestApp::start().await;
    let (mut laptop, _) = stale_laptop_and_phone(&app).await;
    laptop.post("/devices/end-others", &[]).await;
    laptop.reauthenticate("octocat").await;
    let form = laptop.waiting_form().await;
    assert_eq!(laptop.submit(&form).await.landing(), "/devices?done=ended-others");
    let mut tablet = app.signed_in("octocat").await;
    let again = laptop.submit(&form).await;
    assert_eq!((again.status, again.landing()), (303, "/reauthenticate?done=spent"));
    assert_eq!(tablet.standing().await, "200", "nothing else happens");
    assert_eq!(laptop.get(again.location()).await.status, 200);
}

#[tokio::test]
async fn of_a_form_sent_eight_times_at_once_from_copied_cookies_one_does_it() {
    let app = TestApp::start().await;
    let (mut laptop, _) = stale_laptop_and_phone(&app).await;
    laptop.post("/devices/end-others", &[]).await;
    laptop.reauthenticate("octocat").await;
    let form = laptop.waiting_form().await;
    let sent: Vec<_> = (0..8)
        .map(|_| {
            let (mut copy, form) = (laptop.copy(), form.clone());
            tokio::spawn(async move { copy.submit(&form).await.landing().to_owned() })
        })
        .collect();
    let mut answers = Vec::new();
    for answer in sent {
        answers.push(answer.await.expect("answered"));
    }
    answers.sort();
    assert_eq!(answers[0], "/devices?done=ended-others");
    assert!(answers[1..].iter().all(|answer| answer == "/reauthenticate?done=spent"), "{answers:?}");
}

/// For how many seconds more the browser is told to keep the session's cookie.
fn session_cookie_age(answer: &Page) -> i64 {
    let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().map(|c| c.to_str().expect("ASCII")).collect();
    let session = cookies.iter().find(|cookie| cookie.starts_with("gatehouse-session=")).expect("the new cookie");
    let age = session.split("Max-Age=").nth(1).and_then(|rest| rest.split(';').next()).expect("an age");
    age.parse().expect("seconds")
}

#[tokio::test]
async fn a_reauthentication_changes_the_session_id_and_neither_the_device_nor_the_last_day() {
    let app = TestApp::start().await;
    let mut laptop = app.browser();
    let first = session_cookie_age(&laptop.sign_in("octocat").await);
    let before = laptop.device().await;
    let mut old = laptop.copy();
    app.advance(Duration::from_hours(2));

    let answer = laptop.reauthenticate("octocat").await;

    assert_ne!(laptop.session(), old.session());
    let after = laptop.device().await;
    assert_eq!((&after.id, after.created_at), (&before.id, before.created_at));
    assert_eq!(after.absolute_ends_at, before.absolute_ends_at, "nothing extends it");
    let age = session_cookie_age(&answer) + 2 * 3_600;
    assert!((first - 30..=first).contains(&age), "nor does the cookie last longer");
    assert!(laptop.reauthentication().await.fresh_until.is_some());
    assert_eq!(app.number("SELECT count(*) FROM sessions").await, 1);

    assert_eq!(old.get("/profile").await.status, 303, "the old id opens nothing, at once");
    assert!(old.session().is_some(), "a late answer must not remove the new cookie");
    assert_eq!(old.get("/auth/status").await.status, 204, "while an open page asks again with the new one");
    assert_eq!(old.call("viewer", &[]).await.status, 401);
    app.advance(Duration::from_secs(61));
    assert_eq!(old.get("/auth/status").await.status, 401);
    assert_eq!(laptop.standing().await, "200");
}

#[tokio::test]
async fn the_pair_a_reauthentication_brings_is_killed_and_the_sessions_own_lives() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    app.stale();
    laptop.reauthenticate("octocat").await;
    assert_eq!(app.emulator.live_tokens("octocat"), 2);
    assert_eq!(app.number("SELECT count(*) FROM revocations").await, 1);
    app.kill().await;
    let tokens = app.emulator.tokens();
    assert!(tokens[0].alive && tokens[0].refresh_alive, "the session's own: {tokens:?}");
    assert!(!tokens[1].alive && !tokens[1].refresh_alive, "the reauthentication's: {tokens:?}");
    app.advance(Duration::from_hours(8));
    assert_eq!(laptop.get("/profile").await.status, 200, "and it can be renewed");
}

#[tokio::test]
async fn no_number_of_reauthentications_carries_a_session_past_its_last_day() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    for _ in 0..30 {
        app.advance(Duration::from_hours(23));
        assert_eq!(laptop.reauthenticate("octocat").await.location(), "/reauthenticate");
        app.kill().await;
    }
    app.advance(Duration::from_hours(23));
    assert_eq!(laptop.get("/profile").await.status, 200);
    app.advance(Duration::from_hours(7));
    assert_eq!(laptop.get("/profile").await.landing(), "/sign-in?why=absolute");
}

#[tokio::test]
async fn a_reauthentication_without_an_action_counts_for_ten_minutes() {
    let app = TestApp::start().await;
    let (mut laptop, _phone) = stale_laptop_and_phone(&app).await;
    assert!(laptop.get("/reauthenticate").await.body.contains("Nothing is waiting for this"));
    laptop.reauthenticate("octocat").await;
    assert!(laptop.get("/reauthenticate").await.body.contains("nothing left to do"));
    app.advance(Duration::from_mins(9));
    assert_eq!(laptop.post("/devices/end-others", &[]).await.landing(), "/devices?done=ended-others");
    app.advance(Duration::from_mins(1));
    assert_eq!(laptop.post("/devices/end-others", &[]).await.location(), "/reauthenticate");
}

#[tokio::test]
async fn signing_out_with_the_id_that_a_reauthentication_has_just_replaced_ends_the_session() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    let mut other_tab = laptop.copy();
    laptop.reauthenticate("octocat").await;
    assert_eq!(other_tab.sign_out().await.status, 303);
    assert_eq!(laptop.standing().await, "/sign-in?return_to=%2Fdevices");
    assert_eq!(app.number("SELECT count(*) FROM sessions WHERE state = 1").await, 0);
}
