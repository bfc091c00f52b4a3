//! Whose session it is where a browser sends more than our one cookie: a sibling subdomain may set cookies for us, and so
//! may other programs on the same host.

use reqwest::Method;
use rstest::rstest;

use crate::harness::{Browser, Page, TestApp};

/// What `browser` gets for /devices with this Cookie header, byte by byte.
async fn devices_with(browser: &Browser, cookie: &[u8]) -> Page {
    let request = browser.without_cookies().request(Method::GET, "/devices").header("accept", "text/html");
    let response = request.header("cookie", cookie).send().await.expect("an answer");
    Page::read(response).await
}

fn cookie(app: &TestApp, browser: &Browser) -> String {
    format!("{}={}", app.state.config.public_url.cookie("session"), browser.session().expect("signed in"))
}

#[rstest]
#[case::another_account("OTHER")]
#[case::nonsense("zzz")]
#[case::nothing("")]
#[tokio::test]
async fn an_encoded_name_is_another_cookie(#[case] value: &str) {
    for app in [TestApp::start().await, TestApp::start_as_production().await] {
        let (victim, thief) = (app.signed_in("octocat").await, app.signed_in("many").await);
        let good = cookie(&app, &victim);
        let value = if value == "OTHER" { thief.session().expect("signed in") } else { value };
        for encoded in ["%5F%5FHost-session", "__Host%2Dsession", "gatehouse%2dsession", "%67atehouse-session"] {
            for header in [format!("{good}; {encoded}={value}"), format!("{encoded}={value}; {good}")] {
                let page = devices_with(&victim, header.as_bytes()).await;
                assert_eq!(page.status, 200, "{encoded}");
                assert!(page.body.contains("octocat"), "{encoded}: still the victim's own page");
                assert_eq!(page.header("set-cookie"), "", "{encoded}: the good cookie stays");
            }
            let alone = devices_with(&victim, format!("{encoded}={value}").as_bytes()).await;
            assert_eq!((alone.status, alone.header("set-cookie")), (303, ""), "{encoded}: opens nothing");
        }
    }
}

#[tokio::test]
async fn an_encoded_name_does_not_make_a_request_without_an_origin_one_of_ours() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let post = |cookie: &'static str| browser.request(Method::POST, "/settings/preferences").header("cookie", cookie);
    let status = async |cookie| post(cookie).form(&[("theme", "dark")]).send().await.expect("an answer").status();
    assert_eq!(status("gatehouse-session=x").await, 403);
    assert_eq!(status("gatehouse%2Dsession=x").await, 303, "it acts for nobody");
}

#[rstest]
#[case::latin_1(b"x=\xe9; ".as_slice(), b"".as_slice())]
#[case::behind(b"", b"; x=\xff\xfe")]
#[case::no_pair(b"\xe9; ;=; ", b";;")]
#[case::quoted(b"x=\"a; ", b"; y=\"")]
#[tokio::test]
async fn an_odd_neighbour_hides_no_session(#[case] before: &[u8], #[case] after: &[u8]) {
    let app = TestApp::start().await;
    let browser = app.signed_in("octocat").await;
    let header = [before, cookie(&app, &browser).as_bytes(), after].concat();
    assert_eq!(devices_with(&browser, &header).await.status, 200);
}

#[tokio::test]
async fn of_two_cookies_with_our_name_the_valid_one_counts() {
    let app = TestApp::start().await;
    let browser = app.signed_in("octocat").await;
    let good = cookie(&app, &browser);
    let mut gone = app.signed_in("octocat").await;
    let ended = cookie(&app, &gone);
    gone.sign_out().await;
    for other in
        ["gatehouse-session=AAAAAAAAAAAAAAAAAAAAAA", "gatehouse-session=zzz", "gatehouse-session=", &ended, &good]
    {
        for header in [format!("{good}; {other}"), format!("{other}; {good}")] {
            let page = devices_with(&browser, header.as_bytes()).await;
            assert_eq!((page.status, page.header("set-cookie")), (200, ""), "{other}");
        }
    }
}

#[tokio::test]
async fn two_valid_or_two_invalid_cookies_sign_nobody_in_and_neither_is_removed() {
    let app = TestApp::start().await;
    let (mine, theirs) = (app.signed_in("octocat").await, app.signed_in("many").await);
    let (good, other) = (cookie(&app, &mine), cookie(&app, &theirs));
    let made_up =
        ["A", "B", "C", "D", "E"].map(|letter| format!("gatehouse-session={}A", letter.repeat(21))).join("; ");
    for header in [
        format!("{good}; {other}"),
        format!("{other}; {good}"),
        "gatehouse-session=zzz; gatehouse-session=yyy".to_owned(),
        format!("{made_up}; {good}"),
    ] {
        let page = devices_with(&mine, header.as_bytes()).await;
        assert_eq!(
            (page.status, page.location(), page.header("set-cookie")),
            (303, "/sign-in?return_to=%2Fdevices", "")
        );
    }
    assert_eq!(devices_with(&mine, good.as_bytes()).await.status, 200, "each alone still stands");
    assert_eq!(devices_with(&mine, other.as_bytes()).await.status, 200);
}

#[tokio::test]
async fn a_second_cookie_of_a_flow_does_not_spoil_it() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let back = browser.go_to_github("", "octocat").await;
    let (name, value) = browser.jar.0.iter().find(|(name, _)| name.contains("flow-")).expect("its cookie");
    let with = async |header: String| {
        let request = app.browser().request(Method::GET, &back).header("cookie", header).header("accept", "text/html");
        Page::read(request.send().await.expect("an answer")).await
    };
    let spoiled = with(format!("{name}=1.x; {name}=2.y")).await;
    assert!(spoiled.location().starts_with("/sign-in"), "{spoiled:?}");
    let encoded = name.replace('-', "%2D");
    let spoiled = with(format!("{encoded}={value}")).await;
    assert!(spoiled.location().starts_with("/sign-in"), "{spoiled:?}");
    let answer = with(format!("{name}=1.x; {encoded}=2.y; {name}={value}")).await;
    assert_eq!((answer.status, answer.location()), (303, "/profile"), "{answer:?}");
}

#[tokio::test]
async fn knowing_only_a_flows_address_does_not_evict_it() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let back = browser.go_to_github("", "octocat").await;
    let name = browser.jar.0.keys().find(|name| name.contains("flow-")).expect("its cookie").clone();
    // A cookie of that name and another value, the oldest of five: it gives way, and must not take the flow along.
    let mut stranger = app.browser();
    stranger.jar.0.insert(name, "0.guessed".to_owned());
    for _ in 0..5 {
        stranger.begin("").await;
    }
    assert_eq!(browser.come_back(&back).await.location(), "/profile");
}
