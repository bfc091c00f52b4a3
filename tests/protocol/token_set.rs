use crate::{
    broken::Broken,
    database::{Database, Lease, Owner, Reason, SessionId, TokenSet, TokenSetId},
    github::Pair,
    refresher::{Attempt, Outcome},
};

/// The four transactions of a refresh.
impl Database {
    /// Takes the lease where nobody holds one, and reads the row in the same statement, with the mark of whoever sent
    /// this refresh token before: the new owner's own mark will overwrite that.
    pub fn claim(&mut self, owner: Owner, id: TokenSetId, broken: Option<Broken>) -> Option<Attempt> {
        let row = self.token_sets[usize::from(id)].as_mut().filter(|row| !row.lease.is_held())?;
        row.lease = Lease::Held(owner);
        let TokenSet { session, generation, pair, sent, .. } = *row;
        let rival = sent.filter(|rival| *rival != owner && broken != Some(Broken::ClaimForgetsRival));
        Some(Attempt { token_set: id, session, generation, pair, rival })
    }

    /// Says that the refresh token is about to go out, if the lease is still the owner's. False: somebody else
    /// refreshes.
    pub fn mark_sent(&mut self, owner: Owner, attempt: Attempt, broken: Option<Broken>) -> bool {
        if broken == Some(Broken::SendsUnmarked) {
            return true;
        }
        let unasked = broken == Some(Broken::SendsWithoutLease);
        let row = self.token_sets[usize::from(attempt.token_set)].as_mut();
        match row.filter(|row| unasked || row.lease.owner() == Some(owner)) {
            Some(row) => {
                row.sent = Some(owner);
                true
            }
            None => false,
        }
    }

    /// Saves GitHub's answer: compare-and-swap on the generation, never on the owner, because the answer is good
    /// whoever holds the lease by now. An answer that comes too late is queued in the same transaction.
    pub fn save(&mut self, owner: Owner, attempt: Attempt, pair: Pair, broken: Option<Broken>) -> Outcome {
        let row = self.token_sets[usize::from(attempt.token_set)].as_ref();
        let found = row.filter(|row| match broken {
            Some(Broken::SavesByOwner) => row.lease.owner() == Some(owner),
            Some(Broken::SavesBySession) => row.session == attempt.session && row.generation == attempt.generation,
            Some(Broken::SavesBlindly) => true,
            _ => row.generation == attempt.generation,
        });
        let session = match found {
            Some(row) => row.session,
            None if broken == Some(Broken::SaveInserts) => attempt.session,
            None => {
                if broken != Some(Broken::LoserIsDropped) {
                    self.queue.insert(pair);
                }
                return Outcome::Queued;
            }
        };
        self.token_sets[usize::from(attempt.token_set)] = Some(TokenSet::new(session, attempt.generation + 1, pair));
        Outcome::Saved
    }

    /// Ends a session whose pair GitHub's check calls dead, if the token set still holds it and nobody has sent its refresh token:
    /// then the answer in the air decides. A part of the pair may live, so it is queued.
    pub fn end_refused(&mut self, session: SessionId, pair: Pair, broken: Option<Broken>) {
        let unasked = broken == Some(Broken::CheckForgetsSender);
        if self.token_set_of(session).is_some_and(|row| row.pair == pair && (unasked || row.sent.is_none())) {
            self.queue.insert(pair);
            self.end(session, Reason::TokensDead, broken);
        }
    }

    /// Ends the session of a dead token set, whatever its id is by now, if the token set is still of the generation that
    /// GitHub refused. The pair is dead and not queued.
    pub fn end_dead(&mut self, attempt: Attempt, broken: Option<Broken>) -> Outcome {
        let row = self.token_set(attempt.token_set);
        let unasked = broken == Some(Broken::EndsAnyGeneration);
        match row.filter(|row| unasked || row.generation == attempt.generation) {
            Some(row) => {
                self.end(row.session, Reason::TokensDead, broken);
                Outcome::Ended
            }
            None => Outcome::Overtaken,
        }
    }
}
