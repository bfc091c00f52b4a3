use github_emulator::{CLIENT_ID, Emulator, Iss, Options};
use url::Url;

use crate::harness::{App, CALLBACK, Outcome, challenge, header, location, parameter};

fn issuers(callback: &Url) -> Vec<String> {
    let pairs = callback.query_pairs().filter(|(name, _)| name == "iss");
    pairs.map(|(_, value)| value.into_owned()).collect()
}

#[tokio::test]
async fn the_issuer_is_there_missing_wrong_or_doubled_as_set() -> Outcome {
    let app = App::start().await?;
    let own = format!("{}/login/oauth", app.emulator.web_url());
    let own = own.as_str();
    for (iss, expected) in [
        (Iss::On, vec![own]),
        (Iss::Off, vec![]),
        (Iss::Wrong, vec!["https://github.example/login/oauth"]),
        (Iss::Doubled, vec![own, own]),
    ] {
        app.emulator.set(|settings| settings.iss = iss);
        assert_eq!(issuers(&app.authorize("octocat", &[]).await?), expected);
    }
    Ok(())
}

#[tokio::test]
async fn cancel_comes_back_as_access_denied_with_state_and_issuer() -> Outcome {
    let app = App::start().await?;
    let response = app.decide(&[("account", "octocat"), ("decision", "cancel")]).await?;
    let sent = header(&response, "location").unwrap_or_default().to_owned();
    assert!(sent.contains("error_description=The+user+has+denied+your+application+access."));
    let callback = location(&response)?;
    assert_eq!(parameter(&callback, "error").as_deref(), Some("access_denied"));
    assert_eq!(parameter(&callback, "state").as_deref(), Some("a state"));
    assert_eq!(issuers(&callback), [format!("{}/login/oauth", app.emulator.web_url())]);
    assert_eq!(parameter(&callback, "code"), None);
    Ok(())
}

#[tokio::test]
async fn a_mismatch_goes_to_the_registered_callback_and_not_to_the_one_that_was_sent() -> Outcome {
    let app = App::start().await?;
    let challenge = challenge();
    let query = App::request(&challenge, &[("redirect_uri", "https://evil.example/auth/github/callback")]);
    let address = Url::parse_with_params(&app.web("/login/oauth/authorize"), query)?;
    let callback = location(&app.http.get(address).send().await?)?;
    assert_eq!(callback.host_str(), Some("127.0.0.1"));
    assert_eq!(parameter(&callback, "error").as_deref(), Some("redirect_uri_mismatch"));
    assert_eq!(parameter(&callback, "state").as_deref(), Some("a state"));
    Ok(())
}

#[tokio::test]
async fn a_loopback_callback_may_have_any_port() -> Outcome {
    let app = App::start().await?;
    for port in [1, 3000, 65535] {
        let redirect_uri = format!("http://127.0.0.1:{port}/auth/github/callback");
        let callback = app.authorize("octocat", &[("redirect_uri", &redirect_uri)]).await?;
        assert_eq!(callback.port(), Some(port));
        assert!(parameter(&callback, "code").is_some());
    }
    Ok(())
}

#[tokio::test]
async fn the_query_a_callback_has_is_kept() -> Outcome {
    let with_query = format!("{CALLBACK}?from=github");
    let options = Options { callbacks: vec![with_query.clone()], ..Options::default() };
    let mut app = App::start().await?;
    app.emulator = Emulator::start_with(options).await?;
    let callback = app.authorize("octocat", &[("redirect_uri", &with_query)]).await?;
    assert_eq!(parameter(&callback, "from").as_deref(), Some("github"));
    assert!(parameter(&callback, "code").is_some());
    Ok(())
}

#[tokio::test]
async fn an_unknown_client_is_not_found_and_half_a_challenge_is_refused() -> Outcome {
    let app = App::start().await?;
    let challenge = challenge();
    for (changes, status) in [
        ([("client_id", "somebody"), ("login", "")], 404),
        ([("code_challenge_method", "plain"), ("login", "")], 400),
        ([("code_challenge_method", ""), ("login", "")], 400),
        ([("code_challenge", ""), ("login", "")], 400),
        ([("code_challenge", "short"), ("login", "")], 400),
    ] {
        let query = App::request(&challenge, &changes);
        let address = Url::parse_with_params(&app.web("/login/oauth/authorize"), query)?;
        let response = app.http.get(address).send().await?;
        assert_eq!(response.status().as_u16(), status, "{changes:?}");
        assert!(response.text().await?.contains("This is not GitHub"));
    }
    let without = app.authorize("octocat", &[("code_challenge", ""), ("code_challenge_method", "")]).await?;
    assert!(parameter(&without, "code").is_some(), "PKCE is optional at GitHub ({CLIENT_ID})");
    Ok(())
}
