use github_emulator::{CLIENT_ID, Emulator, Options};
use url::Url;

use crate::harness::{App, Outcome, challenge, header};

#[tokio::test]
async fn every_page_says_that_it_is_not_github() -> Outcome {
    let app = App::start().await?;
    let review = format!("/settings/connections/applications/{CLIENT_ID}");
    for path in ["/", &review, "/settings/connections/applications/other", "/login/oauth/authorize"] {
        let response = app.http.get(app.web(path)).send().await?;
        assert_eq!(header(&response, "content-type"), Some("text/html; charset=utf-8"));
        assert!(response.text().await?.contains("This is not GitHub"), "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn the_authorise_page_offers_every_account_and_escapes_their_names() -> Outcome {
    let app = App::start().await?;
    let challenge = challenge();
    let query = App::request(&challenge, &[("login", "many"), ("state", "\"><script>alert(1)</script>")]);
    let address = Url::parse_with_params(&app.web("/login/oauth/authorize"), query)?;
    let page = app.http.get(address).send().await?.text().await?;
    assert_eq!(page.matches(r#"type="radio""#).count(), 6);
    assert!(page.contains(r#"value="many" required checked"#));
    assert!(page.contains("<code>read:user</code>"));
    assert!(!page.contains("<script"));
    Ok(())
}

#[tokio::test]
async fn another_host_name_is_not_answered() -> Outcome {
    let app = App::start().await?;
    for (host, status) in [("evil.example", 421), ("localhost.evil.example:4010", 421), ("127.0.0.1:4010", 200)] {
        let response = app.http.get(app.web("/_control/secrets")).header("host", host).send().await?;
        assert_eq!(response.status().as_u16(), status, "{host}");
    }
    Ok(())
}

#[tokio::test]
async fn a_taken_port_is_an_error() -> Outcome {
    let first = App::start().await?;
    let port = Url::parse(&first.emulator.web_url())?.port().unwrap_or_default();
    let options = Options { port, ..Options::default() };
    assert!(Emulator::start_with(options).await.is_err());
    Ok(())
}
