use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::harness::{App, Outcome, text};

async fn control(app: &App, method: Method, what: &str, body: Value) -> Outcome<Response> {
    let request = app.http.request(method, app.web(&format!("/_control/{what}")));
    Ok(request.json(&body).send().await?)
}

#[tokio::test]
async fn settings_and_faults_can_be_made_over_http() -> Outcome {
    let app = App::start().await?;
    let answer = control(&app, Method::PUT, "settings", json!({"tokens": "lasting"})).await?;
    let settings: Value = answer.json().await?;
    assert_eq!((text(&settings, "tokens"), text(&settings, "iss")), ("lasting", "on"));
    let refused = control(&app, Method::PUT, "settings", json!({"token": "lasting"})).await?;
    assert_eq!(refused.status(), 422);

    let tokens = app.sign_in("octocat", "read:user").await?;
    let rule = json!({"method": "GET", "path": "/api/v3/user", "kind": "html", "status": 502, "times": 1});
    assert_eq!(control(&app, Method::POST, "faults", rule).await?.status(), 201);
    assert_eq!(app.status("/user", &tokens).await?, 502);
    let unknown = json!({"path": "*", "kind": "earthquake"});
    assert_eq!(control(&app, Method::POST, "faults", unknown).await?.status(), 422);
    let forever = json!({"kind": "unauthorized"});
    control(&app, Method::POST, "faults", forever).await?;
    assert_eq!(app.status("/user", &tokens).await?, 401);
    assert_eq!(control(&app, Method::DELETE, "faults", Value::Null).await?.status(), 204);
    assert_eq!(app.status("/user", &tokens).await?, 200);
    Ok(())
}

#[tokio::test]
async fn fewer_scopes_can_be_granted_and_an_hour_be_cut_short_over_http() -> Outcome {
    let app = App::start().await?;
    let change = json!({"grant_scopes": "read:user", "core_left": 1, "graphql_left": 7});
    let settings: Value = control(&app, Method::PUT, "settings", change).await?.json().await?;
    assert_eq!((&settings["core_left"], &settings["graphql_left"]), (&1.into(), &7.into()));
    let tokens = app.sign_in("octocat", "read:user read:org").await?;
    assert_eq!(tokens["scope"], "read:user");
    assert_eq!(app.status("/user/orgs", &tokens).await?, 403, "for want of a scope");
    assert_eq!(app.status("/user", &tokens).await?, 403, "for want of calls");
    control(&app, Method::PUT, "settings", json!({"grant_scopes": null, "core_left": null})).await?;
    let tokens = app.sign_in("octocat", "read:user read:org").await?;
    assert_eq!(app.status("/user/orgs", &tokens).await?, 200);
    Ok(())
}

#[tokio::test]
async fn counters_and_requests_tell_what_was_asked_and_no_secret() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    app.get("/user/repos?per_page=5", &tokens).await?;
    let counters: Value = app.http.get(app.web("/_control/counters")).send().await?.json().await?;
    assert_eq!(counters["requests"]["GET /api/v3/user/repos"], 1);
    assert_eq!((counters["total"].as_u64(), counters["api"].as_u64()), (Some(3), Some(1)));
    let requests = app.http.get(app.web("/_control/requests")).send().await?.text().await?;
    assert!(requests.contains(r#""query":"per_page=5""#) && requests.contains(r#""authorized":true"#));
    assert!(!requests.contains(text(&tokens, "access_token")));
    Ok(())
}

#[tokio::test]
async fn secrets_are_all_there_and_token_lines_hold_none() -> Outcome {
    let app = App::start().await?;
    let code = app.code("octocat", "read:user").await?;
    let old = app.exchange(&code).await?;
    let new = app.refresh(&old).await?;
    let secrets: Vec<String> = app.http.get(app.web("/_control/secrets")).send().await?.json().await?;
    let lines = app.http.get(app.web("/_control/tokens")).send().await?.text().await?;
    let issued = [&old, &new].map(|pair| [text(pair, "access_token"), text(pair, "refresh_token")]);
    for secret in issued.concat().into_iter().chain([code.as_str(), github_emulator::CLIENT_SECRET]) {
        assert!(secrets.iter().any(|known| known == secret));
        assert!(!lines.contains(secret));
    }
    Ok(())
}

#[tokio::test]
async fn an_account_can_be_renamed_replaced_and_revoked() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    let before = app.json("/user", &tokens).await?;
    let change = json!({"login": "mona", "name": "Mona", "reregister": true});
    assert_eq!(control(&app, Method::POST, "accounts/octocat", change).await?.status(), 204);
    let after = app.json("/user", &tokens).await?;
    assert_eq!((&after["id"], text(&after, "login"), text(&after, "name")), (&before["id"], "mona", "Mona"));
    let stranger = app.json("/users/octocat", &tokens).await?;
    assert_ne!(stranger["id"], before["id"]);
    let taken = control(&app, Method::POST, "accounts/many", json!({"login": "mona"})).await?;
    assert_eq!(taken.status(), 409);

    assert_eq!(control(&app, Method::POST, "revoke", json!({"login": "mona"})).await?.status(), 204);
    assert_eq!(app.status("/user", &tokens).await?, 401);
    assert_eq!(app.refresh(&tokens).await?["error"], "bad_refresh_token");
    Ok(())
}

#[tokio::test]
async fn a_reset_forgets_everything_and_the_clock_moves_on_request() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    control(&app, Method::POST, "clock", json!({"advance_seconds": 28_801})).await?;
    assert_eq!(app.status("/user", &tokens).await?, 401);
    assert_eq!(control(&app, Method::POST, "reset", Value::Null).await?.status(), 204);
    assert_eq!(app.emulator.total_api_calls(), 0);
    assert_eq!(app.emulator.secrets(), [github_emulator::CLIENT_SECRET]);
    assert_eq!(app.refresh(&tokens).await?["error"], "bad_refresh_token");
    Ok(())
}
