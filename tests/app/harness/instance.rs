use gatehouse::web::{PAGES, WebState, serve};
use gatehouse_core::{config::Config, state::CoreState};
use tokio::{net::TcpListener, task::JoinHandle};

use super::{Browser, TestApp};

/// A second process, as far as the database and the network go.
pub struct Instance {
    url: String,
    server: JoinHandle<()>,
}

impl Instance {
    /// Where it listens.
    pub fn host(&self) -> &str {
        self.url.trim_start_matches("http://")
    }

    /// A tab of `browser` whose requests the load balancer sends here.
    pub fn tab_of(&self, browser: &Browser) -> Browser {
        browser.at(&self.url)
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl TestApp {
    /// Another instance on the same database.
    pub async fn beside(&self) -> Instance {
        self.beside_with(|_| {}).await
    }

    /// Another instance on the same database, with a configuration that `change` has had its way with.
    pub async fn beside_with(&self, change: impl FnOnce(&mut Config)) -> Instance {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let (clock, mut config) = (self.state.clock.clone(), (*self.state.config).clone());
        let leptos = self.web.leptos.clone();
        change(&mut config);
        let state = CoreState::new(config, clock, PAGES).await;
        let server = tokio::spawn(serve(
            WebState::new(state.expect("the state is built"), leptos),
            listener,
            std::future::pending(),
        ));
        Instance { url, server }
    }
}
