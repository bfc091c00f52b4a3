use crate::{
    broken::Broken,
    github::{Life, Pair},
    state::State,
};

/// The revocation worker. The row of a pair stays until GitHub has confirmed that the pair is dead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Worker {
    #[default]
    Idle,
    Took(Pair),
    /// GitHub knows no such access token: run out, or dead. Only the refresh token tells.
    NotFound(Pair),
    /// The first is used up, the second lives and is in no row. A crash here loses it.
    Renewed(Pair, Pair),
    Confirmed(Pair),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Take(Pair),
    Delete,
    Renew,
    SaveRenewed,
    /// The database does not take the new pair: GitHub deletes it all the same.
    KillUnsaved,
    RemoveRow,
}

impl State {
    pub fn worker_steps(&self) -> Vec<Step> {
        match self.worker {
            Worker::Idle => self.db.queue.iter().map(Step::Take).collect(),
            Worker::Took(_) => vec![Step::Delete],
            Worker::NotFound(_) => vec![Step::Renew],
            Worker::Renewed(_, new) if self.github.life(new) == Life::Alive => {
                vec![Step::SaveRenewed, Step::KillUnsaved]
            }
            Worker::Renewed(..) => vec![Step::SaveRenewed],
            Worker::Confirmed(_) => vec![Step::RemoveRow],
        }
    }

    pub fn work(&mut self, step: Step, broken: Option<Broken>) {
        self.worker = match (self.worker, step) {
            (_, Step::Take(pair)) => Worker::Took(pair),
            (Worker::Took(pair), Step::Delete) => {
                let deleted = self.github.delete(pair) || broken == Some(Broken::NotFoundIsDone);
                if deleted { Worker::Confirmed(pair) } else { Worker::NotFound(pair) }
            }
            (Worker::NotFound(pair), Step::Renew) => {
                let renewed = self.github.refresh(pair);
                renewed.map_or(Worker::Confirmed(pair), |new| Worker::Renewed(pair, new))
            }
            (Worker::Renewed(old, new), Step::SaveRenewed) => {
                self.db.queue.remove(old);
                self.db.queue.insert(new);
                Worker::Took(new)
            }
            (Worker::Renewed(..), Step::KillUnsaved) if broken == Some(Broken::UnsavedIsForgotten) => Worker::Idle,
            (Worker::Renewed(old, new), Step::KillUnsaved) => {
                self.github.delete(new);
                Worker::Confirmed(old)
            }
            (Worker::Confirmed(pair), Step::RemoveRow) => {
                self.db.queue.remove(pair);
                Worker::Idle
            }
            (worker, step) => unreachable!("{step:?} in {worker:?}"),
        };
    }
}
