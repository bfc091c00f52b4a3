use tower_sessions::session::Id;

use super::Lifecycle;
use crate::{
    crypto::random_id,
    db::Error,
    session::{ActiveSession, SessionKey},
};

/// Neither pending (0) nor a person's (1): whatever lists, counts, caps or ends sessions passes it by.
const INSERT: &str = "
    INSERT INTO sessions (id_hash, state, issuer, github_id, created_at, last_seen_at, absolute_at, fresh_at, device)
    VALUES ($1, 2, $2, $3, $4, $4, $5, $4, $6)";

/// So many seconds is a decoy good for; it is used at once.
const LIFE: i64 = 60;

impl Lifecycle {
    /// Begins a session without a token set, for `/inside` to be attacked: it stands for `viewer`, opens nothing at GitHub, and
    /// its id never leaves this process.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn begin_decoy(&self, viewer: &ActiveSession) -> Result<Id, Error> {
        let now = self.clock.now();
        let id = Id::default();
        sqlx::query(INSERT)
            .bind(SessionKey::of(id).as_bytes())
            .bind(&viewer.issuer)
            .bind(viewer.github_id)
            .bind(now.0)
            .bind(now.0 + LIFE)
            .bind(random_id::<8>())
            .execute(&mut *self.db.write_one().await?)
            .await?;
        Ok(id)
    }

    /// Ends it. It leaves nothing behind.
    ///
    /// # Errors
    ///
    /// When the database does not answer; the sweep ends it then.
    pub async fn end_decoy(&self, id: Id) -> Result<(), Error> {
        sqlx::query("DELETE FROM sessions WHERE id_hash = $1 AND state = 2")
            .bind(SessionKey::of(id).as_bytes())
            .execute(&mut *self.db.write_one().await?)
            .await?;
        Ok(())
    }
}
