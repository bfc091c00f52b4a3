use std::time::Duration;

use github_emulator::TokenLife;
use serde_json::json;

use crate::harness::{App, CALLBACK, Outcome, VERIFIER, location, parameter, text};

#[tokio::test]
async fn a_code_with_its_verifier_becomes_a_token_that_opens_the_api() -> Outcome {
    let app = App::start().await?;
    let callback = app.authorize("octocat", &[]).await?;
    assert!(callback.as_str().starts_with(CALLBACK));
    assert_eq!(parameter(&callback, "state").as_deref(), Some("a state"));
    let code = parameter(&callback, "code").unwrap_or_default();
    let tokens = app.exchange(&code).await?;
    assert_eq!(tokens["token_type"], "bearer");
    assert_eq!(app.json("/user", &tokens).await?["login"], "octocat");
    Ok(())
}

#[tokio::test]
async fn a_wrong_or_missing_verifier_gets_no_token_and_burns_the_code() -> Outcome {
    let app = App::start().await?;
    for wrong in ["another-verifier-of-forty-three-characters-x", ""] {
        let code = app.code("octocat", "read:user").await?;
        let answer = app.token(&[("code", &code), ("code_verifier", wrong)]).await?;
        assert_eq!(answer["error"], "bad_verification_code");
        let second_try = app.exchange(&code).await?;
        assert_eq!(second_try["error"], "bad_verification_code");
    }
    Ok(())
}

#[tokio::test]
async fn a_code_works_once_and_for_ten_minutes() -> Outcome {
    let app = App::start().await?;
    let code = app.code("octocat", "read:user").await?;
    assert!(app.exchange(&code).await?["access_token"].is_string());
    assert_eq!(app.exchange(&code).await?["error"], "bad_verification_code");

    let late = app.code("octocat", "read:user").await?;
    app.emulator.advance(Duration::from_secs(601));
    assert_eq!(app.exchange(&late).await?["error"], "bad_verification_code");
    Ok(())
}

#[tokio::test]
async fn an_exchange_for_another_callback_is_a_mismatch() -> Outcome {
    let app = App::start().await?;
    let code = app.code("octocat", "read:user").await?;
    let elsewhere = "http://127.0.0.1:3001/auth/github/callback";
    let parameters = [("code", code.as_str()), ("redirect_uri", elsewhere), ("code_verifier", VERIFIER)];
    assert_eq!(app.token(&parameters).await?["error"], "redirect_uri_mismatch");
    Ok(())
}

#[tokio::test]
async fn wrong_client_credentials_are_named_before_anything_else() -> Outcome {
    let app = App::start().await?;
    let code = app.code("octocat", "read:user").await?;
    let form = [("client_id", "gatehouse-emulator"), ("client_secret", "wrong"), ("code", code.as_str())];
    let response = app.http.post(app.web("/login/oauth/access_token")).form(&form).send().await?;
    assert_eq!(response.status(), 200);
    assert!(response.text().await?.starts_with("error=incorrect_client_credentials&"));
    assert!(app.exchange(&code).await?["access_token"].is_string(), "the code is still good");
    Ok(())
}

#[tokio::test]
async fn an_unverified_address_and_an_unknown_grant_type_have_errors_of_their_own() -> Outcome {
    let app = App::start().await?;
    let code = app.code("unverified", "read:user").await?;
    assert_eq!(app.exchange(&code).await?["error"], "unverified_user_email");
    let answer = app.token(&[("grant_type", "password")]).await?;
    assert_eq!(answer["error"], "unsupported_grant_type");
    Ok(())
}

#[tokio::test]
async fn without_accept_the_answer_is_form_encoded() -> Outcome {
    let app = App::start().await?;
    app.emulator.set(|settings| settings.tokens = TokenLife::Lasting);
    let code = app.code("octocat", "read:user user:email").await?;
    let form = [("code", code.as_str()), ("code_verifier", VERIFIER)];
    let request = app.http.post(app.web("/login/oauth/access_token")).form(&form);
    let request = request.basic_auth(github_emulator::CLIENT_ID, Some(github_emulator::CLIENT_SECRET));
    let body = request.send().await?.text().await?;
    assert!(body.starts_with("access_token=gho_"), "{body}");
    assert!(body.ends_with("&scope=read%3Auser%2Cuser%3Aemail&token_type=bearer"), "{body}");
    Ok(())
}

#[tokio::test]
async fn a_json_body_is_taken_too() -> Outcome {
    let app = App::start().await?;
    let code = app.code("octocat", "read:user").await?;
    let body = json!({
        "client_id": github_emulator::CLIENT_ID, "client_secret": github_emulator::CLIENT_SECRET,
        "code": code, "code_verifier": VERIFIER,
    });
    let request = app.http.post(app.web("/login/oauth/access_token")).json(&body);
    let answer: serde_json::Value = request.header("accept", "application/json").send().await?.json().await?;
    assert!(text(&answer, "access_token").starts_with("gho_"));
    Ok(())
}

#[tokio::test]
async fn a_user_can_grant_fewer_scopes_than_asked() -> Outcome {
    let app = App::start().await?;
    app.emulator.set(|settings| settings.grant_scopes = Some("read:user".to_owned()));
    let tokens = app.sign_in("octocat", "read:user read:org").await?;
    assert_eq!(tokens["scope"], "read:user");
    assert_eq!(app.status("/user/orgs", &tokens).await?, 403);
    Ok(())
}

#[tokio::test]
async fn a_request_without_scopes_yields_all_that_was_granted_before() -> Outcome {
    let app = App::start().await?;
    app.sign_in("octocat", "read:user").await?;
    app.sign_in("octocat", "read:org").await?;
    let tokens = app.sign_in("octocat", "").await?;
    assert_eq!(tokens["scope"], "read:org,read:user");
    Ok(())
}

#[tokio::test]
async fn an_identity_provider_stands_on_another_origin_and_leads_back() -> Outcome {
    let app = App::start().await?;
    app.emulator.set(|settings| settings.identity_provider = true);
    let asked = app.web("/login/oauth/authorize?client_id=gatehouse-emulator&state=a");
    let away = location(&app.http.get(&asked).send().await?)?;
    assert_eq!((away.host_str(), away.path()), (Some("127.0.0.1"), "/identity-provider"));
    let back = location(&app.http.get(away).send().await?)?;
    assert!(back.as_str().starts_with(&asked), "{back}");
    assert_eq!(app.http.get(back).send().await?.status(), 200);

    let elsewhere = "http://127.0.0.1/identity-provider?return_to=https://elsewhere.example/";
    let elsewhere = elsewhere.replace("http://127.0.0.1", &app.emulator.web_url());
    assert_eq!(app.http.get(elsewhere).send().await?.status(), 400);
    Ok(())
}
