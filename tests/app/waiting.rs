use std::time::Duration;

use gatehouse_model::Act;
use rstest::rstest;

use crate::harness::{Browser, Form, TestApp};

/// A laptop that asked to end the phone, went to GitHub and came back: only the form is left to send.
async fn about_to_end_the_phone(app: &TestApp) -> (Browser, Browser, Form) {
    let mut laptop = app.signed_in("octocat").await;
    let phone = app.signed_in("octocat").await;
    app.stale();
    let button = laptop.get("/devices").await.form("/devices/end");
    assert_eq!(laptop.submit(&button).await.location(), "/prove");
    assert_eq!(laptop.prove("octocat").await.location(), "/prove");
    let form = laptop.waiting_form().await;
    (laptop, phone, form)
}

#[tokio::test]
async fn an_act_waits_ten_minutes_and_no_longer() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    let mut phone = app.signed_in("octocat").await;
    app.stale();
    laptop.post("/devices/end-others", &[]).await;
    app.advance(Duration::from_mins(9));
    laptop.prove("octocat").await;
    let form = laptop.waiting_form().await;
    app.advance(Duration::from_mins(1));
    assert_eq!(laptop.proof().await.waiting, None);
    let late = laptop.submit(&form).await;
    assert_eq!((late.status, late.landing()), (303, "/prove?done=spent"));
    assert_eq!(phone.standing().await, "200");
    let page = laptop.get(late.location()).await;
    assert!(page.body.contains("Nothing was changed."), "and nothing says that it was: {}", page.body);
    app.turn().await;
    assert_eq!(app.number("SELECT count(*) FROM waiting_acts").await, 0);
}

#[tokio::test]
async fn a_later_act_takes_the_place_of_an_earlier_one() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    app.stale();
    laptop.post("/settings/delete-data", &[]).await;
    laptop.post("/devices/end-others", &[]).await;
    assert_eq!(app.number("SELECT count(*) FROM waiting_acts").await, 1);
    laptop.prove("octocat").await;
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
    let refused = ["/prove?done=spent", "/devices?done=already"];
    assert!(refused.contains(&answer.landing()), "{answer:?}");
    assert_eq!(phone.standing().await, "200");
    assert_eq!(laptop.submit(&form).await.landing(), "/devices?done=ended", "its own session still can");
}

#[rstest]
#[case::of_another_act("/devices/end-all")]
#[case::of_a_worse_act("/settings/delete-data")]
#[tokio::test]
async fn a_confirmation_is_good_for_the_act_that_was_asked_for_only(#[case] path: &str) {
    let app = TestApp::start().await;
    let (mut laptop, mut phone, form) = about_to_end_the_phone(&app).await;
    let answer = laptop.post(path, &[("spend", form.field("spend"))]).await;
    assert_eq!(answer.landing(), "/prove?done=spent");
    assert_eq!((laptop.standing().await, phone.standing().await), ("200".to_owned(), "200".to_owned()));
}

#[tokio::test]
async fn a_confirmation_for_one_device_does_not_end_another() {
    let app = TestApp::start().await;
    let (mut laptop, mut phone, form) = about_to_end_the_phone(&app).await;
    let mut tablet = app.signed_in("octocat").await;
    let swapped = form.with("device", &tablet.device().await.id);
    assert_eq!(laptop.submit(&swapped).await.landing(), "/prove?done=spent");
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
    assert_eq!(app.number("SELECT count(*) FROM waiting_acts").await, 0);
    laptop.sign_in("octocat").await;
    assert_eq!(laptop.proof().await.waiting, None);
    assert_eq!(phone.standing().await, "200");
}

#[tokio::test]
async fn a_form_without_the_proof_it_waits_for_is_asked_for_it_again() {
    let app = TestApp::start().await;
    let (mut laptop, mut phone, form) = about_to_end_the_phone(&app).await;
    app.stale();
    assert_eq!(laptop.submit(&form).await.location(), "/prove");
    assert_eq!(phone.standing().await, "200");
    laptop.prove("octocat").await;
    assert_eq!(laptop.submit(&form).await.landing(), "/prove?done=spent", "the old form is worth nothing");
    let form = laptop.waiting_form().await;
    assert_eq!(laptop.submit(&form).await.landing(), "/devices?done=ended");
}

#[tokio::test]
async fn a_waiting_act_is_sealed() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    let phone = app.signed_in("octocat").await.device().await;
    app.stale();
    laptop.post("/devices/end", &[("device", &phone.id)]).await;
    let waiting = laptop.proof().await.waiting.expect("it waits");
    assert!(matches!(waiting.act, Act::EndDevice { ref id, .. } if *id == phone.id));
    let stored: Vec<u8> =
        sqlx::query_scalar("SELECT act FROM waiting_acts").fetch_one(app.state.db.read()).await.expect("it is there");
    let told = [phone.id.as_str(), phone.browser.as_str(), "EndDevice"];
    assert_eq!(told.into_iter().find(|part| holds(&stored, part)), None);
    let plain = serde_json::to_vec(&waiting.act).expect("JSON");
    assert!(told.into_iter().all(|part| holds(&plain, part)), "unsealed, all of it would be found");
}

fn holds(bytes: &[u8], part: &str) -> bool {
    bytes.windows(part.len()).any(|window| window == part.as_bytes())
}

#[tokio::test]
async fn a_sealed_act_moved_to_another_persons_session_does_not_open() {
    let app = TestApp::start().await;
    let (mut laptop, _phone, _) = about_to_end_the_phone(&app).await;
    let mut many = app.signed_in("many").await;
    app.execute(
        "UPDATE waiting_acts SET session_hash = (SELECT id_hash FROM sessions WHERE github_id <>
            (SELECT github_id FROM sessions WHERE id_hash = waiting_acts.session_hash) AND active = 1)",
    )
    .await;
    assert_eq!(many.proof().await.waiting, None);
    assert_eq!(laptop.proof().await.waiting, None);
}
