//! A server with its usual settings, and a GitHub, over an empty database in a folder that goes with it.

use gatehouse::web::{PAGES, WebState, serve};
use gatehouse_core::{
    clock::Clock,
    config::{Config, RateLimits, Source},
    install_tls,
    state::CoreState,
};
use github_emulator::{CLIENT_ID, CLIENT_SECRET, Emulator};
use leptos::config::LeptosOptions;
use tempfile::TempDir;
use tokio::net::TcpListener;

use crate::browser::Browser;

/// With these GitHub answers every section, and lists private repositories, too.
const SCOPES: &str = "read:user read:org repo";

/// No person signs in as often as this program.
const SIGN_INS: RateLimits = RateLimits { burst: 1_000_000, per_minute: 1_000_000 };

pub struct House {
    pub github: Emulator,
    url: String,
    _folder: TempDir,
}

impl House {
    pub async fn open() -> Self {
        install_tls();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let url = format!("http://{address}");
        let github = Emulator::start().await.expect("the emulator starts");
        let folder = tempfile::tempdir().expect("a temporary folder");
        let source = Source::from([
            ("GITHUB_CLIENT_ID", CLIENT_ID),
            ("GITHUB_CLIENT_SECRET", CLIENT_SECRET),
            ("GITHUB_SCOPES", SCOPES),
            ("GITHUB_WEB_URL", &github.web_url()),
            ("GITHUB_API_URL", &github.api_url()),
            ("PUBLIC_URL", &url),
            // So that one who floods can come from elsewhere.
            ("TRUSTED_PROXIES", "127.0.0.1"),
            ("DATABASE_URL", &format!("sqlite://{}", folder.path().join("gatehouse.db").display())),
        ]);
        let mut config = Config::load(&source).expect("a good configuration");
        config.sign_in_rate = SIGN_INS;
        // It calls GitHub for sessions that have ended, and these calls would count as the page's.
        config.background = false;
        let site = folder.path().join("site").display().to_string();
        let leptos = LeptosOptions::builder().output_name("gatehouse").site_root(site).site_addr(address).build();
        let state = CoreState::new(config, Clock::default(), PAGES).await.expect("the state is built");
        tokio::spawn(serve(WebState::new(state, leptos), listener, std::future::pending()));
        Self { github, url, _folder: folder }
    }

    /// A browser that has just signed in: the server keeps none of GitHub's answers for it.
    pub async fn sign_in(&self) -> Browser {
        Browser::sign_in(&self.url).await
    }
}
