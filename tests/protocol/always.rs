use stateright::Model;

use crate::{
    database::{Reason, TokenSet, TokenSetId},
    github::{Life, Pair},
    model::Protocol,
    request::At,
    state::State,
};

pub type Condition = fn(&Protocol, &State) -> bool;

pub const NO_LATE_ANSWER: &str = "a session that was ended never answers again";
pub const NO_RETURN: &str = "a session that was ended never stands again, under its own id or another";
pub const ONE_OF_EACH: &str = "a sign-in has one session, a session one token set";
pub const NO_OLD_GRANT: &str = "a token set that was replaced or taken away never comes back, and no generation falls";
pub const NO_PAIR_ASTRAY: &str = "every pair is in one token set or the queue, in memory, dead, or lost by an accident";
pub const NO_KILLING_IN_USE: &str = "no pair in a token set waits to be killed";
pub const NO_RACE_SIGNS_OUT: &str = "no race signs anybody out";
pub const NOTHING_STUCK: &str = "what comes to rest is settled";

/// What holds in every state that can be reached.
pub const INVARIANTS: [(&str, Condition); 8] = [
    (NO_LATE_ANSWER, no_late_answer),
    (NO_RETURN, no_return),
    (ONE_OF_EACH, one_of_each),
    (NO_OLD_GRANT, no_old_token_set),
    (NO_PAIR_ASTRAY, no_pair_astray),
    (NO_KILLING_IN_USE, no_killing_in_use),
    (NO_RACE_SIGNS_OUT, no_race_signs_out),
    (NOTHING_STUCK, nothing_stuck),
];

fn no_late_answer(_: &Protocol, state: &State) -> bool {
    !matches!(state.request.at, At::Answered(bearer) if bearer.too_late)
}

fn no_return(_: &Protocol, state: &State) -> bool {
    state.db.active().all(|id| !state.history.ended.contains(id) && state.db.tombstones[usize::from(id)].is_none())
        && state.db.sessions.iter().flatten().all(|session| !state.history.signed_out.contains(session.sign_in))
}

fn one_of_each(_: &Protocol, state: &State) -> bool {
    let once = |sign_in| state.db.sessions.iter().flatten().filter(|row| row.sign_in == sign_in).count() <= 1;
    let token_sets = |id| state.db.token_sets.iter().flatten().filter(|token_set| token_set.session == id).count();
    (0..state.db.token_sets_made).all(once)
        && state.db.active().all(|id| token_sets(id) == 1)
        && (0..state.db.sessions_made).all(|id| state.db.session(id).is_some() || token_sets(id) == 0)
}

fn no_old_token_set(_: &Protocol, state: &State) -> bool {
    let current = |id: TokenSetId, token_set: &TokenSet| {
        !state.history.gone.contains(id)
            && !state.history.replaced.contains(token_set.pair)
            && token_set.generation >= state.history.highest[usize::from(id)]
    };
    (0..state.db.token_sets_made).all(|id| state.db.token_set(id).is_none_or(|token_set| current(id, token_set)))
}

fn no_pair_astray(_: &Protocol, state: &State) -> bool {
    state.github.given().all(|pair| {
        state.github.life(pair) == Life::Dead
            || state.db.queue.contains(pair)
            || in_token_sets(state, pair) > 0
            || state.is_held(pair)
            || state.history.lost.contains(pair)
    })
}

fn no_killing_in_use(_: &Protocol, state: &State) -> bool {
    state.github.given().all(|pair| match in_token_sets(state, pair) {
        0 => true,
        1 => !state.db.queue.contains(pair),
        _ => false,
    })
}

/// With nobody crashed, no answer lost, nobody suspended and nothing revoked, no token set is ever found dead.
fn no_race_signs_out(protocol: &Protocol, state: &State) -> bool {
    let budget = protocol.scenario.budget;
    let undisturbed = (budget.crashes, budget.revocations) == (state.left.crashes, state.left.revocations);
    !(protocol.scenario.in_time && undisturbed && state.db.tombstones.contains(&Some(Reason::TokensDead)))
}

/// Nobody waits for somebody who waits for them, and the queue gets empty.
fn nothing_stuck(protocol: &Protocol, state: &State) -> bool {
    let settled = || state.busy().next().is_none() && state.db.queue.is_empty();
    if settled() {
        return true;
    }
    let mut actions = Vec::new();
    protocol.actions(state, &mut actions);
    !actions.is_empty()
}

fn in_token_sets(state: &State, pair: Pair) -> usize {
    state.db.token_sets.iter().flatten().filter(|token_set| token_set.pair == pair).count()
}
