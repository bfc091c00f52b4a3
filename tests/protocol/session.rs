use crate::{
    broken::Broken,
    database::{Database, Session, SessionId},
};

impl Database {
    /// Whether the session stands: one query over session and token set.
    pub fn resolve(&self, id: SessionId) -> bool {
        self.session(id).is_some() && self.token_set_of(id).is_some()
    }

    /// Notes that a session was used. The time it writes is not modelled; what counts is that it makes no row.
    pub fn touch(&mut self, id: SessionId, broken: Option<Broken>) {
        if broken == Some(Broken::TouchInserts) {
            self.sessions[usize::from(id)].get_or_insert(Session { sign_in: 0, fresh: false });
        }
    }
}
