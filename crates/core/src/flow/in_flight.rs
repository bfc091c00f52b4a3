use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::watch;
use tokio_util::task::TaskTracker;

use super::{FinishedFlow, FlowOutcome, NewSession};
use crate::{
    error::ServerError,
    lifecycle::Lifecycle,
    session::{EndReason, SessionKey},
};

/// Identifies a piece of work, and the browser that may share in it.
pub(crate) type Key = [u8; 32];

type Shared = Result<FlowOutcome, Arc<ServerError>>;

type Flights = HashMap<Key, watch::Sender<Option<Shared>>>;

/// The ends of flows that are under way in this process.
///
/// A browser may request one twice at once, and it can be done only once, since a code is single-use. The first request
/// begins the work, others join, and all get its outcome.
#[derive(Default)]
pub struct FlowsInFlight(Arc<Mutex<Flights>>);

impl FlowsInFlight {
    pub(crate) fn contains(&self, key: &Key) -> bool {
        lock(&self.0).contains_key(key)
    }

    /// How many requests wait.
    #[must_use]
    pub fn waiting(&self) -> usize {
        lock(&self.0).values().map(watch::Sender::receiver_count).sum()
    }

    /// The outcome of the work under `key`, if it is under way.
    ///
    /// # Errors
    ///
    /// As [`Self::join_or_run`].
    pub(crate) async fn join(&self, key: &Key) -> Option<Result<FlowOutcome, ServerError>> {
        let receiver = lock(&self.0).get(key).map(watch::Sender::subscribe)?;
        Some(outcome(receiver).await)
    }

    /// Does `work` for the first request of `key`, and lets requests that come meanwhile share its outcome.
    ///
    /// It runs as a task of its own: a browser that hangs up must not leave a pair that no row has. A session that begins after
    /// all of them have hung up is ended again, since nobody has its cookie.
    ///
    /// # Errors
    ///
    /// Those of `work`, and [`ServerError::TaskEnded`] if it panicked.
    pub(crate) async fn join_or_run<W>(
        &self,
        key: Key,
        tasks: &TaskTracker,
        lifecycle: &Lifecycle,
        work: impl FnOnce(Waiters) -> W,
    ) -> Result<FlowOutcome, ServerError>
    where
        W: Future<Output = Result<FlowOutcome, ServerError>> + Send + 'static,
    {
        let (receiver, flight) = self.join_or_begin(key);
        if let Some(flight) = flight {
            let (lifecycle, work) = (lifecycle.clone(), work(Waiters(flight.sender.clone())));
            tasks.spawn(async move {
                let shared = work.await.map_err(Arc::new);
                let id = match &shared {
                    Ok(FlowOutcome::Finished(FinishedFlow { result: Ok(NewSession { id, .. }), .. })) => Some(*id),
                    _ => None,
                };
                if !flight.complete(shared)
                    && let Some(id) = id
                    && let Err(error) = lifecycle.end(SessionKey::from_id(id), EndReason::Ended).await
                {
                    tracing::error!(%error, "a session that nobody holds could not be ended");
                }
            });
        } else {
            tracing::info!("a sign-in was asked for again while it is being finished");
        }
        outcome(receiver).await
    }

    /// The work under `key`; for the first request, also the flight that must be completed.
    fn join_or_begin(&self, key: Key) -> (watch::Receiver<Option<Shared>>, Option<Flight>) {
        let mut flights = lock(&self.0);
        if let Some(sender) = flights.get(&key) {
            return (sender.subscribe(), None);
        }
        let (sender, receiver) = watch::channel(None);
        flights.insert(key, sender.clone());
        (receiver, Some(Flight { key, sender: Some(sender), flights: Arc::clone(&self.0) }))
    }
}

fn lock(flights: &Mutex<Flights>) -> MutexGuard<'_, Flights> {
    flights.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn outcome(mut receiver: watch::Receiver<Option<Shared>>) -> Result<FlowOutcome, ServerError> {
    match receiver.wait_for(Option::is_some).await.ok().and_then(|outcome| outcome.clone()) {
        Some(outcome) => outcome.map_err(ServerError::Shared),
        None => Err(ServerError::TaskEnded),
    }
}

/// Work under way. Dropped without an outcome, it leaves the waiting requests with [`ServerError::TaskEnded`].
struct Flight {
    key: Key,
    sender: Option<watch::Sender<Option<Shared>>>,
    flights: Arc<Mutex<Flights>>,
}

impl Flight {
    /// Sends the outcome to every request that waits, and returns whether there is any. Nobody joins from here on.
    fn complete(mut self, outcome: Shared) -> bool {
        lock(&self.flights).remove(&self.key);
        self.sender.take().is_some_and(|sender| sender.send(Some(outcome)).is_ok())
    }
}

impl Drop for Flight {
    fn drop(&mut self) {
        if self.sender.is_some() {
            lock(&self.flights).remove(&self.key);
        }
    }
}

/// The requests that wait for work under way.
pub(crate) struct Waiters(Option<watch::Sender<Option<Shared>>>);

impl Waiters {
    /// Whether every browser that asked has hung up.
    pub(crate) fn are_gone(&self) -> bool {
        self.0.as_ref().is_none_or(watch::Sender::is_closed)
    }
}
