use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};

use crate::harness::{App, Outcome, list, text};

const YEAR: &str = "query Year($from: DateTime, $to: DateTime) { viewer {
    contributionsCollection(from: $from, to: $to) {
        startedAt endedAt contributionYears totalCommitContributions
        contributionCalendar { totalContributions weeks { firstDay contributionDays { date contributionCount } } } } } }";

async fn year(app: &App, tokens: &Value, from: &str, to: &str) -> Outcome<Value> {
    let answer = app.graphql(YEAR, json!({ "from": from, "to": to }), tokens).await?;
    Ok(answer["data"]["viewer"]["contributionsCollection"].clone())
}

fn dates(collection: &Value) -> Vec<&str> {
    let weeks = list(&collection["contributionCalendar"]["weeks"]);
    weeks.iter().flat_map(|week| list(&week["contributionDays"])).map(|day| text(day, "date")).collect()
}

/// What day it is at the emulator, whose API says so on every answer.
async fn today(app: &App, tokens: &Value) -> Outcome<OffsetDateTime> {
    let overview = app.json("/rate_limit", tokens).await?;
    let reset = overview["rate"]["reset"].as_i64().unwrap_or_default();
    Ok(OffsetDateTime::from_unix_timestamp(reset)? - Duration::hours(1))
}

#[tokio::test]
async fn a_calendar_year_has_that_years_days_and_no_others() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    for (number, days) in [(2023, 365), (2024, 366)] {
        let (from, to) = (format!("{number}-01-01T00:00:00Z"), format!("{number}-12-31T23:59:59Z"));
        let collection = year(&app, &tokens, &from, &to).await?;
        let dates = dates(&collection);
        assert_eq!(dates.len(), days);
        assert_eq!(dates.first(), Some(&&*format!("{number}-01-01")));
        assert_eq!(dates.last(), Some(&&*format!("{number}-12-31")));
        assert_eq!((text(&collection, "startedAt"), text(&collection, "endedAt")), (&*from, &*to));
        assert_eq!(list(&collection["contributionCalendar"]["weeks"]).len(), 53);
    }
    let calendar = |collection: Value| collection["contributionCalendar"]["totalContributions"].clone();
    let one = calendar(year(&app, &tokens, "2023-01-01T00:00:00Z", "2023-12-31T23:59:59Z").await?);
    let other = calendar(year(&app, &tokens, "2024-01-01T00:00:00Z", "2024-12-31T23:59:59Z").await?);
    assert_ne!(one, other);
    Ok(())
}

#[tokio::test]
async fn weeks_begin_on_sunday_but_for_the_first() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    let collection = year(&app, &tokens, "2025-01-01T00:00:00Z", "2025-01-31T00:00:00Z").await?;
    let weeks = list(&collection["contributionCalendar"]["weeks"]);
    let first_days: Vec<&str> = weeks.iter().map(|week| text(week, "firstDay")).collect();
    assert_eq!(first_days, ["2025-01-01", "2025-01-05", "2025-01-12", "2025-01-19", "2025-01-26"]);
    assert_eq!(list(&weeks[0]["contributionDays"]).len(), 4);
    Ok(())
}

#[tokio::test]
async fn the_future_is_cut_off_and_inline_strings_count_like_variables() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    let now = today(&app, &tokens).await?;
    let this = now.year();
    let query = format!(
        "{{ viewer {{ contributionsCollection(from: \"{this}-01-01T00:00:00Z\", to: \"{this}-12-31T23:59:59Z\") {{
            endedAt contributionCalendar {{ weeks {{ contributionDays {{ date }} }} }} }} }} }}"
    );
    let answer = app.graphql(&query, json!({}), &tokens).await?;
    let collection = &answer["data"]["viewer"]["contributionsCollection"];
    assert_eq!(dates(collection).last(), Some(&&*now.date().to_string()), "{answer}");
    let next = this + 1;
    let future = year(&app, &tokens, &format!("{next}-01-01T00:00:00Z"), &format!("{next}-12-31T00:00:00Z")).await?;
    assert!(dates(&future).is_empty());
    assert_eq!(future["totalCommitContributions"], 0);
    Ok(())
}

#[tokio::test]
async fn more_than_a_year_is_refused_and_exactly_one_is_not() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    let variables = json!({"from": "2023-01-01T00:00:00Z", "to": "2024-01-01T00:00:01Z"});
    let answer = app.graphql(YEAR, variables, &tokens).await?;
    let error = &answer["errors"][0];
    assert_eq!(error["message"], "The total time spanned by 'from' and 'to' must not exceed 1 year");
    assert_eq!((text(error, "type"), &error["path"]), ("VALIDATION", &json!(["viewer", "contributionsCollection"])));
    assert!(answer["data"].is_null());
    let whole = year(&app, &tokens, "2023-01-01T00:00:00Z", "2024-01-01T00:00:00Z").await?;
    assert_eq!(dates(&whole).len(), 366);
    Ok(())
}

#[tokio::test]
async fn the_years_go_back_to_the_one_the_account_was_made_in_and_nothing_was_done_before() -> Outcome {
    let app = App::start().await?;
    for (login, since) in [("octocat", 2011), ("many", 2014), ("markup", 2020)] {
        let tokens = app.sign_in(login, "read:user").await?;
        let this = today(&app, &tokens).await?.year();
        let collection = year(&app, &tokens, "2009-01-01T00:00:00Z", "2009-12-31T00:00:00Z").await?;
        let expected: Vec<i32> = (since..=this).rev().collect();
        assert_eq!(collection["contributionYears"], json!(expected));
        assert_eq!(collection["contributionCalendar"]["totalContributions"], 0);
        assert_eq!(dates(&collection).len(), 365);
    }
    Ok(())
}

#[tokio::test]
async fn a_time_that_is_too_long_for_a_busy_account_is_refused_as_github_refuses_it() -> Outcome {
    let app = App::start().await?;
    app.emulator.set(|settings| settings.contribution_days = Some(90));
    let tokens = app.sign_in("octocat", "read:user").await?;
    let answer = app.graphql(YEAR, json!({}), &tokens).await?;
    let error = &answer["errors"][0];
    assert_eq!(text(error, "type"), "RESOURCE_LIMITS_EXCEEDED");
    assert_eq!(error["path"], json!(["viewer", "contributionsCollection", "contributionCalendar"]));
    assert!(answer["data"].is_null());
    let quarter = year(&app, &tokens, "2025-01-01T00:00:00Z", "2025-03-31T23:59:59Z").await?;
    assert_eq!(dates(&quarter).len(), 90);
    let login = app.graphql("{ viewer { login } }", json!({}), &tokens).await?;
    assert_eq!(login["data"]["viewer"]["login"], "octocat", "and nothing else is");
    Ok(())
}

#[tokio::test]
async fn a_days_level_is_its_quarter_of_the_days_asked_for() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    let query = "query Year($from: DateTime, $to: DateTime) { viewer { contributionsCollection(from: $from, to: $to) {
        contributionCalendar { weeks { contributionDays { contributionCount contributionLevel } } } } } }";
    let variables = json!({"from": "2025-01-01T00:00:00Z", "to": "2025-12-31T23:59:59Z"});
    let answer = app.graphql(query, variables, &tokens).await?;
    let weeks = &answer["data"]["viewer"]["contributionsCollection"]["contributionCalendar"]["weeks"];
    let days = || list(weeks).iter().flat_map(|week| list(&week["contributionDays"]));
    let of = |level: &str| {
        let counts = days().filter(|day| day["contributionLevel"] == level);
        counts.filter_map(|day| day["contributionCount"].as_u64()).collect::<Vec<_>>()
    };
    let quarters = ["NONE", "FIRST_QUARTILE", "SECOND_QUARTILE", "THIRD_QUARTILE", "FOURTH_QUARTILE"].map(of);
    assert!(quarters[0].iter().all(|count| *count == 0));
    for pair in quarters.windows(2) {
        assert!(pair[0].iter().max() < pair[1].iter().min(), "{pair:?}");
    }
    Ok(())
}
