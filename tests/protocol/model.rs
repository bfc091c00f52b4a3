use stateright::{Model, Property};

use crate::{
    accident::Accident,
    always,
    broken::Broken,
    database::{Owner, Reason, SessionId},
    flow::{self, Tab},
    refresh, request,
    scenario::Scenario,
    sometimes,
    state::State,
    worker,
};

/// The protocol within the bounds of a scenario, with one rule broken or none.
#[derive(Clone, Debug)]
pub struct Protocol {
    pub scenario: Scenario,
    pub broken: Option<Broken>,
}

/// One step: a transaction, a call that GitHub answers, or an accident.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    Refresh(Owner, refresh::Step),
    Request(request::Step),
    Flow(Tab, flow::Step),
    Revocation(worker::Step),
    /// Sign-out, or a device ended from another.
    End(SessionId),
    Accident(Accident),
}

impl Model for Protocol {
    type State = State;
    type Action = Action;

    fn init_states(&self) -> Vec<State> {
        vec![State::signed_in(self.scenario.budget)]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        for owner in 0..self.scenario.processes {
            let steps = state.refresh_steps(owner, &self.scenario, self.broken);
            actions.extend(steps.into_iter().map(|step| Action::Refresh(owner, step)));
        }
        actions.extend(state.request_steps(self.broken).into_iter().map(Action::Request));
        for tab in 0..2 {
            actions.extend(state.flow_steps(tab).into_iter().map(|step| Action::Flow(tab, step)));
        }
        actions.extend(state.worker_steps().into_iter().map(Action::Revocation));
        if state.left.ends > 0 {
            actions.extend(state.db.active().map(Action::End));
        }
        actions.extend(state.accidents().into_iter().map(Action::Accident));
    }

    fn next_state(&self, before: &State, action: Action) -> Option<State> {
        let mut state = before.clone();
        match action {
            Action::Refresh(owner, step) => state.refresh(owner, step, self.broken),
            Action::Request(step) => state.request(step, self.broken),
            Action::Flow(tab, step) => state.flow(tab, step, self.broken),
            Action::Revocation(step) => state.work(step, self.broken),
            Action::End(session) => {
                state.left.ends -= 1;
                state.db.end(session, Reason::SignedOut, self.broken);
            }
            Action::Accident(accident) => state.suffer(accident),
        }
        state.history.note(&before.db, &state.db);
        Some(state)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        let always = always::INVARIANTS.iter().map(|(name, holds)| Property::always(name, *holds));
        let sometimes = sometimes::SIGHTS.iter().map(|(name, seen)| Property::sometimes(name, *seen));
        always.chain(sometimes).collect()
    }
}
