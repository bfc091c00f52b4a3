use std::time::Duration;

use github_emulator::{CLIENT_ID, CLIENT_SECRET};
use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::harness::{App, Outcome, text};

async fn call(app: &App, method: Method, what: &str, tokens: &Value) -> Outcome<Response> {
    let address = app.api(&format!("/applications/{CLIENT_ID}/{what}"));
    let request = app.http.request(method, address).basic_auth(CLIENT_ID, Some(CLIENT_SECRET));
    Ok(request.json(&json!({ "access_token": text(tokens, "access_token") })).send().await?)
}

#[tokio::test]
async fn checking_a_token_tells_whose_it_is_and_does_not_use_it() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    let answer: Value = call(&app, Method::POST, "token", &tokens).await?.json().await?;
    assert_eq!(answer["user"]["login"], "octocat");
    assert_eq!(answer["token"], tokens["access_token"]);
    assert_eq!(answer["scopes"], json!(["read:user"]));
    assert_eq!(app.emulator.tokens()[0].uses, 0);
    Ok(())
}

#[tokio::test]
async fn a_deleted_token_is_gone_and_takes_its_refresh_token_along() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    assert_eq!(call(&app, Method::DELETE, "token", &tokens).await?.status(), 204);
    assert_eq!(call(&app, Method::DELETE, "token", &tokens).await?.status(), 422);
    assert_eq!(call(&app, Method::POST, "token", &tokens).await?.status(), 404);
    assert_eq!(app.status("/user", &tokens).await?, 401);
    assert_eq!(app.refresh(&tokens).await?["error"], "bad_refresh_token");
    Ok(())
}

#[tokio::test]
async fn by_setting_a_deleted_token_leaves_its_refresh_token_alive() -> Outcome {
    let app = App::start().await?;
    app.emulator.set(|settings| settings.delete_keeps_refresh = true);
    let tokens = app.sign_in("octocat", "read:user").await?;
    assert_eq!(call(&app, Method::DELETE, "token", &tokens).await?.status(), 204);
    assert_eq!(app.status("/user", &tokens).await?, 401);
    assert!(app.refresh(&tokens).await?["access_token"].is_string());
    Ok(())
}

#[tokio::test]
async fn an_expired_token_is_unknown_to_check_and_delete() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    app.emulator.advance(Duration::from_secs(28_801));
    assert_eq!(call(&app, Method::POST, "token", &tokens).await?.status(), 404);
    assert_eq!(call(&app, Method::DELETE, "token", &tokens).await?.status(), 422);
    Ok(())
}

#[tokio::test]
async fn a_reset_gives_another_token_for_the_same_user() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    let answer: Value = call(&app, Method::PATCH, "token", &tokens).await?.json().await?;
    assert_eq!(app.status("/user", &tokens).await?, 401);
    let new = json!({ "access_token": answer["token"] });
    assert_eq!(app.json("/user", &new).await?["login"], "octocat");
    Ok(())
}

#[tokio::test]
async fn deleting_the_grant_ends_every_device_of_that_user_alone() -> Outcome {
    let app = App::start().await?;
    let (phone, desk) = (app.sign_in("octocat", "read:user").await?, app.sign_in("octocat", "read:org").await?);
    let other = app.sign_in("many", "read:user").await?;
    assert_eq!(call(&app, Method::DELETE, "grant", &phone).await?.status(), 204);
    assert_eq!(app.status("/user", &desk).await?, 401);
    assert_eq!(app.status("/user", &other).await?, 200);
    assert_eq!(call(&app, Method::DELETE, "grant", &phone).await?.status(), 422);
    Ok(())
}

#[tokio::test]
async fn a_wrong_client_secret_checks_nothing() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    let address = app.api(&format!("/applications/{CLIENT_ID}/token"));
    let request = app.http.post(address).basic_auth(CLIENT_ID, Some("wrong")).json(&tokens);
    assert_eq!(request.send().await?.status(), 401);
    Ok(())
}
