use std::sync::Arc;

use axum::http::Method;
use tokio::sync::{Semaphore, watch};

/// When a request is held: before any of its work is done, or with its answer ready.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Stage {
    Before,
    After,
}

/// Holds requests where it hurts, until it is released or dropped. A client that goes away before the work takes its
/// request along.
#[derive(Debug)]
pub struct Hold {
    arrivals: Arc<Semaphore>,
    released: watch::Sender<bool>,
}

impl Hold {
    /// Waits until a request is held; a second call waits for a second one.
    pub async fn arrived(&self) {
        if let Ok(permit) = self.arrivals.acquire().await {
            permit.forget();
        }
    }

    /// Lets go of what is held, and holds nothing any more.
    pub fn release(&self) {
        self.released.send_replace(true);
    }
}

/// The emulator's side of a [`Hold`].
#[derive(Clone, Debug)]
pub(crate) struct Held {
    method: Method,
    path: String,
    pub(crate) stage: Stage,
    arrivals: Arc<Semaphore>,
    released: watch::Receiver<bool>,
}

impl Held {
    pub(crate) fn new(method: Method, path: &str, stage: Stage) -> (Hold, Self) {
        let arrivals = Arc::new(Semaphore::new(0));
        let (sender, released) = watch::channel(false);
        let held = Self { method, path: path.to_owned(), stage, arrivals: Arc::clone(&arrivals), released };
        (Hold { arrivals, released: sender }, held)
    }

    pub(super) fn fits(&self, method: &Method, path: &str) -> bool {
        !*self.released.borrow() && self.method == *method && self.path == path
    }

    /// Says that a request is here, and waits with it.
    pub(crate) async fn wait(mut self) {
        self.arrivals.add_permits(1);
        // An error is the hold having been dropped.
        let _ = self.released.wait_for(|released| *released).await;
    }
}
