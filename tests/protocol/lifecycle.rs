use crate::{
    broken::Broken,
    database::{Database, Grant, GrantId, Reason, Session, SessionId},
    github::Pair,
};

/// Every beginning and ending of a session. Each public method is one transaction.
impl Database {
    /// A new sign-in: session and grant, and the end of the session this browser had before, if it still stands.
    pub fn begin(&mut self, previous: Option<SessionId>, pair: Pair, broken: Option<Broken>) {
        let id = self.new_session();
        let sign_in = self.new_grant();
        self.sessions[usize::from(id)] = Some(Session { sign_in, fresh: true });
        self.grants[usize::from(sign_in)] = Some(Grant::new(id, 1, pair));
        if let Some(previous) = previous {
            self.end(previous, Reason::Rotated, broken);
        }
    }

    /// Session and grant gone, tombstone left, the pair into the queue (nothing for a dead one).
    pub fn end(&mut self, id: SessionId, reason: Reason, broken: Option<Broken>) {
        if self.sessions[usize::from(id)].take().is_none() {
            return;
        }
        self.tombstones[usize::from(id)] = Some(reason);
        for row in &mut self.grants {
            let Some(grant) = row.take_if(|grant| grant.session == id) else { continue };
            if reason != Reason::GrantDead && broken != Some(Broken::EndQueuesNothing) {
                self.queue.insert(grant.pair);
            }
        }
    }

    /// A proof: new id, same facts, fresh now. The grant goes along as it is, with any lease on it. The proof's own
    /// pair is not needed: it is queued, and where the old session is gone that is all.
    pub fn prove(&mut self, old: SessionId, pair: Pair, broken: Option<Broken>) {
        self.queue.insert(pair);
        let standing = self.session(old).copied();
        let revived = (broken == Some(Broken::ProofRevives)).then_some(Session { sign_in: 0, fresh: true });
        let Some(session) = standing.or(revived) else { return };
        let id = self.rotate(old, Session { fresh: true, ..session });
        for grant in self.grants.iter_mut().flatten().filter(|grant| grant.session == id) {
            if broken == Some(Broken::ProofDropsLease) {
                *grant = Grant::new(id, grant.generation, grant.pair);
            }
            if broken == Some(Broken::ProofEndsOldId) {
                self.queue.insert(grant.pair);
            }
        }
    }

    /// Scopes changed: new id, same facts; the new pair takes the place of the old one, which is queued. Where the
    /// session is gone the new one is.
    pub fn change_scopes(&mut self, old: SessionId, pair: Pair) {
        let Some(session) = self.session(old).copied() else {
            self.queue.insert(pair);
            return;
        };
        let id = self.rotate(old, session);
        for grant in self.grants.iter_mut().flatten().filter(|grant| grant.session == id) {
            self.queue.insert(grant.pair);
            *grant = Grant::new(id, grant.generation + 1, pair);
        }
    }

    /// Moves a session and its grant to a new id.
    fn rotate(&mut self, old: SessionId, session: Session) -> SessionId {
        let id = self.new_session();
        self.sessions[usize::from(old)] = None;
        self.tombstones[usize::from(old)].get_or_insert(Reason::Rotated);
        self.sessions[usize::from(id)] = Some(session);
        for grant in self.grants.iter_mut().flatten().filter(|grant| grant.session == old) {
            grant.session = id;
        }
        id
    }

    fn new_session(&mut self) -> SessionId {
        self.sessions_made += 1;
        self.sessions_made - 1
    }

    fn new_grant(&mut self) -> GrantId {
        self.grants_made += 1;
        self.grants_made - 1
    }
}
