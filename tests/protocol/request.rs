use crate::{
    broken::Broken,
    database::SessionId,
    github::{Life, Pair},
    set::Set,
    state::State,
};

/// A page under way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Request {
    pub at: At,
    /// Only a broken resolver remembers.
    remembered: Set,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum At {
    #[default]
    Nowhere,
    Resolved(Bearer),
    Touched(Bearer),
    /// Holds the access token of this pair. `again`: GitHub has said 401 once.
    Reads(Bearer, Pair, bool),
    /// GitHub has said 401 to another pair, too. Its own check decides.
    Refused(Bearer, Pair),
    Answered(Bearer),
}

/// Whose request it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bearer {
    pub session: SessionId,
    /// The session had ended before this request began.
    pub too_late: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Resolve(SessionId),
    Touch,
    ReadToken,
    AskGitHub,
    /// GitHub says 401 to a token that it honours.
    BeRefused,
    Check,
    /// A page that needs nothing from GitHub.
    AnswerAlone,
}

impl State {
    pub fn request_steps(&self, broken: Option<Broken>) -> Vec<Step> {
        match self.request.at {
            At::Nowhere | At::Answered(_) if self.left.requests > 0 => {
                let known = |id: &SessionId| {
                    let remembered =
                        broken == Some(Broken::ResolvesFromMemory) && self.request.remembered.contains(*id);
                    remembered || self.db.resolve(*id)
                };
                (0..self.db.sessions_made).filter(known).map(Step::Resolve).collect()
            }
            At::Nowhere | At::Answered(_) => vec![],
            At::Resolved(_) => vec![Step::Touch],
            At::Touched(_) => vec![Step::ReadToken, Step::AnswerAlone],
            At::Reads(_, pair, _) if self.left.refusals > 0 && self.github.life(pair) == Life::Alive => {
                vec![Step::AskGitHub, Step::BeRefused]
            }
            At::Reads(..) => vec![Step::AskGitHub],
            At::Refused(..) => vec![Step::Check],
        }
    }

    pub fn request(&mut self, step: Step, broken: Option<Broken>) {
        self.request.at = match (self.request.at, step) {
            (_, Step::Resolve(session)) => {
                self.left.requests -= 1;
                if broken == Some(Broken::ResolvesFromMemory) {
                    self.request.remembered.insert(session);
                }
                At::Resolved(Bearer { session, too_late: self.history.ended.contains(session) })
            }
            (At::Resolved(bearer), Step::Touch) => {
                self.db.touch(bearer.session, broken);
                At::Touched(bearer)
            }
            (At::Touched(bearer), Step::ReadToken) => self.read_token(bearer, false),
            (At::Touched(bearer), Step::AnswerAlone) => At::Answered(bearer),
            (At::Reads(bearer, pair, again), Step::AskGitHub) => match self.github.life(pair) {
                Life::Alive => At::Answered(bearer),
                _ => self.refused(bearer, pair, again),
            },
            (At::Reads(bearer, pair, again), Step::BeRefused) => {
                self.left.refusals -= 1;
                self.refused(bearer, pair, again)
            }
            (At::Refused(bearer, pair), Step::Check) => {
                if self.github.life(pair) != Life::Alive || broken == Some(Broken::SecondRefusalEnds) {
                    self.db.end_refused(bearer.session, pair, broken);
                }
                At::Nowhere
            }
            (at, step) => unreachable!("{step:?} in {at:?}"),
        };
    }

    /// A 401: another pair may be there by now. Once.
    fn refused(&self, bearer: Bearer, pair: Pair, again: bool) -> At {
        if again { At::Refused(bearer, pair) } else { self.read_token(bearer, true) }
    }

    fn read_token(&self, bearer: Bearer, again: bool) -> At {
        self.db.token_set_of(bearer.session).map_or(At::Nowhere, |token_set| At::Reads(bearer, token_set.pair, again))
    }
}
