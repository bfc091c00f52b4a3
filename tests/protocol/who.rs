use crate::{
    database::Owner,
    flow::{Flow, Tab},
    github::Pair,
    refresher::Refresher,
    state::State,
    worker::Worker,
};

/// Somebody who gets pairs from GitHub.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Refresher(Owner),
    Flow(Tab),
    Worker,
}

impl Who {
    const ALL: [Self; 6] =
        [Self::Refresher(0), Self::Refresher(1), Self::Refresher(2), Self::Flow(0), Self::Flow(1), Self::Worker];
}

impl State {
    /// Those under way.
    pub fn busy(&self) -> impl Iterator<Item = Who> {
        Who::ALL.into_iter().filter(|who| match who {
            Who::Refresher(owner) => self.refreshers[usize::from(*owner)].attempt().is_some(),
            Who::Flow(tab) => self.flows[usize::from(*tab)] != Flow::Nowhere,
            Who::Worker => self.worker != Worker::Idle,
        })
    }

    /// The pair that `who` has from GitHub, on the wire or in memory, and that is in no row yet.
    pub fn held_by(&self, who: Who) -> Option<Pair> {
        match who {
            Who::Refresher(owner) => match self.refreshers[usize::from(owner)] {
                Refresher::Answered(_, pair) => Some(pair),
                _ => None,
            },
            Who::Flow(tab) => match self.flows[usize::from(tab)] {
                Flow::Exchanged(_, _, pair) => Some(pair),
                _ => None,
            },
            Who::Worker => match self.worker {
                Worker::Renewed(_, pair) => Some(pair),
                _ => None,
            },
        }
    }

    /// Whether anybody holds `pair`.
    pub fn is_held(&self, pair: Pair) -> bool {
        Who::ALL.into_iter().any(|who| self.held_by(who) == Some(pair))
    }
}
