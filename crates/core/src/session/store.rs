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
    db::{Db, is_busy},
};

/// What tower-sessions is allowed to do with our table: make a pending row, ask whether a row is there.
///
/// It never ends a row and never brings one back. Its records carry no data: what a session is, the resolver knows.
#[derive(Clone, Debug)]
struct Store {
    db: Db,
    clock: Clock,
}

/// What tower-sessions makes of the session `id`. Without one, its `save` makes a pending row under a new id.
#[must_use]
pub fn handle(db: Db, clock: Clock, id: Option<Id>) -> Session {
    Session::new(id, Arc::new(Store { db, clock }), None)
}

const CREATE: &str = "
    INSERT INTO sessions (id_hash, state, created_at, last_seen_at, absolute_at, fresh_at)
    VALUES ($1, 0, $2, $2, $2, $2)
    ON CONFLICT (id_hash) DO NOTHING";

impl Store {
    async fn exists(&self, id: Id) -> Result<bool> {
        let row: Option<i64> = sqlx::query_scalar("SELECT state FROM sessions WHERE id_hash = $1")
            .bind(SessionKey::of(id).as_bytes())
            .fetch_optional(self.db.read())
            .await
            .map_err(backend)?;
        Ok(row.is_some())
    }
}

#[async_trait]
impl SessionStore for Store {
    async fn create(&self, record: &mut Record) -> Result<()> {
        loop {
            let made = sqlx::query(CREATE)
                .bind(SessionKey::of(record.id).as_bytes())
                .bind(self.clock.now().0)
                .execute(&mut *self.db.write_one().await.map_err(backend)?)
                .await
                .map_err(backend)?;
            if made.rows_affected() == 1 {
                return Ok(());
            }
            record.id = Id::default();
        }
    }

    /// Update-if-exists, with nothing to update: an answer that comes late finds no row and makes none.
    async fn save(&self, _record: &Record) -> Result<()> {
        Ok(())
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let record = Record { id: *id, data: std::collections::HashMap::default(), expiry_date: FAR };
        Ok(self.exists(*id).await?.then_some(record))
    }

    /// Nothing: only `lifecycle` ends rows. tower-sessions cannot tell a new id from a sign-out.
    async fn delete(&self, _id: &Id) -> Result<()> {
        Ok(())
    }
}

/// Never read: the server judges every limit from its own columns.
const FAR: OffsetDateTime = time::macros::datetime!(9999-01-01 0:00 UTC);

/// tower-sessions carries text only, so that the kind of a failure goes along as its first word.
const BUSY: &str = "busy: ";

#[expect(clippy::needless_pass_by_value, reason = "what `map_err` hands over")]
fn backend(error: sqlx::Error) -> Error {
    Error::Backend(format!("{}{error}", if is_busy(&error) { BUSY } else { "" }))
}

/// As [`crate::db::is_busy`], of an error that came through tower-sessions.
pub fn store_is_busy(error: &tower_sessions::session::Error) -> bool {
    use tower_sessions::session::Error::Store;
    matches!(error, Store(Error::Backend(text)) if text.starts_with(BUSY))
}
