use crate::{
    database::{Database, TOKEN_SETS, TokenSetId},
    set::Set,
};

/// What no row tells any more and the invariants ask for. It is read off the rows before and after each step, so that
/// no step has to remember to note it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct History {
    /// Sessions that stood once and were gone after some step.
    pub ended: Set,
    /// Sign-ins of which no session was left.
    pub signed_out: Set,
    /// Pairs that were in a token set, and were replaced or taken away.
    pub replaced: Set,
    /// Token sets that were taken away.
    pub gone: Set,
    /// The highest generation each token set ever had.
    pub highest: [u8; TOKEN_SETS],
    /// Pairs that an accident took from memory or wire.
    pub lost: Set,
}

impl History {
    pub fn note(&mut self, before: &Database, after: &Database) {
        for id in before.active().filter(|id| after.session(*id).is_none()) {
            self.ended.insert(id);
        }
        for id in sign_ins(before) {
            if sign_ins(after).all(|other| other != id) {
                self.signed_out.insert(id);
            }
        }
        for id in 0..before.token_sets_made {
            let (old, new) = (before.token_set(id), after.token_set(id));
            if let Some(old) = old.filter(|old| new.is_none_or(|new| new.pair != old.pair)) {
                self.replaced.insert(old.pair);
            }
            if old.is_some() && new.is_none() {
                self.gone.insert(id);
            }
            let highest = &mut self.highest[usize::from(id)];
            *highest = (*highest).max(new.map_or(0, |new| new.generation));
        }
    }
}

fn sign_ins(db: &Database) -> impl Iterator<Item = TokenSetId> {
    db.sessions.iter().flatten().map(|session| session.sign_in)
}
