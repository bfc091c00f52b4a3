use std::sync::Arc;

use async_trait::async_trait;
use time::OffsetDateTime;
use tower_sessions::{
    Session, SessionStore,
    session::{Id, Record},
    session_store::{Error, Result},
};

use super::SessionKey;
use crate::{
    clock::Clock,
    db::{Db, is_busy, sessions},
};

/// What tower-sessions may do with the table: insert a pending row, and ask whether a row exists.
///
/// It never ends a session and never revives one. Its records carry no data; what a session is, [`super::resolve`] reads.
#[derive(Clone, Debug)]
struct Store {
    db: Db,
    clock: Clock,
}

/// The session `id` as tower-sessions sees it. Without an id, its `save` inserts a pending row under a new one.
#[must_use]
pub fn handle(db: Db, clock: Clock, id: Option<Id>) -> Session {
    Session::new(id, Arc::new(Store { db, clock }), None)
}

#[async_trait]
impl SessionStore for Store {
    async fn create(&self, record: &mut Record) -> Result<()> {
        loop {
            let key = SessionKey::from_id(record.id);
            if sessions::insert_pending(&self.db, key, self.clock.now()).await.map_err(backend)? {
                return Ok(());
            }
            record.id = Id::default();
        }
    }

    /// An update with nothing to update: a late response must not insert the row again.
    async fn save(&self, _record: &Record) -> Result<()> {
        Ok(())
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let record = Record { id: *id, data: std::collections::HashMap::default(), expiry_date: NEVER };
        let exists = sessions::exists(&self.db, SessionKey::from_id(*id)).await.map_err(backend)?;
        Ok(exists.then_some(record))
    }

    /// Does nothing: only `lifecycle` ends sessions. tower-sessions cannot distinguish a new id from a sign-out.
    async fn delete(&self, _id: &Id) -> Result<()> {
        Ok(())
    }
}

/// Never read: the server decides every limit by its own columns.
const NEVER: OffsetDateTime = time::macros::datetime!(9999-01-01 0:00 UTC);

/// The first word of an error's text: tower-sessions passes on text only.
const BUSY: &str = "busy: ";

#[expect(clippy::needless_pass_by_value, reason = "the signature that `map_err` needs")]
fn backend(error: sqlx::Error) -> Error {
    Error::Backend(format!("{}{error}", if is_busy(&error) { BUSY } else { "" }))
}

/// As [`crate::db::is_busy`], for an error that came through tower-sessions.
pub fn store_is_busy(error: &tower_sessions::session::Error) -> bool {
    use tower_sessions::session::Error::Store;
    matches!(error, Store(Error::Backend(text)) if text.starts_with(BUSY))
}
