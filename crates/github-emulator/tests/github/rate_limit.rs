use std::time::Duration;

use github_emulator::{CLIENT_ID, CLIENT_SECRET, Fault};
use reqwest::Response;
use serde_json::{Value, json};

use crate::harness::{App, Outcome, header, text};

/// Limit, remaining, used and resource.
fn budget(response: &Response) -> (u64, u64, u64, String) {
    let number = |name| header(response, name).and_then(|value| value.parse().ok()).unwrap_or(u64::MAX);
    assert!(number("x-ratelimit-reset") < u64::MAX, "{response:?}");
    let resource = header(response, "x-ratelimit-resource").unwrap_or_default().to_owned();
    (number("x-ratelimit-limit"), number("x-ratelimit-remaining"), number("x-ratelimit-used"), resource)
}

async fn query(app: &App, tokens: &Value) -> Outcome<Response> {
    let request = app.http.post(app.api("/graphql")).bearer_auth(text(tokens, "access_token"));
    Ok(request.json(&json!({"query": "{ viewer { login } }"})).send().await?)
}

#[tokio::test]
async fn every_answer_says_what_is_left() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    let core = |used: u64| (5000, 5000 - used, used, "core".to_owned());
    for (used, path) in [
        (1, "/user"),
        (2, "/user/repos"),
        (3, "/user/starred"),
        (4, "/users/octocat/events"),
        (5, "/user/orgs"),
        (6, "/no/such/page"),
        (7, "/user/repos?type=all&visibility=public"),
    ] {
        assert_eq!(budget(&app.get(path, &tokens).await?), core(used), "{path}");
    }
    assert_eq!(budget(&app.get("/rate_limit", &tokens).await?), core(7), "asking is free");
    let wrong_method = app.http.post(app.api("/user")).bearer_auth(text(&tokens, "access_token")).send().await?;
    assert_eq!((wrong_method.status().as_u16(), budget(&wrong_method)), (405, core(8)));
    let nobody = app.http.get(app.api("/user")).send().await?;
    assert_eq!((nobody.status().as_u16(), budget(&nobody)), (401, (60, 59, 1, "core".to_owned())));
    let unknown = app.http.get(app.api("/user")).bearer_auth("gho_unknown").send().await?;
    assert_eq!((unknown.status().as_u16(), budget(&unknown).0), (401, 60));
    Ok(())
}

#[tokio::test]
async fn graphql_has_a_budget_of_its_own() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    assert_eq!(budget(&query(&app, &tokens).await?), (5000, 4999, 1, "graphql".to_owned()));
    assert_eq!(budget(&query(&app, &tokens).await?), (5000, 4998, 2, "graphql".to_owned()));
    assert_eq!(budget(&app.get("/user", &tokens).await?), (5000, 4999, 1, "core".to_owned()));
    let overview = app.json("/rate_limit", &tokens).await?;
    assert_eq!(
        (&overview["resources"]["graphql"]["used"], &overview["resources"]["core"]["used"]),
        (&2.into(), &1.into())
    );
    let elsewhere = app.http.post(app.web("/api/graphql")).bearer_auth(text(&tokens, "access_token"));
    let elsewhere = elsewhere.json(&json!({"query": "{"})).send().await?;
    assert_eq!(budget(&elsewhere), (5000, 4997, 3, "graphql".to_owned()));
    let unknown = app.http.post(app.api("/graphql")).bearer_auth("gho_unknown").send().await?;
    assert_eq!((unknown.status().as_u16(), budget(&unknown).3), (401, "graphql".to_owned()));
    Ok(())
}

#[tokio::test]
async fn an_unchanged_answer_is_free_with_a_token_and_says_what_is_left() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    for path in ["/user/starred", "/users/octocat/events", "/user/repos"] {
        let first = app.get(path, &tokens).await?;
        let etag = header(&first, "etag").unwrap_or_default();
        let again = app.get_with(path, &tokens, ("if-none-match", etag)).await?;
        assert_eq!((again.status().as_u16(), budget(&again)), (304, budget(&first)));
    }
    let first = app.http.get(app.api("/users/octocat")).send().await?;
    let etag = header(&first, "etag").unwrap_or_default();
    let again = app.http.get(app.api("/users/octocat")).header("if-none-match", etag).send().await?;
    assert_eq!((again.status().as_u16(), budget(&again).2), (304, budget(&first).2 + 1), "without one it costs a call");
    Ok(())
}

#[tokio::test]
async fn the_application_is_told_too() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    let address = app.api(&format!("/applications/{CLIENT_ID}/token"));
    for (used, status) in [(1, 204), (2, 422)] {
        let request = app.http.delete(&address).basic_auth(CLIENT_ID, Some(CLIENT_SECRET));
        let answer = request.json(&json!({ "access_token": tokens["access_token"] })).send().await?;
        let expected = (5000, 5000 - used, used, "core".to_owned());
        assert_eq!((answer.status().as_u16(), budget(&answer)), (status, expected));
    }
    Ok(())
}

#[tokio::test]
async fn faults_of_the_api_say_it_and_those_before_the_api_do_not() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    for fault in [Fault::status(404, "Not Found"), Fault::sso(), Fault::secondary_limit(5), Fault::unauthorized()] {
        app.emulator.fault(fault.times(1));
        assert_eq!(budget(&app.get("/user", &tokens).await?), (5000, 5000, 0, "core".to_owned()));
    }
    app.emulator.fault(Fault::rate_limited(90).times(1));
    assert_eq!(budget(&app.get("/user", &tokens).await?).1, 0, "a fault's own words stand");
    app.emulator.fault(Fault::html(502).times(1));
    assert_eq!(header(&app.get("/user", &tokens).await?, "x-ratelimit-limit"), None);
    Ok(())
}

#[tokio::test]
async fn a_setting_leaves_little_of_the_hour() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    app.get("/user", &tokens).await?;
    app.emulator.set(|settings| settings.core_left = Some(2));
    assert_eq!(budget(&app.get("/user", &tokens).await?), (5000, 1, 4999, "core".to_owned()));
    assert_eq!(budget(&app.get("/user", &tokens).await?).1, 0);
    let over = app.get("/user", &tokens).await?;
    assert_eq!((over.status().as_u16(), budget(&over)), (403, (5000, 0, 5000, "core".to_owned())));
    assert_eq!(budget(&query(&app, &tokens).await?).1, 4999, "GraphQL is counted apart");
    app.emulator.advance(Duration::from_secs(3601));
    assert_eq!(budget(&app.get("/user", &tokens).await?).1, 4999, "a new hour is a whole one");
    let settings = app.http.put(app.web("/_control/settings")).json(&json!({"graphql_left": 1, "core_left": null}));
    assert_eq!(settings.send().await?.status(), 200);
    assert_eq!(budget(&query(&app, &tokens).await?).1, 0);
    let over = query(&app, &tokens).await?;
    assert_eq!((over.status().as_u16(), budget(&over).1), (200, 0));
    assert_eq!(over.json::<Value>().await?["errors"][0]["type"], "RATE_LIMITED");
    Ok(())
}
