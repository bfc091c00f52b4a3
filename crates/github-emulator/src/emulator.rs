use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::http::Method;
use tokio::task::JoinSet;

use crate::accounts::{AccountChange, Accounts, Examples};
use crate::faults::{Fault, Hold, Stage};
use crate::front::Front;
use crate::options::Options;
use crate::random::Random;
use crate::request_log::RequestLine;
use crate::server;
use crate::settings::Settings;
use crate::state::{AppState, Shared, Urls};
use crate::tokens::TokenLine;
use crate::world::World;

/// A running GitHub. It stops, hanging connections and all, when this is dropped.
pub struct Emulator {
    state: AppState,
    // Aborts its tasks when dropped, which is how the server ends.
    _servers: JoinSet<()>,
}

impl Emulator {
    /// Starts on a free port with the usual callbacks.
    ///
    /// # Errors
    /// When no port can be opened or the system has no randomness.
    pub async fn start() -> io::Result<Self> {
        Self::start_with(Options::default()).await
    }

    /// # Errors
    /// When the port is taken or the system has no randomness.
    pub async fn start_with(options: Options) -> io::Result<Self> {
        let world = World::new(Accounts::load()?, Random::from_system()?);
        let (port, listeners) = server::bind(options.port).await?;
        let urls = Urls::on_port(port);
        let examples = Examples::load(&urls)?;
        let state: AppState = Arc::new(Shared::new(urls, options.callbacks, examples, world));
        let front = Front::new(Arc::clone(&state));
        let mut servers = JoinSet::new();
        for listener in listeners {
            servers.spawn(server::serve(listener, front.clone()));
        }
        Ok(Self { state, _servers: servers })
    }

    /// `http://localhost:PORT`, in place of `https://github.com`.
    #[must_use]
    pub fn web_url(&self) -> String {
        self.state.urls.web.clone()
    }

    /// `http://localhost:PORT/api/v3`, in place of `https://api.github.com`.
    #[must_use]
    pub fn api_url(&self) -> String {
        self.state.urls.api.clone()
    }

    /// Changes settings: `emulator.set(|settings| settings.iss = Iss::Wrong)`.
    pub fn set(&self, change: impl FnOnce(&mut Settings)) {
        change(&mut self.state.world().settings);
    }

    /// Adds a fault; earlier ones strike first.
    pub fn fault(&self, fault: Fault) {
        self.state.world().faults.add(fault);
    }

    /// Holds every request of this method and exact path until the hold is released or dropped.
    #[must_use]
    pub fn hold(&self, method: Method, path: &str, stage: Stage) -> Hold {
        self.state.world().faults.hold(method, path, stage)
    }

    pub fn clear_faults(&self) {
        self.state.world().faults.clear();
    }

    /// How often `"METHOD /path"` was asked, the path without its query: `count("GET /api/v3/user")`.
    #[must_use]
    pub fn count(&self, request: &str) -> u64 {
        self.state.world().requests.count(request)
    }

    /// Requests to anything below `/api/`.
    #[must_use]
    pub fn total_api_calls(&self) -> u64 {
        self.state.world().requests.total_api_calls()
    }

    /// The last 500 requests, oldest first.
    #[must_use]
    pub fn requests(&self) -> Vec<RequestLine> {
        self.state.world().requests.lines()
    }

    /// The client secret and every code, access token and refresh token issued so far, dead or alive.
    #[must_use]
    pub fn secrets(&self) -> Vec<String> {
        self.state.world().secrets()
    }

    /// Moves the emulator's clock.
    pub fn advance(&self, by: Duration) {
        self.state.world().advance(by);
    }

    /// Gives an account a new login; its id stays.
    ///
    /// # Errors
    /// When there is no such account, or the new login is taken.
    pub fn rename(&self, old_login: &str, new_login: &str) -> io::Result<()> {
        self.change_login(old_login, new_login, false)
    }

    /// A rename, after which somebody else registers the old login: the same login with another id.
    ///
    /// # Errors
    /// When there is no such account, or the new login is taken.
    pub fn rename_and_reregister(&self, old_login: &str, new_login: &str) -> io::Result<()> {
        self.change_login(old_login, new_login, true)
    }

    fn change_login(&self, old: &str, new: &str, reregister: bool) -> io::Result<()> {
        let change = AccountChange { login: Some(new.to_owned()), name: None, reregister };
        let outcome = self.state.world().accounts.change(old, change);
        outcome.map_err(io::Error::other)
    }

    /// Gives an account so many public and private repositories more, made up from a number; they are there for whoever
    /// asks next.
    ///
    /// # Errors
    /// When there is no such account.
    pub fn add_repositories(&self, login: &str, count: u64) -> io::Result<()> {
        let outcome = self.state.world().accounts.add_repositories(login, count);
        outcome.map_err(io::Error::other)
    }

    /// Puts an account into so many organisations more: `league-1`, `league-2` and so on.
    ///
    /// # Errors
    /// When there is no such account.
    pub fn add_organizations(&self, login: &str, count: u64) -> io::Result<()> {
        let outcome = self.state.world().accounts.add_organizations(login, count);
        outcome.map_err(io::Error::other)
    }

    /// The user takes the application's access away at GitHub: all their tokens die.
    ///
    /// # Errors
    /// When there is no such account.
    pub fn revoke_grant(&self, login: &str) -> io::Result<()> {
        let outcome = self.state.world().revoke_grant(login);
        outcome.map_err(io::Error::other)
    }

    /// How many of the account's access tokens open the API now.
    #[must_use]
    pub fn live_tokens(&self, login: &str) -> usize {
        self.state.world().live_tokens(login)
    }

    /// Every token issued so far, without its value.
    #[must_use]
    pub fn tokens(&self) -> Vec<TokenLine> {
        let world = self.state.world();
        world.tokens.lines(world.now())
    }

    /// Back to the start: no tokens, no faults, no counts, settings and accounts as they were.
    pub fn reset(&self) {
        self.state.world().reset();
    }
}
