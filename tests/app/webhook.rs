use std::time::Duration;

use github_emulator::Fault;
use hmac::{Hmac, Mac};
use reqwest::{Client, Method, StatusCode};
use rstest::rstest;
use secrecy::SecretString;
use sha2::Sha256;

use crate::harness::TestApp;

const SECRET: &str = "It's a Secret to Everybody";
const CHECK: &str = "/api/v3/applications/gatehouse-emulator/token";
const OCTOCAT: u32 = 583_231;

/// A delivery as GitHub sends it: no cookie, no `Origin`, and whatever name it knows us by.
struct Delivery {
    event: &'static str,
    kind: &'static str,
    body: Vec<u8>,
    signature: Option<String>,
}

impl Delivery {
    fn withdrawn_by(id: impl serde::Serialize) -> Self {
        let body = serde_json::json!({ "action": "revoked", "sender": { "login": "octocat", "id": id } });
        Self::of("github_app_authorization", body.to_string().as_bytes())
    }

    fn of(event: &'static str, body: &[u8]) -> Self {
        Self { event, kind: "application/json", signature: Some(signature(SECRET, body)), body: body.to_vec() }
    }

    fn signed(self, signature: Option<String>) -> Self {
        Self { signature, ..self }
    }

    async fn to(&self, app: &TestApp) -> StatusCode {
        let request = Client::new().request(Method::POST, format!("{}/webhooks/github", app.url));
        let request = request.header("host", "inside.example").header("user-agent", "GitHub-Hookshot/1");
        let request = request.header("content-type", self.kind).header("x-github-event", self.event);
        let request = request.header("x-github-delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958");
        let request = match &self.signature {
            Some(signature) => request.header("x-hub-signature-256", signature),
            None => request,
        };
        let status = request.body(self.body.clone()).send().await.expect("an answer").status();
        app.settled().await;
        status
    }
}

fn signature(secret: &str, body: &[u8]) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any length").chain_update(body);
    let hex = gatehouse_core::crypto::hex(&mac.finalize().into_bytes());
    format!("sha256={hex}")
}

async fn app() -> TestApp {
    TestApp::start_with(|config| config.github.webhook_secret = Some(SecretString::from(SECRET))).await
}

fn checks(app: &TestApp) -> u64 {
    app.emulator.count(&format!("POST {CHECK}"))
}

#[tokio::test]
async fn without_a_secret_there_is_no_webhook() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    assert_eq!(Delivery::withdrawn_by(OCTOCAT).to(&app).await, 404);
    assert_eq!(Delivery::withdrawn_by(OCTOCAT).signed(Some(signature("", b""))).to(&app).await, 404);
    assert_eq!(checks(&app), 0);
    assert_eq!(browser.standing().await, "200");
}

#[rstest]
#[case::unsigned(None)]
#[case::of_another_secret(Some(signature("another", &Delivery::withdrawn_by(OCTOCAT).body)))]
#[case::of_another_body(Some(signature(SECRET, b"{}")))]
#[case::empty(Some(String::new()))]
#[case::of_no_length(Some("sha256=".to_owned()))]
#[case::cut(Some("sha256=00".to_owned()))]
#[case::no_hexadecimal(Some(format!("sha256={}", "x".repeat(64))))]
#[case::the_old_kind(Some(signature(SECRET, &Delivery::withdrawn_by(OCTOCAT).body).replace("sha256", "sha1")))]
#[tokio::test]
async fn what_github_has_not_signed_is_refused_and_asks_nothing(#[case] signature: Option<String>) {
    let app = app().await;
    let mut browser = app.signed_in("octocat").await;
    app.emulator.revoke_grant("octocat").expect("withdrawn");
    let asked = app.emulator.requests().len();
    assert_eq!(Delivery::withdrawn_by(OCTOCAT).signed(signature).to(&app).await, 401);
    assert_eq!(app.emulator.requests().len(), asked);
    assert_eq!(browser.standing().await, "200", "nobody has noticed yet");
}

#[tokio::test]
async fn access_withdrawn_at_github_ends_the_sessions_at_once() {
    let app = app().await;
    let mut laptop = app.signed_in("octocat").await;
    let mut phone = app.signed_in("octocat").await;
    let mut many = app.signed_in("many").await;
    app.emulator.revoke_grant("octocat").expect("withdrawn");
    assert_eq!(Delivery::withdrawn_by(OCTOCAT).to(&app).await, 202);
    for browser in [&mut laptop, &mut phone] {
        assert_eq!(browser.get("/auth/status").await.status, 401, "open pages notice");
        assert_eq!(browser.standing().await, "/sign-in?why=tokens-dead&return_to=%2Fdevices");
    }
    assert_eq!(many.get("/profile").await.status, 200, "nobody else is concerned");
    assert_eq!(app.number("SELECT count(*) FROM token_sets").await, 1);
    assert_eq!(app.number("SELECT count(*) FROM revocations").await, 0, "nothing is left to kill");
}

#[tokio::test]
async fn a_delivery_about_somebody_whose_tokens_live_costs_a_check_each_and_ends_nothing() {
    let app = app().await;
    let mut laptop = app.signed_in("octocat").await;
    let mut phone = app.signed_in("octocat").await;
    app.signed_in("many").await;
    for replay in 1..=3 {
        assert_eq!(Delivery::withdrawn_by(OCTOCAT).to(&app).await, 202);
        assert_eq!(checks(&app), 2 * replay, "an old delivery sent again is a hint as good as new");
    }
    assert_eq!((laptop.standing().await, phone.standing().await), ("200".to_owned(), "200".to_owned()));
    assert_eq!(app.emulator.live_tokens("octocat"), 2);
}

#[tokio::test]
async fn a_delivery_sent_again_does_not_end_the_next_sign_in() {
    let app = app().await;
    app.signed_in("octocat").await;
    app.emulator.revoke_grant("octocat").expect("withdrawn");
    let delivery = Delivery::withdrawn_by(OCTOCAT);
    delivery.to(&app).await;
    let mut again = app.signed_in("octocat").await;
    assert_eq!(delivery.to(&app).await, 202);
    assert_eq!(again.standing().await, "200");
}

#[tokio::test]
async fn a_token_that_has_run_out_is_renewed_and_the_session_stays() {
    let app = app().await;
    let mut laptop = app.signed_in("octocat").await;
    app.advance(Duration::from_hours(9));
    assert_eq!(Delivery::withdrawn_by(OCTOCAT).to(&app).await, 202);
    assert_eq!(laptop.get("/profile").await.status, 200);
    assert_eq!(app.emulator.live_tokens("octocat"), 1);
}

#[rstest]
#[case::down(Fault::html(502))]
#[case::limited(Fault::rate_limited(60))]
#[case::our_credentials_refused(Fault::unauthorized())]
#[case::hangs(Fault::hang())]
#[case::cut_off(Fault::lost_answer())]
#[tokio::test]
async fn where_github_does_not_say_the_sessions_stay(#[case] fault: Fault) {
    let app = app().await;
    let mut laptop = app.signed_in("octocat").await;
    app.emulator.fault(fault.on("POST", CHECK));
    assert_eq!(Delivery::withdrawn_by(OCTOCAT).to(&app).await, 202);
    app.emulator.clear_faults();
    assert_eq!(laptop.get("/profile").await.status, 200);
}

#[rstest]
#[case::ping("ping")]
#[case::installation("installation")]
#[case::none("")]
#[tokio::test]
async fn other_events_are_taken_and_forgotten(#[case] event: &'static str) {
    let app = app().await;
    app.signed_in("octocat").await;
    let delivery = Delivery { event, ..Delivery::withdrawn_by(OCTOCAT) };
    assert_eq!(delivery.to(&app).await, 204);
    assert_eq!(checks(&app), 0);
}

#[rstest]
#[case::empty(b"")]
#[case::cut(b"{\"sender\":{\"id\":583231")]
#[case::no_sender(b"{}")]
#[case::no_id(b"{\"sender\":{}}")]
#[case::a_text_for_an_id(b"{\"sender\":{\"id\":\"583231\"}}")]
#[case::no_text_at_all(b"\xff\xfe")]
#[tokio::test]
async fn a_body_that_makes_no_sense_is_refused(#[case] body: &'static [u8]) {
    let app = app().await;
    assert_eq!(Delivery::of("github_app_authorization", body).to(&app).await, 400);
    assert_eq!(checks(&app), 0);
}

#[rstest]
#[case::nobody(0_i64)]
#[case::never_here(999_999_999)]
#[case::below(-1)]
#[tokio::test]
async fn a_delivery_about_a_stranger_is_taken_and_nothing_happens(#[case] id: i64) {
    let app = app().await;
    let mut browser = app.signed_in("octocat").await;
    assert_eq!(Delivery::withdrawn_by(id).to(&app).await, 202);
    assert_eq!(checks(&app), 0);
    assert_eq!(browser.standing().await, "200");
}

#[rstest]
#[case::three_hundred_kilobytes(300_000, 204)]
#[case::githubs_longest(25 * 1024 * 1024, 204)]
#[case::longer_than_github_sends(25 * 1024 * 1024 + 1, 413)]
#[tokio::test]
async fn what_is_signed_and_of_no_use_is_taken_however_long(#[case] length: usize, #[case] status: u16) {
    let app = app().await;
    let body = vec![b'x'; length];
    assert_eq!(Delivery::of("installation", &body).to(&app).await, status);
    assert_eq!(Delivery::of("github_app_authorization", &body).to(&app).await, 413, "what we would read has a bound");
    assert_eq!(checks(&app), 0);
}

#[tokio::test]
async fn a_long_body_with_another_signature_is_refused() {
    let app = app().await;
    let delivery = Delivery::of("installation", &vec![b'x'; 300_000]).signed(Some(signature("another", b"x")));
    assert_eq!(delivery.to(&app).await, 401);
}

#[rstest]
#[case("application/x-www-form-urlencoded")]
#[case("application/x-www-form-urlencoded; charset=utf-8")]
#[tokio::test]
async fn a_payload_in_a_form_is_read(#[case] kind: &'static str) {
    let app = app().await;
    let mut laptop = app.signed_in("octocat").await;
    app.emulator.revoke_grant("octocat").expect("withdrawn");
    let json = Delivery::withdrawn_by(OCTOCAT).body;
    let form = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("payload", std::str::from_utf8(&json).expect("text"))
        .finish();
    let delivery = Delivery { kind, ..Delivery::of("github_app_authorization", form.as_bytes()) };
    assert_eq!(delivery.to(&app).await, 202);
    assert_eq!(laptop.get("/auth/status").await.status, 401);
    let empty = Delivery { kind, ..Delivery::of("github_app_authorization", b"payload=") };
    assert_eq!(empty.to(&app).await, 400);
}
