use std::net::SocketAddr;

use reqwest::{Client, Method, RequestBuilder, redirect::Policy};
use tokio::task::JoinHandle;
use url::Url;

use super::{Page, jar::Jar};

/// One browser: a cookie jar, and no redirect is followed unseen.
pub struct Browser {
    pub jar: Jar,
    client: Client,
    url: String,
    origin: String,
    seen: Vec<Page>,
    /// The mark of the page whose forms are sent; see [`Browser::lineage`].
    page_of: Option<String>,
}

impl Browser {
    pub fn new(url: &str, origin: &str) -> Self {
        let client = Client::builder().redirect(Policy::none()).build().expect("a client");
        let (url, origin) = (url.to_owned(), origin.to_owned());
        Self { jar: Jar::default(), client, url, origin, seen: Vec::new(), page_of: None }
    }

    /// Another browser with a copy of this one's cookies: a thief, or a restored backup.
    pub fn copy(&self) -> Self {
        Self { jar: self.jar.clone(), page_of: self.page_of.clone(), ..Self::new(&self.url, &self.origin) }
    }

    /// The same way to the server, and an empty jar.
    pub fn without_cookies(&self) -> Self {
        Self::new(&self.url, &self.origin)
    }

    /// A copy whose requests arrive at another instance.
    pub fn at(&self, url: &str) -> Self {
        Self { jar: self.jar.clone(), page_of: self.page_of.clone(), ..Self::new(url, &self.origin) }
    }

    /// The same browser, calling itself `agent`.
    pub fn called(self, agent: &str) -> Self {
        let client = Client::builder().redirect(Policy::none()).user_agent(agent).build().expect("a client");
        Self { client, ..self }
    }

    /// The same browser, on a machine that trusts `certificate` (PEM), too.
    pub fn trusting(self, certificate: &[u8]) -> Self {
        let certificate = reqwest::Certificate::from_pem(certificate).expect("a certificate");
        let client = Client::builder().redirect(Policy::none()).tls_certs_merge([certificate]);
        Self { client: client.build().expect("a client"), ..self }
    }

    /// The same browser, for which `host` is at `address`, on a machine that trusts `authority` (PEM), too.
    pub fn reaching(self, host: &str, address: SocketAddr, authority: &str) -> Self {
        let authority = reqwest::Certificate::from_pem(authority.as_bytes()).expect("a certificate");
        let client = Client::builder().redirect(Policy::none()).resolve(host, address).tls_certs_merge([authority]);
        Self { client: client.build().expect("a client"), ..self }
    }

    /// A request with this browser's cookies, and nothing else that a browser would add.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let authority = self.origin.split_once("://").expect("an origin").1;
        let request = self.client.request(method, format!("{}{path}", self.url)).header("host", authority);
        if self.jar.0.is_empty() { request } else { request.header("cookie", self.jar.header()) }
    }

    /// Sends `request` and keeps its cookies.
    pub async fn send(&mut self, request: RequestBuilder) -> Page {
        let page = Page::read(request.send().await.expect("an answer")).await;
        self.jar.take_from(&page.headers);
        self.page_of = page.lineage().or(self.page_of.take());
        self.seen.push(page.clone());
        page
    }

    /// Opens a page. The export is a form, whose fields are in its address.
    pub async fn get(&mut self, path: &str) -> Page {
        if path.starts_with("/settings/export.json") && !path.contains("lineage=") {
            let (lineage, begun) = (self.lineage().await, if path.contains('?') { '&' } else { '?' });
            return self.open(&format!("{path}{begun}lineage={lineage}")).await;
        }
        self.open(path).await
    }

    async fn open(&mut self, path: &str) -> Page {
        let request = self.request(Method::GET, path).header("accept", "text/html").header("sec-fetch-site", "none");
        self.send(request).await
    }

    /// Opens a page in another tab, while this one goes on.
    pub fn open_in_background(&self, path: &str) -> JoinHandle<Page> {
        let (mut tab, path) = (self.copy(), path.to_owned());
        tokio::spawn(async move { tab.get(&path).await })
    }

    /// What the forms of a page carry that is open in this browser: that of the last one, else of one opened for it.
    pub async fn lineage(&mut self) -> String {
        if self.page_of.is_none() && self.session().is_some() {
            let page = self.request(Method::GET, "/settings").header("accept", "text/html").send().await;
            self.page_of = Page::read(page.expect("an answer")).await.lineage();
        }
        self.page_of.clone().unwrap_or_default()
    }

    /// Sends a form of our own page.
    pub async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Page {
        let lineage = self.lineage().await;
        let form: Vec<_> = form.iter().copied().chain([("lineage", lineage.as_str())]).collect();
        self.post_as_it_is(path, &form).await
    }

    /// Sends a form with these fields and no others.
    pub async fn post_as_it_is(&mut self, path: &str, form: &[(&str, &str)]) -> Page {
        let request = self.request(Method::POST, path).header("accept", "text/html");
        let request = request.header("origin", &self.origin).header("sec-fetch-site", "same-origin");
        self.send(request.form(form)).await
    }

    /// Calls a server function, as a script of our own page would.
    pub async fn call(&mut self, function: &str, form: &[(&str, &str)]) -> Page {
        let request = self.request(Method::POST, &format!("/api/{function}")).header("accept", "application/json");
        self.send(request.header("sec-fetch-site", "same-origin").form(form)).await
    }

    /// Presses "Sign in with GitHub"; gives the address at GitHub.
    pub async fn begin(&mut self, return_to: &str) -> Url {
        let page = self.post("/auth/github", &[("return_to", return_to)]).await;
        assert!(page.is_departure(), "{page:?}");
        page.location().parse().expect("an address")
    }

    /// Chooses `account` at GitHub and presses Authorize; gives the path GitHub sends the browser back to.
    pub async fn authorize(&self, address: &Url, account: &str) -> String {
        self.decide(address, &[("account", account), ("decision", "authorize")]).await
    }

    /// Presses Cancel at GitHub.
    pub async fn cancel(&self, address: &Url) -> String {
        self.decide(address, &[("decision", "cancel")]).await
    }

    async fn decide(&self, address: &Url, decision: &[(&str, &str)]) -> String {
        let mut form: Vec<(String, String)> = address.query_pairs().into_owned().collect();
        form.extend(decision.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let at = address.join("/login/oauth/authorize").expect("an address");
        let answer = self.client.post(at).form(&form).send().await.expect("GitHub answers");
        let back = answer.headers().get("location").expect("GitHub sends the browser back").to_str().expect("ASCII");
        let back: Url = back.parse().expect("an address");
        format!("{}?{}", back.path(), back.query().unwrap_or_default())
    }

    /// Presses "Sign in with GitHub" and, there, Authorize; gives the path GitHub sends the browser back to.
    pub async fn go_to_github(&mut self, return_to: &str, account: &str) -> String {
        let address = self.begin(return_to).await;
        self.authorize(&address, account).await
    }

    /// Comes back from GitHub.
    pub async fn come_back(&mut self, path: &str) -> Page {
        let request =
            self.request(Method::GET, path).header("accept", "text/html").header("sec-fetch-site", "cross-site");
        self.page_of = None;
        self.send(request).await
    }

    /// The whole way, ending with the answer to the callback.
    pub async fn sign_in(&mut self, account: &str) -> Page {
        let back = self.go_to_github("", account).await;
        self.come_back(&back).await
    }

    pub async fn sign_out(&mut self) -> Page {
        self.post("/auth/sign-out", &[]).await
    }

    /// The session cookie's value.
    pub fn session(&self) -> Option<&str> {
        self.jar.0.iter().find(|(name, _)| name.ends_with("session")).map(|(_, value)| value.as_str())
    }

    /// Everything this browser was ever sent.
    pub fn seen(&self) -> &[Page] {
        &self.seen
    }
}
