use std::time::Duration;

use gatehouse_model::{AccountEventKind, SignInReason};
use rstest::rstest;

use crate::harness::TestApp;

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const SAFARI: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1";

const ENDED: &str = "/sign-in?why=ended&return_to=%2Fdevices";

#[tokio::test]
async fn the_list_shows_each_device_with_its_browser_and_coarse_network_and_marks_this_one() {
    let app = TestApp::start().await;
    let mut laptop = app.browser().called(FIREFOX);
    laptop.sign_in("octocat").await;
    let mut phone = app.browser().called(SAFARI);
    phone.sign_in("octocat").await;
    let page = laptop.get("/devices").await;
    let body = page.body.replace("<!>", "");
    let rows: Vec<&str> = body.split(r#"<li class="device""#).skip(1).collect();
    assert_eq!(rows.len(), 2, "{}", page.body);
    for (row, browser, current) in [(rows[0], "Firefox on Linux", true), (rows[1], "Safari on iPhone", false)] {
        assert!(row.contains(browser) && row.contains("From 127.0.0.0/24"), "{row}");
        assert_eq!(row.contains("This device"), current, "{row}");
    }
    assert!(!page.body.contains("127.0.0.1"), "no whole address");
    let listed = phone.devices().await;
    assert_eq!(listed[0].browser, "Safari on iPhone", "this one comes first");
    assert_eq!((listed[0].current, listed[1].current), (true, false));
}

#[tokio::test]
async fn an_ended_device_is_signed_out_at_its_next_request_and_told_why_once() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    let mut phone = app.signed_in("octocat").await;
    let form = laptop.get("/devices").await.form("/devices/end");
    let answer = laptop.submit(&form).await;
    assert_eq!((answer.status, answer.landing()), (303, "/devices?done=ended"));
    assert!(laptop.get(answer.location()).await.body.contains("That device is signed out."));

    assert_eq!(phone.get("/auth/status").await.status, 401, "an open page notices");
    assert!(phone.session().is_some(), "and a poll does not take the cookie");
    let answer = phone.get("/devices").await;
    assert_eq!((answer.status, answer.landing(), answer.body.as_str()), (303, ENDED, ""));
    assert!(phone.session().is_none(), "the cookie is removed");
    let door = phone.get(answer.location()).await;
    assert!(door.status == 200 && !door.header("set-cookie").contains("session="), "removed once: {door:?}");
    assert!(door.body.contains("This session was ended"), "{}", door.body);
    assert_eq!(phone.standing().await, "/sign-in?return_to=%2Fdevices", "and said once");

    assert_eq!(laptop.standing().await, "200");
    app.kill().await;
    assert_eq!(app.emulator.live_tokens("octocat"), 1, "its tokens are dead at GitHub");
    assert!(laptop.events().await.contains(&AccountEventKind::Ended(SignInReason::Ended)));
}

#[tokio::test]
async fn a_device_that_was_ended_can_do_nothing_more() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    let mut phone = app.signed_in("octocat").await;
    let form = laptop.get("/devices").await.form("/devices/end");
    laptop.submit(&form).await;
    for action in
        ["/devices/end-all", "/devices/end-others", "/devices/end", "/settings/delete-data", "/auth/reauthenticate"]
    {
        let answer = phone.post(action, &[("device", &laptop.device().await.id)]).await;
        assert_eq!((answer.status, answer.landing()), (303, "/sign-in?why=ended"), "{action}");
    }
    assert_eq!(phone.call("devices", &[]).await.status, 401);
    assert_eq!(laptop.standing().await, "200");
}

#[tokio::test]
async fn ending_all_others_leaves_this_device_and_other_people() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    let mut others = [app.signed_in("octocat").await, app.signed_in("octocat").await];
    let mut somebody = app.signed_in("many").await;
    let form = laptop.get("/devices").await.form("/devices/end-others");
    assert_eq!(laptop.submit(&form).await.landing(), "/devices?done=ended-others");
    for other in &mut others {
        assert_eq!(other.standing().await, ENDED);
    }
    assert_eq!(laptop.standing().await, "200");
    assert_eq!(somebody.standing().await, "200");
    assert_eq!(laptop.submit(&form).await.landing(), "/devices?done=already");
}

#[tokio::test]
async fn signing_out_everywhere_includes_this_device() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    let mut phone = app.signed_in("octocat").await;
    let mut somebody = app.signed_in("many").await;
    let form = laptop.get("/devices").await.form("/devices/end-all");
    let answer = laptop.submit(&form).await;
    assert_eq!((answer.status, answer.landing()), (303, "/?done=signed-out-everywhere"));
    assert_eq!(answer.header("clear-site-data"), "", "Chromium would stand still over it");
    assert!(laptop.session().is_none());
    let home = laptop.get(answer.location()).await;
    assert!(home.body.contains("signed out everywhere") && home.body.contains("Sign in with GitHub"), "{}", home.body);
    assert_eq!(phone.standing().await, ENDED);
    assert_eq!(somebody.standing().await, "200");
    app.kill().await;
    assert_eq!((app.emulator.live_tokens("octocat"), app.emulator.live_tokens("many")), (0, 1));
}

#[tokio::test]
async fn the_device_of_another_person_can_neither_be_seen_nor_ended() {
    let app = TestApp::start().await;
    let mut octocat = app.signed_in("octocat").await;
    let mut many = app.signed_in("many").await;
    let theirs = many.device().await.id;
    assert!(!octocat.get("/devices").await.body.contains(&theirs));
    for _ in ["fresh", "stale"] {
        let answer = octocat.post("/devices/end", &[("device", &theirs)]).await;
        assert_eq!(answer.landing(), "/devices?done=already", "as if there were none");
        app.stale();
    }
    assert_eq!(many.standing().await, "200");
    assert_eq!(many.events().await, [AccountEventKind::SignedIn], "and they read nothing of it");
}

#[rstest]
#[case::none("")]
#[case::made_up("0123456789abcdef")]
#[case::hostile("' OR '1'='1")]
#[tokio::test]
async fn an_unknown_device_was_ended_already(#[case] device: &str) {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    let mut phone = app.signed_in("octocat").await;
    let answer = laptop.post("/devices/end", &[("device", device)]).await;
    assert_eq!((answer.status, answer.landing()), (303, "/devices?done=already"));
    assert!(laptop.get(answer.location()).await.body.contains("It was already signed out."));
    assert_eq!(phone.standing().await, "200");
}

#[tokio::test]
async fn ending_this_very_device_is_a_sign_out_and_needs_no_reauthentication() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    let mut phone = app.signed_in("octocat").await;
    let own = laptop.device().await.id;
    app.stale();
    let answer = laptop.post("/devices/end", &[("device", &own)]).await;
    assert_eq!((answer.status, answer.location()), (303, "/"));
    assert_eq!(answer.header("clear-site-data"), "", "Chromium would stand still over it");
    assert!(laptop.session().is_none());
    assert_eq!(phone.standing().await, "200");
}

#[tokio::test]
async fn another_instance_knows_of_the_ending_at_once() {
    let app = TestApp::start().await;
    let second = app.beside().await;
    let mut laptop = app.signed_in("octocat").await;
    let phone = app.signed_in("octocat").await;
    let mut there = second.tab_of(&phone);
    assert_eq!(there.get("/profile").await.status, 200, "served there, and kept in that instance's memory");
    let form = laptop.get("/devices").await.form("/devices/end");
    laptop.submit(&form).await;
    assert_eq!(there.get("/auth/status").await.status, 401);
    assert_eq!(there.call("profile", &[]).await.status, 401);
    assert_eq!(there.get("/profile").await.landing(), "/sign-in?why=ended");
}

#[tokio::test]
async fn the_page_states_the_device_limit_and_a_device_over_it_is_told_why() {
    let app = TestApp::start_with(|config| config.sessions.per_viewer = 2).await;
    let mut oldest = app.signed_in("octocat").await;
    app.advance(Duration::from_secs(61));
    let mut used = app.signed_in("octocat").await;
    app.advance(Duration::from_secs(61));
    oldest.get("/").await;
    app.advance(Duration::from_secs(61));
    let mut newest = app.signed_in("octocat").await;
    let page = newest.get("/devices").await;
    assert!(page.body.contains("up to 2 devices"), "{}", page.body);
    assert_eq!(oldest.standing().await, "200", "it was used more recently");
    let answer = used.get("/devices").await;
    assert_eq!(answer.landing(), "/sign-in?why=cap&return_to=%2Fdevices");
    assert!(used.get(answer.location()).await.body.contains("many devices"));
    assert!(newest.events().await.contains(&AccountEventKind::Ended(SignInReason::Cap)));
}

#[tokio::test]
async fn a_device_keeps_its_name_when_a_reauthentication_gives_it_a_new_session_id() {
    let app = TestApp::start().await;
    let mut laptop = app.signed_in("octocat").await;
    let mut phone = app.signed_in("octocat").await;
    let form = laptop.get("/devices").await.form("/devices/end");
    let (device, id) = (phone.device().await, phone.session().map(str::to_owned));
    assert_eq!(phone.reauthenticate("octocat").await.location(), "/reauthenticate");
    assert_ne!(phone.session().map(str::to_owned), id);
    assert_eq!(phone.device().await.id, device.id);
    assert_eq!(laptop.submit(&form).await.landing(), "/devices?done=ended", "the form of before names it still");
    assert_eq!(phone.standing().await, ENDED);
}

#[tokio::test]
async fn a_device_past_its_limit_is_not_listed_though_nobody_has_swept() {
    let app = TestApp::start().await;
    let gone = app.signed_in("octocat").await;
    app.advance(Duration::from_hours(23));
    let mut laptop = app.signed_in("octocat").await;
    assert_eq!(laptop.devices().await.len(), 2);
    app.advance(Duration::from_hours(1));
    assert_eq!(laptop.devices().await.len(), 1);
    drop(gone);
}
