use crate::{
    database::{Lease, TokenSetId},
    flow::{Flow, Purpose},
    github::{Life, Pair},
    refresher::{Outcome, Refresher},
    state::State,
    who::Who,
    worker::Worker,
};

/// What nobody chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accident {
    LeaseRunsOut(TokenSetId),
    AccessRunsOut(Pair),
    /// Somebody removes the app at GitHub, or GitHub drops the token.
    GitHubRevokes(Pair),
    /// Somebody under way forgets everything: a killed process, a call that timed out on its way to GitHub or back, a
    /// database that did not take what the process held. To everybody else these look the same.
    Crash(Who),
}

impl State {
    pub fn accidents(&self) -> Vec<Accident> {
        let mut accidents = Vec::new();
        // A lease that nobody waits for may as well stand.
        if self.left.refreshes > 0 || self.flows.iter().any(|flow| matches!(flow, Flow::Exchanged(Purpose::Scopes, ..)))
        {
            let held = |id: &TokenSetId| self.db.token_set(*id).is_some_and(|row| row.lease.is_held());
            accidents.extend((0..self.db.token_sets_made).filter(held).map(Accident::LeaseRunsOut));
        }
        let living = |pair: &Pair| self.github.life(*pair) == Life::Alive;
        if self.left.expiries > 0 {
            accidents.extend(self.github.given().filter(living).map(Accident::AccessRunsOut));
        }
        if self.left.revocations > 0 {
            accidents.extend(self.github.given().filter(living).map(Accident::GitHubRevokes));
        }
        if self.left.crashes > 0 {
            accidents.extend(self.busy().map(Accident::Crash));
        }
        accidents
    }

    pub fn suffer(&mut self, accident: Accident) {
        match accident {
            Accident::LeaseRunsOut(id) => {
                if let Some(row) = &mut self.db.token_sets[usize::from(id)]
                    && let Lease::Held(owner) = row.lease
                {
                    row.lease = Lease::RanOut(owner);
                }
            }
            Accident::AccessRunsOut(pair) => {
                self.left.expiries -= 1;
                self.github.set(pair, Life::AccessRanOut);
            }
            Accident::GitHubRevokes(pair) => {
                self.left.revocations -= 1;
                self.github.set(pair, Life::Dead);
            }
            Accident::Crash(who) => {
                self.left.crashes -= 1;
                // The one way in which a pair is allowed to get lost.
                if let Some(pair) = self.held_by(who) {
                    self.history.lost.insert(pair);
                }
                match who {
                    Who::Refresher(owner) => self.refreshers[usize::from(owner)] = Refresher::Idle(Outcome::Crashed),
                    Who::Flow(tab) => self.flows[usize::from(tab)] = Flow::Nowhere,
                    Who::Worker => self.worker = Worker::Idle,
                }
            }
        }
    }
}
