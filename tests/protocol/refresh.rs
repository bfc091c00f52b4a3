use crate::{
    broken::Broken,
    database::{Owner, TokenSetId},
    refresher::{Attempt, Outcome, Refresher},
    scenario::Scenario,
    state::State,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Claim(TokenSetId),
    MarkSent,
    GitHubAnswers,
    Save,
    ReadAgain,
    EndDead,
}

/// The way of a refresh, one step at a time.
impl State {
    pub fn refresh_steps(&self, owner: Owner, scenario: &Scenario, broken: Option<Broken>) -> Vec<Step> {
        match self.refreshers[usize::from(owner)] {
            Refresher::Idle(_) => self.claimable(owner).map(Step::Claim).collect(),
            Refresher::Claimed(_) => vec![Step::MarkSent],
            Refresher::Sent(_) => vec![Step::GitHubAnswers],
            Refresher::Answered(..) => vec![Step::Save],
            Refresher::Refused(attempt) => {
                let waits = match broken {
                    Some(Broken::GivesUpAtOnce) => false,
                    Some(Broken::WaitsForEver) => self.rivals(owner, attempt).any(|rival| rival.attempt().is_some()),
                    _ => scenario.in_time && self.waits(owner, attempt),
                };
                if waits { vec![] } else { vec![Step::ReadAgain] }
            }
            Refresher::GivenUp(_) => vec![Step::EndDead],
        }
    }

    pub fn refresh(&mut self, owner: Owner, step: Step, broken: Option<Broken>) {
        let next = match (self.refreshers[usize::from(owner)], step) {
            (_, Step::Claim(token_set)) => {
                self.left.refreshes -= 1;
                let claimed = self.db.claim(owner, token_set, broken);
                claimed.map_or(Refresher::Idle(Outcome::GaveWay), Refresher::Claimed)
            }
            (Refresher::Claimed(attempt), Step::MarkSent) => {
                let marked = self.db.mark_sent(owner, attempt, broken);
                if marked { Refresher::Sent(attempt) } else { Refresher::Idle(Outcome::GaveWay) }
            }
            (Refresher::Sent(attempt), Step::GitHubAnswers) => {
                let answer = self.github.refresh(attempt.pair);
                answer.map_or(Refresher::Refused(attempt), |pair| Refresher::Answered(attempt, pair))
            }
            (Refresher::Answered(attempt, pair), Step::Save) => {
                Refresher::Idle(self.db.save(owner, attempt, pair, broken))
            }
            (Refresher::Refused(attempt), Step::ReadAgain) => {
                let stands = self.same_generation(attempt);
                if stands { Refresher::GivenUp(attempt) } else { Refresher::Idle(Outcome::Overtaken) }
            }
            (Refresher::GivenUp(attempt), Step::EndDead) => Refresher::Idle(self.db.end_dead(attempt, broken)),
            (refresher, step) => unreachable!("{step:?} in {refresher:?}"),
        };
        self.refreshers[usize::from(owner)] = next;
    }

    /// Whether a refused refresher still has to wait: the row is as it was, and a rival's answer may be under way.
    pub fn waits(&self, owner: Owner, attempt: Attempt) -> bool {
        self.same_generation(attempt) && self.rivals(owner, attempt).any(|rival| rival.may_save(attempt))
    }

    /// Those a refused refresher has to think of: nobody, unless there is a mark that is not its own, in the row now
    /// or when it took the lease. Then everybody: the wait goes by the age of the youngest mark, and so outlasts the
    /// rest.
    fn rivals(&self, owner: Owner, attempt: Attempt) -> impl Iterator<Item = &Refresher> {
        let marked = self.db.token_set(attempt.token_set).and_then(|row| row.sent).filter(|rival| *rival != owner);
        let others = (0u8..).zip(&self.refreshers).filter(move |(other, _)| *other != owner);
        others.filter(move |_| marked.or(attempt.rival).is_some()).map(|(_, rival)| rival)
    }

    fn same_generation(&self, attempt: Attempt) -> bool {
        self.db.token_set(attempt.token_set).is_some_and(|row| row.generation == attempt.generation)
    }

    /// Processes are alike: who claims first is called 0, so that no race is explored twice under swapped names.
    fn claimable(&self, owner: Owner) -> impl Iterator<Item = TokenSetId> {
        let before = &self.refreshers[..usize::from(owner)];
        let turn = self.left.refreshes > 0 && !before.contains(&Refresher::Idle(Outcome::NotTried));
        let free = |id: &TokenSetId| self.db.token_set(*id).is_some_and(|row| !row.lease.is_held());
        (0..self.db.token_sets_made).filter(move |id| turn && free(id))
    }
}
