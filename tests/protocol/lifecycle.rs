use crate::{
    broken::Broken,
    database::{Database, Reason, Session, SessionId, TokenSet, TokenSetId},
    github::Pair,
};

/// Every beginning and ending of a session. Each public method is one transaction.
impl Database {
    /// A new sign-in: session and token set, and the end of the session this browser had before, if it still stands.
    pub fn begin(&mut self, previous: Option<SessionId>, pair: Pair, broken: Option<Broken>) {
        let id = self.new_session();
        let sign_in = self.new_token_set();
        self.sessions[usize::from(id)] = Some(Session { sign_in, fresh: true });
        self.token_sets[usize::from(sign_in)] = Some(TokenSet::new(id, 1, pair));
        if let Some(previous) = previous {
            self.end(previous, Reason::Rotated, broken);
        }
    }

    /// Session and token set gone, tombstone left, the pair into the queue (nothing for a dead one).
    pub fn end(&mut self, id: SessionId, reason: Reason, broken: Option<Broken>) {
        if self.sessions[usize::from(id)].take().is_none() {
            return;
        }
        self.tombstones[usize::from(id)] = Some(reason);
        for row in &mut self.token_sets {
            let Some(token_set) = row.take_if(|token_set| token_set.session == id) else { continue };
            if reason != Reason::TokensDead && broken != Some(Broken::EndQueuesNothing) {
                self.queue.insert(token_set.pair);
            }
        }
    }

    /// A reauthentication: new id, same facts, fresh now. The token set goes along as it is, with any lease on it. The reauthentication's own
    /// pair is not needed: it is queued, and where the old session is gone that is all.
    pub fn reauthenticate(&mut self, old: SessionId, pair: Pair, broken: Option<Broken>) {
        self.queue.insert(pair);
        let standing = self.session(old).copied();
        let revived = (broken == Some(Broken::ReauthenticationRevives)).then_some(Session { sign_in: 0, fresh: true });
        let Some(session) = standing.or(revived) else { return };
        let id = self.rotate(old, Session { fresh: true, ..session });
        for token_set in self.token_sets.iter_mut().flatten().filter(|token_set| token_set.session == id) {
            if broken == Some(Broken::ReauthenticationDropsLease) {
                *token_set = TokenSet::new(id, token_set.generation, token_set.pair);
            }
            if broken == Some(Broken::ReauthenticationEndsOldId) {
                self.queue.insert(token_set.pair);
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
        for token_set in self.token_sets.iter_mut().flatten().filter(|token_set| token_set.session == id) {
            self.queue.insert(token_set.pair);
            *token_set = TokenSet::new(id, token_set.generation + 1, pair);
        }
    }

    /// Moves a session and its token set to a new id.
    fn rotate(&mut self, old: SessionId, session: Session) -> SessionId {
        let id = self.new_session();
        self.sessions[usize::from(old)] = None;
        self.tombstones[usize::from(old)].get_or_insert(Reason::Rotated);
        self.sessions[usize::from(id)] = Some(session);
        for token_set in self.token_sets.iter_mut().flatten().filter(|token_set| token_set.session == old) {
            token_set.session = id;
        }
        id
    }

    fn new_session(&mut self) -> SessionId {
        self.sessions_made += 1;
        self.sessions_made - 1
    }

    fn new_token_set(&mut self) -> TokenSetId {
        self.token_sets_made += 1;
        self.token_sets_made - 1
    }
}
