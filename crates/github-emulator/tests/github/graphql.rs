use serde_json::{Value, json};

use crate::harness::{App, Outcome, text};

const CALENDAR: &str = "query Year($from: DateTime) {
  me: viewer { login ... on User { databaseId }
    contributionsCollection(from: $from) { contributionCalendar {
      totalContributions weeks { firstDay contributionDays { date contributionCount contributionLevel } } } }
    pinnedItems(first: 6, types: [REPOSITORY]) { nodes { __typename ... on Repository { name } ... on Gist { size } } } }
  rateLimit { cost remaining }
}";

async fn ask(app: &App, address: String, tokens: &Value, query: &str) -> Outcome<Value> {
    let request = app.http.post(address).bearer_auth(text(tokens, "access_token"));
    let response = request.json(&json!({ "query": query, "variables": {} })).send().await?;
    assert_eq!(response.status(), 200);
    Ok(response.json().await?)
}

#[tokio::test]
async fn the_calendar_has_53_weeks_and_adds_up_at_both_addresses() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    for address in [app.web("/api/graphql"), app.api("/graphql")] {
        let answer = ask(&app, address, &tokens, CALENDAR).await?;
        let viewer = &answer["data"]["me"];
        assert_eq!(viewer["databaseId"], 583_231, "{answer}");
        let calendar = &viewer["contributionsCollection"]["contributionCalendar"];
        let weeks = calendar["weeks"].as_array().cloned().unwrap_or_default();
        let days = weeks.iter().filter_map(|week| week["contributionDays"].as_array()).flatten();
        let sum: u64 = days.filter_map(|day| day["contributionCount"].as_u64()).sum();
        assert_eq!((weeks.len(), Some(sum)), (53, calendar["totalContributions"].as_u64()));
        assert!(sum > 100);
        assert_eq!(viewer["pinnedItems"]["nodes"].as_array().map(Vec::len), Some(5));
        assert_eq!(answer["data"]["rateLimit"]["cost"], 1);
    }
    Ok(())
}

#[tokio::test]
async fn an_account_without_activity_has_an_empty_calendar() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("empty", "read:user").await?;
    let query = "{ viewer { contributionsCollection { contributionCalendar { totalContributions } } } }";
    let answer = ask(&app, app.api("/graphql"), &tokens, query).await?;
    let collection = &answer["data"]["viewer"]["contributionsCollection"];
    assert_eq!(collection["contributionCalendar"]["totalContributions"], 0);
    Ok(())
}

#[tokio::test]
async fn a_misspelt_field_a_missing_scope_and_nonsense_are_errors_with_200() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    let misspelt = ask(&app, app.api("/graphql"), &tokens, "{ viewer { logn } }").await?;
    assert_eq!(misspelt["errors"][0]["message"], "Field 'logn' doesn't exist on type 'User'");
    let query = "{ viewer { organizations(first: 1) { totalCount } } }";
    let scopeless = ask(&app, app.api("/graphql"), &tokens, query).await?;
    assert_eq!(scopeless["errors"][0]["type"], "INSUFFICIENT_SCOPES");
    assert!(scopeless["data"].is_null());
    assert_eq!(misspelt["errors"][0]["path"], json!(["viewer", "logn"]));
    for nonsense in ["", "{", "{ viewer { login }", "mutation { x }", "{ viewer(a: \"b { login } }"] {
        let answer = ask(&app, app.api("/graphql"), &tokens, nonsense).await?;
        assert!(answer["errors"][0]["message"].is_string(), "{nonsense}: {answer}");
    }
    Ok(())
}

#[tokio::test]
async fn arguments_and_variables_are_judged_as_github_judges_them() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    for (query, variables, message) in [
        (
            "{ viewer { contributionsCollection(form: \"2025-01-01T00:00:00Z\") { startedAt } } }",
            json!({}),
            "Field 'contributionsCollection' doesn't accept argument 'form'",
        ),
        (
            "{ viewer { contributionsCollection(from: \"yesterday\") { startedAt } } }",
            json!({}),
            "Argument 'from' on Field 'contributionsCollection' has an invalid value (\"yesterday\"). Expected type 'DateTime'.",
        ),
        (
            "query Year($from: DateTime) { viewer { login } }",
            json!({"from": "2025-01-01T00:00:00Z"}),
            "Variable $from is declared by Year but not used",
        ),
        (
            "{ viewer { contributionsCollection(from: $from) { startedAt } } }",
            json!({"from": "2025-01-01T00:00:00Z"}),
            "Variable $from is used by anonymous query but not declared",
        ),
        (
            "query($from: DateTime!) { viewer { contributionsCollection(from: $from) { startedAt } } }",
            json!({}),
            "Variable $from of type DateTime! was provided invalid value",
        ),
        ("{ viewer { login(size: 3) } }", json!({}), "Field 'login' doesn't accept argument 'size'"),
    ] {
        let answer = app.graphql(query, variables, &tokens).await?;
        assert_eq!(answer["errors"][0]["message"], message, "{query}");
        assert!(answer["data"].is_null());
    }
    Ok(())
}

#[tokio::test]
async fn a_default_serves_where_no_value_is_sent_and_an_alias_names_the_answer() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    let query = "query($a: DateTime = \"2025-03-01T00:00:00Z\", $first: Int!) { viewer {
        spring: contributionsCollection(from: $a, to: \"2025-06-01T00:00:00Z\") { startedAt endedAt }
        all: contributionsCollection(from: null) { contributionYears }
        small: avatarUrl(size: 40)
        pins: pinnedItems(first: $first) { totalCount } } }";
    let answer = app.graphql(query, json!({"first": 1}), &tokens).await?;
    let viewer = &answer["data"]["viewer"];
    assert_eq!(
        viewer["spring"],
        json!({"startedAt": "2025-03-01T00:00:00Z", "endedAt": "2025-06-01T00:00:00Z"}),
        "{answer}"
    );
    assert!(viewer["all"]["contributionYears"].is_array() && viewer["small"].is_string());
    assert_eq!(viewer["pins"]["totalCount"], 6);
    Ok(())
}
