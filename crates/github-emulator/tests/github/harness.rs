//! An application with one callback, and a browser that follows no redirects.

use std::error::Error;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use github_emulator::{CLIENT_ID, CLIENT_SECRET, Emulator};
use reqwest::{Client, Response, redirect};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use url::Url;

pub type Outcome<T = ()> = Result<T, Box<dyn Error>>;

pub const CALLBACK: &str = "http://127.0.0.1:3000/auth/github/callback";
pub const VERIFIER: &str = "a-verifier-of-at-least-forty-three-characters-length";

pub struct App {
    pub emulator: Emulator,
    pub http: Client,
}

impl App {
    pub async fn start() -> Outcome<Self> {
        // A second test of the same process finds it installed already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let emulator = Emulator::start().await?;
        let client = Client::builder().redirect(redirect::Policy::none()).user_agent("gatehouse-test");
        Ok(Self { emulator, http: client.build()? })
    }

    pub fn web(&self, path: &str) -> String {
        format!("{}{path}", self.emulator.web_url())
    }

    pub fn api(&self, path: &str) -> String {
        format!("{}{path}", self.emulator.api_url())
    }

    /// The parameters of a usual request, with some of them replaced, added or (`""`) taken away.
    pub fn request<'a>(challenge: &'a str, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
        let usual = [
            ("client_id", CLIENT_ID),
            ("redirect_uri", CALLBACK),
            ("state", "a state"),
            ("scope", "read:user"),
            ("code_challenge", challenge),
            ("code_challenge_method", "S256"),
        ];
        let kept = usual.into_iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
        kept.chain(changes.iter().copied()).filter(|(_, value)| !value.is_empty()).collect()
    }

    /// Presses a button of the authorise page.
    pub async fn decide(&self, changes: &[(&str, &str)]) -> Outcome<Response> {
        let challenge = challenge();
        let form = Self::request(&challenge, changes);
        Ok(self.http.post(self.web("/login/oauth/authorize")).form(&form).send().await?)
    }

    /// The callback's address after "Authorize".
    pub async fn authorize(&self, login: &str, changes: &[(&str, &str)]) -> Outcome<Url> {
        let fields = [&[("account", login), ("decision", "authorize")], changes].concat();
        location(&self.decide(&fields).await?)
    }

    pub async fn code(&self, login: &str, scope: &str) -> Outcome<String> {
        let callback = self.authorize(login, &[("scope", scope)]).await?;
        parameter(&callback, "code").ok_or_else(|| "no code".into())
    }

    /// The token endpoint's answer, as JSON.
    pub async fn token(&self, parameters: &[(&str, &str)]) -> Outcome<Value> {
        let credentials = [("client_id", CLIENT_ID), ("client_secret", CLIENT_SECRET)];
        let form = [&credentials, parameters].concat();
        let request = self.http.post(self.web("/login/oauth/access_token")).form(&form);
        let response = request.header("accept", "application/json").send().await?;
        assert_eq!(response.status(), 200, "the token endpoint answers 200 to everything");
        Ok(response.json().await?)
    }

    pub async fn exchange(&self, code: &str) -> Outcome<Value> {
        let parameters = [("code", code), ("redirect_uri", CALLBACK), ("code_verifier", VERIFIER)];
        self.token(&parameters).await
    }

    pub async fn refresh(&self, tokens: &Value) -> Outcome<Value> {
        let refresh_token = text(tokens, "refresh_token");
        let parameters = [("grant_type", "refresh_token"), ("refresh_token", refresh_token)];
        self.token(&parameters).await
    }

    pub async fn sign_in(&self, login: &str, scope: &str) -> Outcome<Value> {
        let code = self.code(login, scope).await?;
        let tokens = self.exchange(&code).await?;
        assert!(tokens["access_token"].is_string(), "{tokens}");
        Ok(tokens)
    }

    pub async fn get(&self, path: &str, tokens: &Value) -> Outcome<Response> {
        let request = self.http.get(self.api(path)).bearer_auth(text(tokens, "access_token"));
        Ok(request.send().await?)
    }

    /// Asks as `get` does, and names what it accepts or already has.
    pub async fn get_with(&self, path: &str, tokens: &Value, header: (&str, &str)) -> Outcome<Response> {
        let request = self.http.get(self.api(path)).bearer_auth(text(tokens, "access_token"));
        Ok(request.header(header.0, header.1).send().await?)
    }

    pub async fn graphql(&self, query: &str, variables: Value, tokens: &Value) -> Outcome<Value> {
        let request = self.http.post(self.api("/graphql")).bearer_auth(text(tokens, "access_token"));
        let response = request.json(&json!({ "query": query, "variables": variables })).send().await?;
        assert_eq!(response.status(), 200, "errors of a query come with 200");
        Ok(response.json().await?)
    }

    pub async fn status(&self, path: &str, tokens: &Value) -> Outcome<u16> {
        Ok(self.get(path, tokens).await?.status().as_u16())
    }

    pub async fn json(&self, path: &str, tokens: &Value) -> Outcome<Value> {
        Ok(self.get(path, tokens).await?.json().await?)
    }
}

pub fn challenge() -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER))
}

pub fn location(response: &Response) -> Outcome<Url> {
    assert_eq!(response.status(), 302, "GitHub redirects with 302");
    Ok(Url::parse(header(response, "location").unwrap_or_default())?)
}

pub fn header<'a>(response: &'a Response, name: &str) -> Option<&'a str> {
    response.headers().get(name)?.to_str().ok()
}

/// The address a `Link` header gives for a relation.
pub fn link(response: &Response, relation: &str) -> Option<String> {
    let links = header(response, "link")?.split(", ");
    let found = links.filter_map(|link| link.split_once("; rel=")).find(|(_, name)| name.trim_matches('"') == relation);
    Some(found?.0.trim_matches(['<', '>']).to_owned())
}

pub fn parameter(url: &Url, name: &str) -> Option<String> {
    let found = url.query_pairs().find(|(key, _)| key == name)?;
    Some(found.1.into_owned())
}

pub fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

pub fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}
