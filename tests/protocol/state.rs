use crate::{
    database::{Database, Session, TokenSet},
    flow::Flow,
    github::GitHub,
    history::History,
    refresher::{Outcome, Refresher},
    request::Request,
    scenario::{Budget, PROCESSES},
    worker::Worker,
};

/// Everything at one moment: what is on disk, what GitHub knows, and where everybody under way stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct State {
    pub db: Database,
    pub github: GitHub,
    pub refreshers: [Refresher; PROCESSES],
    pub request: Request,
    pub flows: [Flow; 2],
    pub worker: Worker,
    /// What may still happen.
    pub left: Budget,
    pub history: History,
}

impl State {
    /// One person signed in, a while ago.
    pub fn signed_in(left: Budget) -> Self {
        let mut github = GitHub::default();
        let mut db = Database { sessions_made: 1, token_sets_made: 1, ..Database::default() };
        db.sessions[0] = Some(Session { sign_in: 0, fresh: false });
        db.token_sets[0] = Some(TokenSet::new(0, 1, github.give()));
        Self {
            db,
            github,
            refreshers: [Refresher::Idle(Outcome::NotTried); PROCESSES],
            request: Request::default(),
            flows: [Flow::default(); 2],
            worker: Worker::default(),
            left,
            history: History::default(),
        }
    }
}
