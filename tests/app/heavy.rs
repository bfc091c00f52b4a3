//! Accounts that contribute so much that GitHub won't count a year of it in one answer.

use gatehouse_model::{ContributionDay, Contributions, Fetched, Gap, Overview};
use github_emulator::{Fault, Patch};
use rstest::rstest;
use serde_json::{Value, json};

use crate::harness::{Browser, Page, TestApp};

const GRAPHQL: &str = "/api/graphql";
const CALLS: &str = "POST /api/graphql";
const PINS: &str = r#"<li class="card">"#;

async fn overview(browser: &mut Browser, year: Option<u16>) -> Overview {
    let year = year.map(|year| year.to_string());
    let form: Vec<(&str, &str)> = year.iter().map(|year| ("year", year.as_str())).collect();
    let page = browser.call("overview", &form).await;
    assert_eq!(page.status, 200, "{page:?}");
    serde_json::from_str::<Fetched<Overview>>(&page.body).expect("a model").value
}

/// The calendar as GitHub gives it in one answer.
async fn whole(year: Option<u16>) -> Overview {
    let app = TestApp::start().await;
    let whole = overview(&mut app.signed_in("many").await, year).await;
    assert_eq!(app.emulator.count(CALLS), 1, "nobody else is asked for more than before");
    whole
}

fn days(contributions: &Contributions) -> Vec<&ContributionDay> {
    contributions.weeks.iter().flatten().collect()
}

#[tokio::test]
async fn what_takes_longer_than_we_wait_is_asked_for_in_parts_too() {
    let whole = whole(None).await;
    let app = TestApp::start_with(|config| config.github.deadline = std::time::Duration::from_secs(3)).await;
    let mut browser = app.signed_in("many").await;
    app.emulator.fault(Fault::hang().on("POST", GRAPHQL).times(1));
    let shown = overview(&mut browser, None).await;
    assert_eq!(days(&shown.contributions.expect("a calendar")), days(&whole.contributions.expect("a calendar")));
    assert_eq!(shown.pinned, whole.pinned);
}

#[tokio::test]
async fn the_whole_is_tried_again_after_hours() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("many").await;
    app.emulator.set(|settings| settings.contribution_days = Some(190));
    overview(&mut browser, None).await;
    app.emulator.set(|settings| settings.contribution_days = None);
    let mut calls = Vec::new();
    // GitHub's answers are kept for an hour, and a pair of tokens serves for eight.
    for _ in 0..9 {
        app.advance(std::time::Duration::from_mins(45));
        let before = app.emulator.count(CALLS);
        browser.post("/refresh", &[]).await;
        overview(&mut browser, None).await;
        app.until(|| app.emulator.count(CALLS) > before).await;
        calls.push(app.emulator.count(CALLS) - before);
    }
    assert_eq!((calls.first(), calls.last()), (Some(&3), Some(&1)), "{calls:?}");
}

#[rstest]
#[case::halves(None, 190, 4)]
#[case::quarters(None, 100, 7)]
#[case::an_eighth(Some(2025), 50, 12)]
#[tokio::test]
async fn a_year_that_github_does_not_count_at_once_is_put_together_from_shorter_spans(
    #[case] year: Option<u16>,
    #[case] longest: u64,
    #[case] calls: u64,
) {
    let whole = whole(year).await;
    let app = TestApp::start().await;
    let mut browser = app.signed_in("many").await;
    app.emulator.set(|settings| settings.contribution_days = Some(longest));
    let shown = overview(&mut browser, year).await;
    assert_eq!(app.emulator.count(CALLS), calls);
    let (expected, contributions) =
        (whole.contributions.expect("a calendar"), shown.contributions.expect("a calendar"));
    assert_eq!(days(&contributions), days(&expected), "each day once, coloured by the whole year");
    assert_eq!(contributions.weeks, expected.weeks, "and no week is torn at a seam");
    assert_eq!(
        (contributions.total, contributions.year, &contributions.years),
        (expected.total, year, &expected.years)
    );
    let sum = contributions.commits + contributions.issues + contributions.pull_requests + contributions.reviews;
    assert_eq!(sum, contributions.total);
    assert_eq!(shown.pinned, whole.pinned);

    let page = browser.get(&year.map_or("/profile".to_owned(), |year| format!("/profile?year={year}"))).await;
    assert!(page.body.contains("Contribution calendar") && page.body.contains(PINS), "{}", page.body);
    assert_eq!(app.emulator.count(CALLS), calls, "and it is kept like any other answer");
}

#[tokio::test]
async fn what_was_too_large_a_minute_ago_is_not_asked_for_again() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("many").await;
    app.emulator.set(|settings| settings.contribution_days = Some(100));
    browser.get("/profile").await;
    assert_eq!(app.emulator.count(CALLS), 7);
    app.advance(std::time::Duration::from_mins(2));
    app.until_page(&browser, "/profile", |_| app.emulator.count(CALLS) >= 12).await;
    assert_eq!(app.emulator.count(CALLS), 12, "pins and four quarters, and neither year nor half");
}

#[tokio::test]
async fn a_year_too_large_even_in_months_is_said_and_the_rest_is_there() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("many").await;
    app.emulator.set(|settings| settings.contribution_days = Some(10));
    let page = browser.get("/profile?year=2025").await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("GitHub can't count this year right now, not even month by month"), "{}", page.body);
    assert!(page.body.contains(PINS) && page.body.contains("Last 12 months"), "{}", page.body);
    assert!(!page.body.contains("responding right now"), "{}", page.body);
    assert_eq!(app.emulator.count(CALLS), 5, "year, pins, half, quarter, eighth");
    for _ in 0..3 {
        browser.get("/profile?year=2025").await;
    }
    assert_eq!(app.emulator.count(CALLS), 5, "and GitHub is left alone with it for a minute");
    browser.post("/settings/preferences", &[("language", "ja")]).await;
    let page = browser.get("/profile?year=2025").await;
    assert!(page.body.contains("ひと月ずつに分けても"), "{}", page.body);
}

#[tokio::test]
async fn a_calendar_that_became_too_large_leaves_the_older_one_standing() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("many").await;
    browser.get("/profile").await;
    app.emulator.set(|settings| settings.contribution_days = Some(10));
    app.advance(std::time::Duration::from_mins(3));
    let form = browser.get("/profile").await.form("/refresh");
    browser.submit(&form).await;
    app.until(|| app.emulator.count(CALLS) >= 6).await;
    let page = browser.get("/profile").await;
    assert!(page.body.contains("Contribution calendar") && page.body.contains("3 minutes ago"), "{}", page.body);
}

/// What stands in the answer in place of the calendar or the pins, beside an error of this kind.
fn refused(part: &str, data: Value, error: Value) -> Fault {
    let mut error = error;
    error["path"] = json!(["viewer", part]);
    let at = [("/data".to_owned(), data), ("/errors".to_owned(), json!([error]))];
    Fault::patched(Patch { at: at.into(), ..Patch::default() }).on("POST", GRAPHQL).times(1)
}

fn too_large() -> Value {
    json!({ "type": "RESOURCE_LIMITS_EXCEEDED", "message": "Resource limits for this query exceeded." })
}

fn gave_up() -> Value {
    json!({ "message": "Something went wrong while executing your query. This may be the result of a timeout, or it could be a GitHub bug. Please include `C0DE` when reporting this issue." })
}

fn is_whole(page: &Page) -> bool {
    page.body.contains("Contribution calendar") && page.body.contains(PINS) && !page.body.contains("at the moment")
}

#[rstest]
#[case::without_data("contributionsCollection", Value::Null, too_large())]
#[case::pins_without_data("pinnedItems", Value::Null, too_large())]
#[case::without_viewer("contributionsCollection", json!({ "viewer": null }), too_large())]
#[case::too_many_nodes("pinnedItems", Value::Null, json!({ "type": "MAX_NODE_LIMIT_EXCEEDED" }))]
#[case::given_up("contributionsCollection", Value::Null, gave_up())]
#[tokio::test]
async fn a_refusal_of_size_is_answered_by_asking_for_less(
    #[case] part: &str,
    #[case] data: Value,
    #[case] error: Value,
) {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    app.emulator.fault(refused(part, data, error));
    let page = browser.get("/profile").await;
    assert!(is_whole(&page), "{}", page.body);
}

#[tokio::test]
async fn what_came_beside_a_refused_calendar_is_not_asked_for_again() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let at = [
        ("/data/viewer/contributionsCollection".to_owned(), Value::Null),
        (
            "/errors".to_owned(),
            json!([{ "type": "RESOURCE_LIMITS_EXCEEDED", "path": ["viewer", "contributionsCollection", "contributionCalendar"] }]),
        ),
    ];
    let partial = Fault::patched(Patch { at: at.into(), ..Patch::default() });
    app.emulator.fault(partial.on("POST", GRAPHQL).times(1));
    let page = browser.get("/profile").await;
    assert!(is_whole(&page), "{}", page.body);
    assert_eq!(app.emulator.count(CALLS), 3, "two halves of a year, and the pins were there");
}

#[rstest]
#[case::as_graphql(504, json!({ "data": null, "errors": [gave_up()] }))]
#[case::as_the_rest_api(502, json!({ "message": "We couldn't respond to your request in time. Sorry about that." }))]
#[tokio::test]
async fn a_github_that_gives_up_on_everything_takes_too_long(#[case] status: u16, #[case] json: Value) {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    app.emulator.fault(Fault::patched(Patch { status: Some(status), json, ..Patch::default() }).on("POST", GRAPHQL));
    let page = browser.get("/profile").await;
    assert!(page.status == 200 && page.body.contains("GitHub is taking too long to respond."), "{}", page.body);
    assert_eq!(app.emulator.count(CALLS), 2, "pins alone show that it is not for the calendar's length");
}

#[tokio::test]
async fn an_account_too_large_in_every_way_is_said_to_be() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let json = json!({ "data": null, "errors": [too_large()] });
    app.emulator.fault(Fault::patched(Patch { json, ..Patch::default() }).on("POST", GRAPHQL));
    for _ in 0..3 {
        let page = browser.get("/profile").await;
        assert!(page.body.contains("This is too large for GitHub to answer."), "{}", page.body);
    }
    assert_eq!(app.emulator.count(CALLS), 2, "and it is left alone for a minute");
}

#[tokio::test]
async fn pins_that_github_does_not_list_leave_the_calendar() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    for _ in 0..2 {
        let at = [
            ("/data/viewer/pinnedItems".to_owned(), Value::Null),
            ("/errors".to_owned(), json!([{ "type": "RESOURCE_LIMITS_EXCEEDED", "path": ["viewer", "pinnedItems"] }])),
        ];
        app.emulator.fault(Fault::patched(Patch { at: at.into(), ..Patch::default() }).on("POST", GRAPHQL).times(1));
    }
    let shown = overview(&mut browser, None).await;
    assert!(shown.contributions.is_ok() && shown.pinned == Err(Gap::TooLarge));
    let page = browser.get("/profile").await;
    assert!(page.body.contains("Contribution calendar"), "{}", page.body);
    assert!(page.body.contains("list what you pinned right now"), "{}", page.body);
}

#[tokio::test]
async fn a_limit_in_the_middle_ends_the_asking() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("many").await;
    app.emulator.set(|settings| {
        settings.contribution_days = Some(100);
        settings.graphql_left = Some(4);
    });
    let page = browser.get("/profile").await;
    assert!(page.body.contains("hourly limit is used up"), "{}", page.body);
    assert_eq!(app.emulator.count(CALLS), 5, "four answers, and the one that reported the limit");
}
