use crate::{broken::Broken, database::SessionId, github::Pair, state::State};

/// What somebody goes to GitHub for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    SignIn,
    Reauthentication,
    Scopes,
}

/// Which of the flows that can be under way at once: tabs of one browser.
pub type Tab = u8;

/// A way to GitHub and back, begun in a session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Flow {
    #[default]
    Nowhere,
    Begun(Purpose, SessionId),
    /// The code is exchanged: a pair that belongs to nobody yet. A crash from here to the end loses it.
    Exchanged(Purpose, SessionId, Pair),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Begin(Purpose, SessionId),
    Exchange,
    Finish,
}

impl State {
    pub fn flow_steps(&self, tab: Tab) -> Vec<Step> {
        match self.flows[usize::from(tab)] {
            Flow::Nowhere => match self.left.flows.first() {
                Some(purpose) if self.is_first_free(tab) => {
                    self.db.active().map(|session| Step::Begin(*purpose, session)).collect()
                }
                _ => vec![],
            },
            Flow::Begun(..) => vec![Step::Exchange],
            Flow::Exchanged(Purpose::Scopes, session, _) if self.leased(session) => vec![],
            Flow::Exchanged(..) => vec![Step::Finish],
        }
    }

    pub fn flow(&mut self, tab: Tab, step: Step, broken: Option<Broken>) {
        self.flows[usize::from(tab)] = match (self.flows[usize::from(tab)], step) {
            (_, Step::Begin(purpose, session)) => {
                self.left.flows = &self.left.flows[1..];
                Flow::Begun(purpose, session)
            }
            (Flow::Begun(purpose, session), Step::Exchange) => Flow::Exchanged(purpose, session, self.github.give()),
            (Flow::Exchanged(purpose, session, pair), Step::Finish) => {
                match purpose {
                    Purpose::SignIn => self.db.begin(Some(session), pair, broken),
                    Purpose::Reauthentication => self.db.reauthenticate(session, pair, broken),
                    Purpose::Scopes => self.db.change_scopes(session, pair),
                }
                Flow::Nowhere
            }
            (flow, step) => unreachable!("{step:?} in {flow:?}"),
        };
    }

    /// Tabs are alike: the first free one is used.
    fn is_first_free(&self, tab: Tab) -> bool {
        !self.flows[..usize::from(tab)].contains(&Flow::Nowhere)
    }

    /// A change of scopes is a refresh to the others: it waits for the lease.
    fn leased(&self, session: SessionId) -> bool {
        self.db.token_set_of(session).is_some_and(|token_set| token_set.lease.is_held())
    }
}
