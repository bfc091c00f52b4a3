use crate::{
    always::Condition,
    database::Reason,
    github::Life,
    model::Protocol,
    refresher::{Attempt, Outcome, Refresher},
    request::At,
    state::State,
    worker::Worker,
};

pub const LOSER_QUEUED: &str = "an answer came too late and was queued";
pub const TAKEN_OVER: &str = "a lease was taken over from a process that crashed";
pub const WAITS: &str = "a refused process waits for a rival's save";
pub const OVERTAKEN: &str = "a refused process found the row changed";
pub const PROOF_IN_FLIGHT: &str = "a reauthentication was done while a refresh was under way";
pub const PROVED: &str = "a reauthentication made a session fresh";
pub const END_IN_FLIGHT: &str = "a session ended while GitHub's answer was under way";
pub const ANSWERED_PAST_END: &str = "a request that began before the end answered after it";
pub const NEWER_IN_FLIGHT: &str = "a newer generation was there before GitHub's answer";
pub const LEFT_BEHIND: &str = "a new sign-in and a reauthentication of one browser left two sessions";
pub const RENEWED: &str = "the worker renewed a pair to kill it";
pub const GRANT_DEAD: &str = "a dead token set ended its session";
pub const REFUSED_AGAIN: &str = "GitHub refused two pairs of a request, and the second lives";
pub const LOST: &str = "an accident lost a pair";
pub const SETTLED: &str = "all is settled, and somebody is still signed in";

/// States worth reaching: an invariant over states that never occur says nothing.
pub const SIGHTS: [(&str, Condition); 15] = [
    (LOSER_QUEUED, |_, state| ended_as(state, Outcome::Queued)),
    (TAKEN_OVER, |_, state| refreshers(state).any(|(_, attempt)| crashed(state, attempt))),
    (WAITS, waits),
    (OVERTAKEN, |_, state| ended_as(state, Outcome::Overtaken)),
    (PROOF_IN_FLIGHT, |_, state| refreshers(state).any(|(_, attempt)| moved(state, attempt))),
    (PROVED, |_, state| state.db.sessions.iter().flatten().any(|session| session.fresh)),
    (END_IN_FLIGHT, |_, state| answered(state).any(|attempt| state.db.token_set(attempt.token_set).is_none())),
    (NEWER_IN_FLIGHT, |_, state| answered(state).any(|attempt| newer(state, attempt))),
    (
        ANSWERED_PAST_END,
        |_, state| matches!(state.request.at, At::Answered(bearer) if state.history.ended.contains(bearer.session)),
    ),
    (LEFT_BEHIND, |_, state| state.db.active().count() > 1),
    (RENEWED, |_, state| matches!(state.worker, Worker::Renewed(..))),
    (GRANT_DEAD, |_, state| state.db.tombstones.contains(&Some(Reason::TokensDead))),
    (
        REFUSED_AGAIN,
        |_, state| matches!(state.request.at, At::Refused(_, pair) if state.github.life(pair) == Life::Alive),
    ),
    (LOST, |_, state| !state.history.lost.is_empty()),
    (SETTLED, |_, state| {
        state.busy().next().is_none()
            && state.db.queue.is_empty()
            && state.left.refreshes == 0
            && state.db.active().next().is_some()
    }),
];

fn refreshers(state: &State) -> impl Iterator<Item = (u8, Attempt)> {
    (0u8..).zip(state.refreshers).filter_map(|(owner, refresher)| Some((owner, refresher.attempt()?)))
}

fn ended_as(state: &State, outcome: Outcome) -> bool {
    state.refreshers.contains(&Refresher::Idle(outcome))
}

fn crashed(state: &State, attempt: Attempt) -> bool {
    attempt.rival.is_some_and(|rival| state.refreshers[usize::from(rival)] == Refresher::Idle(Outcome::Crashed))
}

fn moved(state: &State, attempt: Attempt) -> bool {
    state.db.token_set(attempt.token_set).is_some_and(|row| row.session != attempt.session)
}

fn waits(_: &Protocol, state: &State) -> bool {
    refreshers(state).any(|(owner, attempt)| {
        matches!(state.refreshers[usize::from(owner)], Refresher::Refused(_)) && state.waits(owner, attempt)
    })
}

fn answered(state: &State) -> impl Iterator<Item = Attempt> {
    state.refreshers.iter().filter_map(|refresher| match refresher {
        Refresher::Answered(attempt, _) => Some(*attempt),
        _ => None,
    })
}

fn newer(state: &State, attempt: Attempt) -> bool {
    state.db.token_set(attempt.token_set).is_some_and(|row| row.generation > attempt.generation)
}
