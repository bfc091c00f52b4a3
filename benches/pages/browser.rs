//! A browser with one connection to the server.

use std::time::{Duration, Instant};

use gatehouse_model::CacheUsage;
use reqwest::{Client, RequestBuilder, Response, redirect::Policy};
use url::Url;

use crate::jar::Jar;

/// The emulator's account with the longest lists: 2,000 repositories, 300 events, 250 stars.
const ACCOUNT: &str = "many";

/// What Chromium sends.
const ENCODINGS: &str = "gzip, deflate, br, zstd";

const FORM: [(&str, &str); 0] = [];

pub struct Browser {
    client: Client,
    url: String,
    jar: Jar,
}

impl Browser {
    /// Signs [`ACCOUNT`] in.
    pub async fn sign_in(url: &str) -> Self {
        let client = Client::builder().redirect(Policy::none()).pool_max_idle_per_host(1).build().expect("a client");
        let mut browser = Self { client, url: url.to_owned(), jar: Jar::default() };
        let page = browser.post("/auth/github", "text/html").await.text().await.expect("a body in UTF-8");
        let address = page.split(r#"content="0;url="#).nth(1).and_then(|rest| rest.split('"').next());
        let address = address.expect("the page goes on to GitHub").replace("&amp;", "&");
        let back = browser.authorize(&address.parse().expect("GitHub's address")).await;
        let request = browser.client.get(back).header("accept", "text/html").header("sec-fetch-site", "cross-site");
        assert_eq!(location(&browser.send(request).await), "/profile", "nobody signed in");
        browser
    }

    /// Another connection with this browser's cookies.
    pub fn copy(&self) -> Self {
        let client = Client::builder().redirect(Policy::none()).pool_max_idle_per_host(1).build().expect("a client");
        Self { client, url: self.url.clone(), jar: self.jar.clone() }
    }

    pub async fn sign_out(mut self) {
        let form = [("lineage", self.lineage().await)];
        assert_eq!(location(&self.post_form("/auth/sign-out", "text/html", &form).await), "/");
    }

    /// The mark that the forms of this browser's pages carry.
    pub async fn lineage(&mut self) -> String {
        let (_, page) = self.read("/settings").await;
        let mark = page.split("data-lineage=\"").nth(1).and_then(|rest| rest.split('"').next());
        mark.expect("a signed-in page carries one").to_owned()
    }

    /// Asks for other scopes, and gives the answer's status. The way to GitHub is not gone.
    pub async fn ask_for_scopes(&mut self, lineage: &str, from: &str) -> u16 {
        let form = [("organizations", "no"), ("lineage", lineage)];
        let request = self.client.post(format!("{}/settings/scopes", self.url)).header("x-forwarded-for", from);
        let request = request.header("cookie", self.jar.header()).header("sec-fetch-site", "same-origin");
        request.form(&form).send().await.expect("an answer").status().as_u16()
    }

    /// The whole body as text, and how long it took. It is not compressed, so that it can be looked at.
    pub async fn read(&mut self, path: &str) -> (Duration, String) {
        let began = Instant::now();
        let response = self.get(path, "identity").await;
        let body = response.text().await.expect("a body in UTF-8");
        (began.elapsed(), body)
    }

    /// The body in this encoding.
    pub async fn body(&mut self, path: &str, encoding: &str) -> Vec<u8> {
        self.get(path, encoding).await.bytes().await.expect("a body").to_vec()
    }

    /// The value of the header `Cookie`.
    pub fn cookies(&self) -> String {
        self.jar.header()
    }

    /// How long the whole body takes, compressed as for any browser.
    pub async fn load(&mut self, path: &str) -> Duration {
        let began = Instant::now();
        let response = self.get(path, ENCODINGS).await;
        let body = response.bytes().await.expect("a body");
        let took = began.elapsed();
        assert!(!body.is_empty(), "{path} is empty");
        took
    }

    /// What the server caches for this session, as `/inside` shows it.
    pub async fn cached(&mut self) -> CacheUsage {
        let response = self.post("/api/cache_usage", "application/json").await;
        assert_eq!(response.status(), 200);
        response.json().await.expect("two numbers")
    }

    /// Presses Authorize at GitHub; gives the address GitHub sends the browser back to.
    async fn authorize(&self, address: &Url) -> String {
        let mut form: Vec<(String, String)> = address.query_pairs().into_owned().collect();
        let decision = [("account", ACCOUNT), ("decision", "authorize")];
        form.extend(decision.map(|(name, value)| (name.to_owned(), value.to_owned())));
        let at = address.join("/login/oauth/authorize").expect("an address");
        location(&self.client.post(at).form(&form).send().await.expect("GitHub answers"))
    }

    async fn get(&mut self, path: &str, encodings: &str) -> Response {
        let request = self.client.get(format!("{}{path}", self.url)).header("accept", "text/html");
        let request = request.header("accept-encoding", encodings).header("sec-fetch-site", "none");
        let response = self.send(request).await;
        assert_eq!(response.status(), 200, "{path}");
        response
    }

    /// Sends an empty form of our own page.
    async fn post(&mut self, path: &str, accept: &str) -> Response {
        self.post_form(path, accept, &FORM).await
    }

    async fn post_form<T: serde::Serialize + ?Sized>(&mut self, path: &str, accept: &str, form: &T) -> Response {
        let request = self.client.post(format!("{}{path}", self.url)).header("accept", accept);
        self.send(request.header("sec-fetch-site", "same-origin").form(form)).await
    }

    async fn send(&mut self, request: RequestBuilder) -> Response {
        let request = if self.jar.0.is_empty() { request } else { request.header("cookie", self.jar.header()) };
        let response = request.send().await.expect("an answer");
        self.jar.take_from(response.headers());
        response
    }
}

/// Where the answer sends the browser.
fn location(response: &Response) -> String {
    let location = response.headers().get("location").expect("the answer sends the browser on");
    location.to_str().expect("addresses are ASCII").to_owned()
}
