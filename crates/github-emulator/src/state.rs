use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::accounts::Examples;
use crate::world::World;

/// What every handler shares.
pub(crate) type AppState = Arc<Shared>;

pub(crate) struct Shared {
    pub(crate) urls: Urls,
    pub(crate) callbacks: Vec<String>,
    pub(crate) examples: Examples,
    world: Mutex<World>,
}

impl Shared {
    pub(crate) fn new(urls: Urls, callbacks: Vec<String>, examples: Examples, world: World) -> Self {
        let world = Mutex::new(world);
        Self { urls, callbacks, examples, world }
    }

    /// The world, for as long as the guard lives. Never held over an await.
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        // A panic in one handler must not turn every later test failure into "poisoned lock".
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The emulator's own addresses, as they stand in its answers.
#[derive(Clone, Debug)]
pub(crate) struct Urls {
    pub(crate) web: String,
    pub(crate) api: String,
    /// Another origin than `web`, and the same emulator.
    pub(crate) identity_provider: String,
}

impl Urls {
    /// `localhost` rather than `127.0.0.1`: an application on 127.0.0.1 then meets another site, as in life.
    pub(crate) fn on_port(port: u16) -> Self {
        let web = format!("http://localhost:{port}");
        let api = format!("{web}/api/v3");
        let identity_provider = format!("http://127.0.0.1:{port}/identity-provider");
        Self { web, api, identity_provider }
    }
}
