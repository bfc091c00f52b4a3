//! The state that handlers and layers share.

use std::{
    net::IpAddr,
    ops::Deref,
    sync::{Arc, PoisonError, RwLock},
};

use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{
    clock::Clock,
    config::Config,
    db::Db,
    flow::{FlowsInFlight, Pages},
    github::Gateway,
    lifecycle::Lifecycle,
    oauth::OAuth,
    rate_limiter::{RateLimiter, WriteKey},
    revocation::Revocations,
    session::SessionKey,
    token_set::TokenSets,
};
use crate::client_network::UntrustedProxies;

/// A handle to the parts. axum clones a layer's state, and that of every layer below it, for each request: this is one
/// count, not one for each part.
#[derive(Clone)]
pub struct CoreState(Arc<CoreParts>);

impl Deref for CoreState {
    type Target = CoreParts;

    fn deref(&self) -> &CoreParts {
        &self.0
    }
}

type Forget = Box<dyn Fn(SessionKey) + Send + Sync>;

/// One of each for the process.
pub struct CoreParts {
    pub config: Arc<Config>,
    pub clock: Clock,
    pub db: Db,
    pub lifecycle: Lifecycle,
    pub token_sets: TokenSets,
    pub revocations: Revocations,
    pub oauth: Arc<OAuth>,
    pub github: Gateway,
    /// Limits requests that start a flow or finish one, by network.
    pub sign_in_rate: Arc<RateLimiter<IpAddr>>,
    pub untrusted_proxies: Arc<UntrustedProxies>,
    /// Limits requests that change something, by viewer.
    pub write_rate: Arc<RateLimiter<WriteKey>>,
    /// Sign-ins and reauthentications whose callback is being handled.
    pub flows_in_flight: Arc<FlowsInFlight>,
    /// Work that must complete before the process ends, even if the client disconnects.
    pub tasks: TaskTracker,
    /// Cancelled when the process is asked to stop. No background work is started after that.
    pub stopping: CancellationToken,
    /// The application's pages.
    pub pages: Pages,
    forgetting: RwLock<Vec<Forget>>,
}

impl CoreParts {
    /// Drops what is in memory for a session that has ended.
    pub fn forget(&self, session: SessionKey) {
        self.github.forget(session);
        for forget in &*self.forgetting.read().unwrap_or_else(PoisonError::into_inner) {
            forget(session);
        }
    }

    /// `forget` is called with each session that has ended, as far as this process learns of it.
    pub fn on_forget(&self, forget: impl Fn(SessionKey) + Send + Sync + 'static) {
        self.forgetting.write().unwrap_or_else(PoisonError::into_inner).push(Box::new(forget));
    }
}

impl CoreState {
    /// Opens the database and builds every client. Must be called inside the Tokio runtime.
    ///
    /// # Errors
    ///
    /// If the database can't be opened or a client can't be built.
    pub async fn new(config: Config, clock: Clock, pages: Pages) -> Result<Self, Box<dyn std::error::Error>> {
        let db = Db::open(&config.database_url, config.write_queue).await?;
        let lifecycle = Lifecycle::new(db.clone(), clock.clone(), Arc::clone(&config.keyring), config.sessions);
        let oauth = Arc::new(OAuth::new(&config.github, &config.public_url.callback(), clock.clone())?);
        let (keyring, tasks) = (&config.keyring, TaskTracker::new());
        let token_sets = TokenSets::new(
            db.clone(),
            clock.clone(),
            Arc::clone(keyring),
            Arc::clone(&oauth),
            config.refresh,
            tasks.clone(),
        );
        if let Err(error) = token_sets.learn_application().await {
            tracing::warn!(%error, "could not tell from the latest token whether this is a GitHub App or an OAuth app");
        }
        let revocations =
            Revocations::new(db.clone(), clock.clone(), Arc::clone(keyring), Arc::clone(&oauth), config.refresh.hold);
        let github = Gateway::new(&config.github, clock.clone())?;
        let sign_in_rate = RateLimiter::new(config.sign_in_rate, clock.clone());
        let write_rate = RateLimiter::new(config.write_rate, clock.clone());
        Ok(Self(Arc::new(CoreParts {
            config: Arc::new(config),
            clock,
            db,
            lifecycle,
            token_sets,
            revocations,
            oauth,
            github,
            sign_in_rate: Arc::new(sign_in_rate),
            untrusted_proxies: Arc::default(),
            write_rate: Arc::new(write_rate),
            flows_in_flight: Arc::default(),
            tasks,
            stopping: CancellationToken::new(),
            pages,
            forgetting: RwLock::default(),
        })))
    }
}
