use std::time::Duration;

use axum::http::Method;
use github_emulator::{Fault, Stage};
use serde_json::{Value, json};

use crate::harness::{App, Outcome, header, text};

#[tokio::test]
async fn a_fault_strikes_its_path_as_often_as_told() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    app.emulator.fault(Fault::status(503, "Down").on("GET", "/api/v3/user").times(2));
    assert_eq!(app.status("/user", &tokens).await?, 503);
    assert_eq!(app.status("/user/repos", &tokens).await?, 200);
    assert_eq!(app.status("/user", &tokens).await?, 503);
    assert_eq!(app.status("/user", &tokens).await?, 200);
    assert_eq!(app.emulator.count("GET /api/v3/user"), 3, "struck requests are counted");
    Ok(())
}

#[tokio::test]
async fn a_beginning_with_a_star_strikes_everything_below_until_cleared() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    app.emulator.fault(Fault::unauthorized().on_path("/api/*"));
    for path in ["/user", "/user/repos", "/user"] {
        assert_eq!(app.status(path, &tokens).await?, 401);
    }
    app.emulator.clear_faults();
    assert_eq!(app.status("/user", &tokens).await?, 200);
    Ok(())
}

#[tokio::test]
async fn each_limit_says_when_to_come_back() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    app.emulator.fault(Fault::rate_limited(90).times(1));
    let primary = app.get("/user", &tokens).await?;
    assert_eq!(primary.status(), 403);
    assert_eq!(header(&primary, "x-ratelimit-remaining"), Some("0"));
    assert!(header(&primary, "x-ratelimit-reset").is_some() && header(&primary, "retry-after").is_none());
    app.emulator.fault(Fault::secondary_limit(61).times(1));
    let secondary = app.get("/user", &tokens).await?;
    assert_eq!(secondary.status(), 429);
    assert_eq!(header(&secondary, "retry-after"), Some("61"));
    app.emulator.fault(Fault::sso().times(1));
    let sso = app.get("/user", &tokens).await?;
    assert!(
        header(&sso, "x-github-sso").is_some_and(|value| value.starts_with("required; url=https://github.com/orgs/"))
    );
    Ok(())
}

#[tokio::test]
async fn bodies_can_be_html_cut_short_or_endless() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    app.emulator.fault(Fault::html(502).times(1));
    let html = app.get("/user", &tokens).await?;
    assert_eq!(html.status(), 502);
    assert!(html.text().await?.len() > 5000);
    app.emulator.fault(Fault::garbage().times(1));
    let garbage = app.get("/user", &tokens).await?;
    assert_eq!(garbage.status(), 200);
    assert!(serde_json::from_str::<Value>(&garbage.text().await?).is_err());
    app.emulator.fault(Fault::huge(3_000_001).times(1));
    let huge = app.get("/user", &tokens).await?;
    assert_eq!(huge.content_length(), None);
    assert_eq!(huge.bytes().await?.len(), 3_000_001);
    app.emulator.fault(Fault::redirect("https://evil.example/").times(1));
    let redirect = app.get("/user", &tokens).await?;
    assert_eq!((redirect.status().as_u16(), header(&redirect, "location")), (302, Some("https://evil.example/")));
    Ok(())
}

#[tokio::test]
async fn the_token_endpoint_errs_with_200() -> Outcome {
    let app = App::start().await?;
    let code = app.code("octocat", "read:user").await?;
    app.emulator.fault(Fault::oauth_error("application_suspended").on("POST", "/login/oauth/access_token").times(1));
    assert_eq!(app.exchange(&code).await?["error"], "application_suspended");
    assert!(app.exchange(&code).await?["access_token"].is_string());
    Ok(())
}

#[tokio::test]
async fn a_lost_answer_did_its_work() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    app.emulator.fault(Fault::lost_answer().on("POST", "/login/oauth/access_token").times(1));
    assert!(app.refresh(&tokens).await.is_err());
    assert_eq!(app.refresh(&tokens).await?["error"], "bad_refresh_token", "the refresh token was used up");
    assert_eq!(app.emulator.live_tokens("octocat"), 1);
    Ok(())
}

#[tokio::test]
async fn a_delayed_answer_is_the_normal_one() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    app.emulator.fault(Fault::delay(20).times(1));
    assert_eq!(text(&app.json("/user", &tokens).await?, "login"), "octocat");
    Ok(())
}

#[tokio::test]
async fn a_hanging_request_ends_with_the_emulator() -> Outcome {
    let app = App::start().await?;
    app.emulator.fault(Fault::hang());
    let request = tokio::spawn(app.http.get(app.api("/user")).send());
    while app.emulator.count("GET /api/v3/user") == 0 {
        tokio::task::yield_now().await;
    }
    assert!(!request.is_finished());
    drop(app.emulator);
    let ended = tokio::time::timeout(Duration::from_secs(5), request).await??;
    assert!(ended.is_err());
    Ok(())
}

#[tokio::test]
async fn a_held_request_waits_before_its_work_or_with_its_answer() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    for (stage, used) in [(Stage::Before, 0), (Stage::After, 1)] {
        let before: u64 = app.emulator.tokens().iter().map(|token| token.uses).sum();
        let hold = app.emulator.hold(Method::GET, "/api/v3/user", stage);
        let asked = app.status("/user", &tokens);
        let looked = async {
            hold.arrived().await;
            let uses: u64 = app.emulator.tokens().iter().map(|token| token.uses).sum();
            hold.release();
            uses - before
        };
        let (status, uses) = tokio::join!(asked, looked);
        assert_eq!((status?, uses), (200, used), "{stage:?}");
    }
    assert_eq!(app.status("/user", &tokens).await?, 200, "a released hold holds nothing");
    Ok(())
}

#[tokio::test]
async fn an_organisation_closes_one_node_of_an_answer() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    app.emulator.fault(Fault::closed("viewer.pinnedItems.nodes.0").on("POST", "/api/v3/graphql"));
    let query = "{ viewer { login pinnedItems(first: 2, types: [REPOSITORY]) { nodes { __typename } } } }";
    let answer = app.graphql(query, Value::Null, &tokens).await?;
    assert_eq!(answer["data"]["viewer"]["login"], "octocat");
    let nodes = &answer["data"]["viewer"]["pinnedItems"]["nodes"];
    assert!(nodes[0].is_null() && !nodes[1].is_null(), "{answer}");
    assert_eq!(answer["errors"][0]["type"], "FORBIDDEN");
    assert_eq!(answer["errors"][0]["path"], json!(["viewer", "pinnedItems", "nodes", 0]));
    Ok(())
}

#[tokio::test]
async fn what_a_fault_says_in_the_apis_place_carries_its_headers_and_a_page_does_not() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    app.emulator.fault(Fault::slow_down(403).times(1));
    let slow = app.get("/user", &tokens).await?;
    assert!(slow.status() == 403 && header(&slow, "retry-after").is_none());
    assert!(header(&slow, "x-github-request-id").is_some());
    app.emulator.fault(Fault::html(404).times(1));
    let page = app.get("/user", &tokens).await?;
    assert!(page.status() == 404 && header(&page, "x-github-request-id").is_none());
    app.emulator.fault(Fault::header("x-github-sso", "partial-results; organizations=1").times(1));
    let partial = app.get("/user/repos", &tokens).await?;
    assert!(partial.status() == 200 && header(&partial, "x-github-sso").is_some());
    Ok(())
}

#[tokio::test]
async fn an_answer_is_patched_in_its_json_its_headers_and_its_status() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    app.emulator.fault(Fault::patch(json!({ "suspended_at": "2026-01-01T00:00:00Z", "bio": null })).times(1));
    let user = app.json("/user", &tokens).await?;
    assert_eq!((&user["login"], &user["suspended_at"]), (&json!("octocat"), &json!("2026-01-01T00:00:00Z")));
    assert!(user.get("bio").is_none(), "{user}");
    app.emulator.fault(Fault::patch_at("/0/full_name", json!("odd")).times(1));
    let repositories = app.json("/user/repos?per_page=2", &tokens).await?;
    assert!(repositories[0]["full_name"] == "odd" && repositories[1]["full_name"] != "odd", "{repositories}");
    let patch = json!({
        "kind": "patch", "times": 1, "path": "/api/v3/user",
        "status": 403, "headers": {"x-accepted-oauth-scopes": "read:org"}, "json": {"message": "no"}
    });
    app.emulator.fault(serde_json::from_value(patch)?);
    let refused = app.get("/user", &tokens).await?;
    assert_eq!((refused.status().as_u16(), header(&refused, "x-accepted-oauth-scopes")), (403, Some("read:org")));
    let length = header(&refused, "content-length").map(str::to_owned);
    let body = refused.bytes().await?;
    assert!(length.is_none_or(|length| length == body.len().to_string()));
    Ok(())
}
