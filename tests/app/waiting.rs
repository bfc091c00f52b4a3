use std::time::Duration;

use gatehouse_model::SensitiveAction;
use rstest::rstest;

use crate::harness::{Browser, Form, TestApp};

/// A laptop that asked to end the phone, went to GitHub and came back: only the form is left to send.
async fn about_to_end_the_phone(app: &TestApp) -> (Browser, Browser, Form) {
    let mut laptop = app.signed_in("octocat").await;
    let phone = app.signed_in("octocat").await;
    app.stale();
    let button = laptop.get("/devices").await.form("/devices/end");
    assert_eq!(laptop.submit(&button).await.location(), "/reauthenticate");
    assert_eq!(laptop.reauthenticate("octocat").await.location(), "/reauthenticate");
    let form = laptop.waiting_form().await;
    (laptop, phone, form)
}

#[tokio::test]
async fn an_action_waits_ten_minutes_and_no_longer() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    let mut phone = app.signed_in("octocat").await;
    app.stale();
    laptop.post("/devices/end-others", &[]).await;
    app.advance(Duration::from_mins(9));
    laptop.reauthenticate("octocat").await;
    let form = laptop.waiting_form().await;
    app.advance(Duration::from_mins(1));
    assert_eq!(laptop.reauthentication().await.waiting, None);
    let late = laptop.submit(&form).await;
    assert_eq!((late.status, late.landing()), (303, "/reauthenticate?done=spent"));
    assert_eq!(phone.standing().await, "200");
    let page = laptop.get(late.location()).await;
    assert!(page.body.contains("Nothing was changed."), "and nothing says that it was: {}", page.body);
    app.turn().await;
    assert_eq!(app.number("SELECT count(*) FROM pending_actions").await, 0);
}

#[tokio::test]
async fn a_later_action_takes_the_place_of_an_earlier_one() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    app.stale();
    laptop.post("/settings/delete-data", &[]).await;
    laptop.post("/devices/end-others", &[]).await;
    assert_eq!(app.number("SELECT count(*) FROM pending_actions").await, 1);
    laptop.reauthenticate("octocat").await;
    assert_eq!(laptop.waiting_form().await.action, "/devices/end-others");
}

#[rstest]
#[case::of_the_same_person("octocat")]
#[case::of_somebody_else("many")]
#[tokio::test]
async fn another_session_cannot_spend_it(#[case] account: &str) {
    let app = TestApp::start().await;
    let (mut laptop, mut phone, form) = about_to_end_the_phone(&app).await;
    let mut other = app.signed_in(account).await;
    assert_eq!(other.submit(&form).await.status, 409, "it was made for another session");
    let lineage = other.lineage().await;
    let answer = other.submit(&form.clone().with("lineage", &lineage)).await;
    let refused = ["/reauthenticate?done=spent", "/devices?done=already"];
    assert!(refused.contains(&answer.landing()), "{answer:?}");
    assert_eq!(phone.standing().await, "200");
    assert_eq!(laptop.submit(&form).await.landing(), "/devices?done=ended", "its own session still can");
}

#[rstest]
#[case::of_another_action("/devices/end-all")]
#[case::of_a_worse_action("/settings/delete-data")]
#[tokio::test]
async fn a_confirmation_is_good_for_the_action_that_was_asked_for_only(#[case] path: &str) {
    let app = TestApp::start().await;
    let (mut laptop, mut phone, form) = about_to_end_the_phone(&app).await;
    let answer = laptop.post(path, &[("nonce", form.field("nonce"))]).await;
    assert_eq!(answer.landing(), "/reauthenticate?done=spent");
    assert_eq!((laptop.standing().await, phone.standing().await), ("200".to_owned(), "200".to_owned()));
}

#[tokio::test]
async fn a_confirmation_for_one_device_does_not_end_another() {
    let app = TestApp::start().await;
    let (mut laptop, mut phone, form) = about_to_end_the_phone(&app).await;
    let mut tablet = app.signed_in("octocat").await;
    let swapped = form.with("device", &tablet.device().await.id);
    assert_eq!(laptop.submit(&swapped).await.landing(), "/reauthenticate?done=spent");
    assert_eq!((phone.standing().await, tablet.standing().await), ("200".to_owned(), "200".to_owned()));
}

#[tokio::test]
async fn the_device_may_have_left_before_its_end_is_confirmed() {
    let app = TestApp::start().await;
    let (mut laptop, mut phone, form) = about_to_end_the_phone(&app).await;
    phone.sign_out().await;
    assert_eq!(laptop.submit(&form).await.landing(), "/devices?done=already");
    assert_eq!(laptop.standing().await, "200");
}

#[tokio::test]
async fn what_waits_goes_with_its_session() {
    let app = TestApp::start().await;
    let (mut laptop, mut phone, _) = about_to_end_the_phone(&app).await;
    laptop.sign_out().await;
    assert_eq!(app.number("SELECT count(*) FROM pending_actions").await, 0);
    laptop.sign_in("octocat").await;
    assert_eq!(laptop.reauthentication().await.waiting, None);
    assert_eq!(phone.standing().await, "200");
}

#[tokio::test]
async fn a_form_without_the_reauthentication_it_waits_for_is_asked_for_it_again() {
    let app = TestApp::start().await;
    let (mut laptop, mut phone, form) = about_to_end_the_phone(&app).await;
    app.stale();
    assert_eq!(laptop.submit(&form).await.location(), "/reauthenticate");
    assert_eq!(phone.standing().await, "200");
    laptop.reauthenticate("octocat").await;
    assert_eq!(laptop.submit(&form).await.landing(), "/reauthenticate?done=spent", "the old form is worth nothing");
    let form = laptop.waiting_form().await;
    assert_eq!(laptop.submit(&form).await.landing(), "/devices?done=ended");
}

#[tokio::test]
async fn a_waiting_action_is_sealed() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    let phone = app.signed_in("octocat").await.device().await;
    app.stale();
    laptop.post("/devices/end", &[("device", &phone.id)]).await;
    let waiting = laptop.reauthentication().await.waiting.expect("it waits");
    assert!(matches!(waiting.action, SensitiveAction::EndDevice { ref id, .. } if *id == phone.id));
    let stored: Vec<u8> = sqlx::query_scalar("SELECT action FROM pending_actions")
        .fetch_one(app.state.db.read())
        .await
        .expect("it is there");
    let parts = [phone.id.as_str(), phone.browser.as_str(), "EndDevice"];
    assert_eq!(parts.into_iter().find(|part| holds(&stored, part)), None);
    let plain = serde_json::to_vec(&waiting.action).expect("JSON");
    assert!(parts.into_iter().all(|part| holds(&plain, part)), "unsealed, all of it would be found");
}

fn holds(bytes: &[u8], part: &str) -> bool {
    bytes.windows(part.len()).any(|window| window == part.as_bytes())
}

#[tokio::test]
async fn a_sealed_action_moved_to_another_persons_session_does_not_open() {
    let app = TestApp::start().await;
    let (mut laptop, _phone, _) = about_to_end_the_phone(&app).await;
    let mut many = app.signed_in("many").await;
    app.execute(
        "UPDATE pending_actions SET session_hash = (SELECT id_hash FROM sessions WHERE github_id <>
            (SELECT github_id FROM sessions WHERE id_hash = pending_actions.session_hash) AND state = 1)",
    )
    .await;
    assert_eq!(many.reauthentication().await.waiting, None);
    assert_eq!(laptop.reauthentication().await.waiting, None);
}
