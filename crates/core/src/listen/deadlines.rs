use std::{sync::Arc, time::Duration};

use tokio::{
    sync::watch,
    time::{Instant, sleep_until},
};

use super::ConnectionLimits;

/// When the process stops, a head that is on its way may still come for so long.
const LAST_HEAD: Duration = Duration::from_millis(500);

/// What one connection is given time for, at this moment.
pub(super) struct Deadlines {
    limits: ConnectionLimits,
    now: watch::Sender<Now>,
}

#[derive(Clone, Copy)]
struct Now {
    reading: Reading,
    /// Since the reader stopped taking what we send: when we give up.
    stalled: Option<Instant>,
}

#[derive(Clone, Copy)]
enum Reading {
    /// Nothing is asked; until then something must be.
    Idle(Instant),
    /// A head is coming; until then it must be here.
    Head(Instant),
    /// We are at work. A request's whole time has a limit of its own, in the router.
    Answering,
}

/// While this lives, an answer is under way.
pub(super) struct Answering(Arc<Deadlines>);

impl Drop for Answering {
    fn drop(&mut self) {
        let until = Instant::now() + self.0.limits.idle;
        self.0.now.send_modify(|now| now.reading = Reading::Idle(until));
    }
}

impl Deadlines {
    /// Whoever connects has something to ask: the first head is not waited for as long as the second.
    pub(super) fn of_new_connection(limits: ConnectionLimits) -> Self {
        let reading = Reading::Head(Instant::now() + limits.head);
        Self { limits, now: watch::Sender::new(Now { reading, stalled: None }) }
    }

    /// The head is here.
    pub(super) fn answering(self: &Arc<Self>) -> Answering {
        self.now.send_modify(|now| now.reading = Reading::Answering);
        Answering(Arc::clone(self))
    }

    /// The process stops. What is being answered is not hurried.
    pub(super) fn hurry(&self) {
        let last = Instant::now() + LAST_HEAD;
        self.now.send_if_modified(|now| match &mut now.reading {
            Reading::Head(until) if *until > last => {
                *until = last;
                true
            }
            _ => false,
        });
    }

    pub(super) fn bytes_came(&self) {
        let until = Instant::now() + self.limits.head;
        self.now.send_if_modified(|now| {
            let begins = matches!(now.reading, Reading::Idle(_));
            if begins {
                now.reading = Reading::Head(until);
            }
            begins
        });
    }

    /// The other side has taken something, or nothing although there is something to take.
    pub(super) fn bytes_went(&self, some: bool) {
        let (until, idle) = (Instant::now() + self.limits.stalled, Instant::now() + self.limits.idle);
        self.now.send_if_modified(|now| {
            let turns = now.stalled.is_some() == some;
            if turns {
                now.stalled = (!some).then_some(until);
            }
            // An answer that hyper has taken over whole may still be on its way to a slow reader.
            let rests = some && matches!(now.reading, Reading::Idle(_));
            if rests {
                now.reading = Reading::Idle(idle);
            }
            turns || rests
        });
    }

    /// Ready with what was waited for in vain.
    pub(super) async fn missed(&self) -> &'static str {
        let mut changes = self.now.subscribe();
        loop {
            let now = *changes.borrow_and_update();
            let (until, what) = match now.reading {
                Reading::Idle(until) => (Some(until), "another request"),
                Reading::Head(until) => (Some(until), "the rest of a request's head"),
                Reading::Answering => (None, ""),
            };
            let stalled = now.stalled.map(|until| (until, "a reader for our answer"));
            let next = until.map(|until| (until, what)).into_iter().chain(stalled).min();
            let over = async {
                match next {
                    Some((until, what)) => {
                        sleep_until(until).await;
                        what
                    }
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                biased;
                // The sender is ours: it cannot go while we look.
                _ = changes.changed() => {}
                what = over => return what,
            }
        }
    }
}
