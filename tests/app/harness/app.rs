use std::{net::SocketAddr, time::Duration};

use base64::{Engine, engine::general_purpose::STANDARD};
use gatehouse::web::{PAGES, WebState, serve};
use gatehouse_core::{
    background,
    clock::Clock,
    config::{Config, Source},
    crypto::random_bytes,
    install_tls, session,
    state::CoreState,
};
use github_emulator::{CLIENT_ID, CLIENT_SECRET, Emulator};
use leptos::config::LeptosOptions;
use tokio::net::TcpListener;

use super::{Browser, Page, log};

/// One Gatehouse and one GitHub, both of this test's own.
pub struct TestApp {
    pub emulator: Emulator,
    pub state: CoreState,
    /// What serves pages with it.
    pub web: WebState,
    pub url: String,
    pub folder: tempfile::TempDir,
    /// The sealing key, in base64.
    pub key: String,
    clock: Clock,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    server: tokio::task::JoinHandle<()>,
}

impl TestApp {
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// Starts with a configuration that `change` has had its way with.
    pub async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        Self::start_at(listener, &format!("http://{address}"), change, false).await
    }

    /// Starts as a production instance behind a TLS proxy would: people see `https`, the process listens on loopback.
    pub async fn start_as_production() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        Self::start_at(listener, &format!("https://127.0.0.1:{port}"), |_| {}, false).await
    }

    /// Starts behind a proxy that serves `public_url`, with a configuration that `change` has had its way with.
    pub async fn start_behind(public_url: &str, change: impl FnOnce(&mut Config)) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        Self::start_at(listener, public_url, change, false).await
    }

    /// Starts as from a release folder, where file names carry hashes.
    pub async fn start_with_hashed_files() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        Self::start_at(listener, &format!("http://{address}"), |_| {}, true).await
    }

    async fn start_at(
        listener: TcpListener,
        public_url: &str,
        change: impl FnOnce(&mut Config),
        hash_files: bool,
    ) -> Self {
        install_tls();
        log::capture();
        let address: SocketAddr = listener.local_addr().expect("an address");
        let emulator = Emulator::start().await.expect("the emulator starts");
        let folder = tempfile::tempdir().expect("a folder");
        let database = format!("sqlite://{}", folder.path().join("gatehouse.db").display());
        let key = STANDARD.encode(random_bytes::<32>());
        let keys = format!("test:{key}");
        let source = Source::from([
            ("PUBLIC_URL", public_url),
            ("DATABASE_URL", &database),
            ("SESSION_KEYS", &keys),
            ("GITHUB_CLIENT_ID", CLIENT_ID),
            ("GITHUB_CLIENT_SECRET", CLIENT_SECRET),
            ("GITHUB_WEB_URL", &emulator.web_url()),
            ("GITHUB_API_URL", &emulator.api_url()),
            ("TRUSTED_PROXIES", if public_url.starts_with("https") { "127.0.0.1" } else { "none" }),
        ]);
        let mut config = Config::load(&source).expect("a good configuration");
        config.github.deadline = Duration::from_secs(6);
        // Longer than the deadline: what happens to a page that does not wait has stories of its own.
        config.github.patience = Duration::from_secs(12);
        config.background = false;
        change(&mut config);
        let site = folder.path().join("site");
        std::fs::create_dir_all(site.join("pkg")).expect("a site folder");
        let leptos = LeptosOptions::builder()
            .output_name("gatehouse")
            .site_root(site.to_str().expect("a path in UTF-8").to_owned())
            .site_addr(address)
            .hash_files(hash_files)
            .build();
        let clock = Clock::default();
        let state = CoreState::new(config, clock.clone(), PAGES).await.expect("the state is built");
        let web = WebState::new(state.clone(), leptos);
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let server = tokio::spawn(serve(web.clone(), listener, async {
            let _ = stopped.await;
        }));
        Self { stop: Some(stop), emulator, state, web, url: format!("http://{address}"), folder, key, clock, server }
    }

    /// Tells the server to stop, waits until it has, and gives the folder it leaves.
    pub async fn stop(mut self) -> tempfile::TempDir {
        drop(self.stop.take());
        (&mut self.server).await.expect("the server ends");
        std::mem::replace(&mut self.folder, tempfile::tempdir().expect("a folder"))
    }

    /// A browser that has never been here.
    pub fn browser(&self) -> Browser {
        Browser::new(&self.url, self.state.config.public_url.origin())
    }

    /// A browser in which `account` is signed in.
    pub async fn signed_in(&self, account: &str) -> Browser {
        let mut browser = self.browser();
        let page = browser.sign_in(account).await;
        assert_eq!((page.status, page.location()), (303, "/profile"), "{page:?}");
        browser
    }

    /// Moves the clocks of both, as time moves for both.
    pub fn advance(&self, by: Duration) {
        self.clock.advance(by);
        self.emulator.advance(by);
    }

    /// Waits until `done`: for work the server does after its answer. Fails after a minute.
    pub async fn until(&self, done: impl Fn() -> bool) {
        let waited = async {
            while !done() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(Duration::from_mins(1), waited).await.expect("it happens in time");
    }

    /// Asks for `path` until the page is as `wanted`. Fails after a minute.
    pub async fn until_page(&self, browser: &Browser, path: &str, wanted: impl Fn(&Page) -> bool) {
        let mut tab = browser.copy();
        let asking = async { while !wanted(&tab.get(path).await) {} };
        tokio::time::timeout(Duration::from_mins(1), asking).await.expect("it happens in time");
    }

    /// The session of `browser` as tower-sessions holds it in the middle of a request.
    pub fn session_in_flight(&self, browser: &Browser) -> tower_sessions::Session {
        let (db, clock) = (self.state.db.clone(), self.state.clock.clone());
        let id = browser.session().and_then(|id| id.parse().ok());
        session::handle(db, clock, id)
    }

    /// One turn of the background's work; see [`TestApp::kill`] for the rest of it.
    pub async fn turn(&self) {
        background::maintain(&self.state).await;
    }

    /// Works through the revocation queue.
    pub async fn kill(&self) {
        background::revoke(&self.state).await;
    }

    /// How many queries this app's database has run.
    pub fn queries(&self) -> u64 {
        self.state.db.queries()
    }

    /// The number a query of one value gives.
    pub async fn number(&self, query: &'static str) -> i64 {
        sqlx::query_scalar(query).fetch_one(self.state.db.read()).await.expect("the query runs")
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.server.abort();
    }
}
