use gatehouse_model::AccountEventKind;

use super::{BREATH, Lifecycle, end::end_in};
use crate::{
    audit,
    db::{Error, Write},
    revocation::{self, Kept},
    session::{EndReason, SessionKey},
};

const OF_VIEWER: &str = "
    SELECT id_hash FROM sessions WHERE issuer = $1 AND github_id = $2 AND state = 1 AND device <> $3";

/// Pairs of another application of ours are not GitHub's to delete.
const GRANTS_OF: &str = "
    SELECT id FROM token_sets WHERE issuer = $1 AND github_id = $2 AND client_id = $3
    UNION SELECT token_set_id FROM revocations WHERE issuer = $1 AND github_id = $2 AND client_id = $3";

const BY_DEVICE: &str = "
    SELECT id_hash FROM sessions WHERE issuer = $1 AND github_id = $2 AND device = $3 AND state = 1";

/// One transaction ends at most this many, so that nobody waits long for the write lock.
const BATCH: i64 = 200;

const FORGET_EVENTS: &str = "
    DELETE FROM security_events WHERE sequence IN (
        SELECT sequence FROM security_events WHERE issuer = $1 AND github_id = $2 LIMIT $3)";

const ANY: &str = "SELECT id_hash FROM sessions WHERE state = 1 LIMIT $1";

/// What the flows of a signed-in viewer are counted by.
#[must_use]
pub fn flow_owner(viewer: i64) -> String {
    format!("viewer {viewer}")
}

/// The endings that concern more of a viewer's sessions than the one that asks.
impl Lifecycle {
    /// Ends the viewer's session on `device`. None where there is no such session, of this viewer.
    ///
    /// # Errors
    ///
    /// When the database does not answer; then nothing has changed.
    pub async fn end_device(&self, issuer: &str, viewer: i64, device: &str) -> Result<Option<SessionKey>, Error> {
        let now = self.clock.now();
        let mut write = self.db.write().await?;
        let found: Option<Vec<u8>> =
            sqlx::query_scalar(BY_DEVICE).bind(issuer).bind(viewer).bind(device).fetch_optional(&mut *write).await?;
        let Some(session) = found.and_then(|bytes| SessionKey::try_from(bytes).ok()) else { return Ok(None) };
        end_in(&mut write, session, EndReason::Ended, now).await?;
        write.commit().await?;
        Ok(Some(session))
    }

    /// Ends every session of the viewer but that on the device `kept`, and names them. By the device, since a reauthentication may
    /// give this session a new id at the same moment.
    ///
    /// # Errors
    ///
    /// As [`Lifecycle::end_device`].
    pub async fn end_all_but(
        &self,
        kept: Option<&str>,
        issuer: &str,
        viewer: i64,
        reason: EndReason,
    ) -> Result<Vec<SessionKey>, Error> {
        let mut write = self.db.write().await?;
        let ended = self.end_each(&mut write, issuer, viewer, kept, reason).await?;
        write.commit().await?;
        Ok(ended)
    }

    /// What GitHub will delete with the viewer's grant: the grants of their sessions and of the queue, under this client.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn token_sets_of(&self, issuer: &str, viewer: i64, client_id: &str) -> Result<Vec<String>, Error> {
        let query = sqlx::query_scalar(GRANTS_OF).bind(issuer).bind(viewer).bind(client_id);
        query.fetch_all(self.db.read()).await
    }

    /// GitHub has deleted the viewer's grant: every session ends, and nothing is left to kill of the `deleted` grants. A
    /// sign-in that came meanwhile ends as well; its pair may live, and goes the way of any other.
    ///
    /// # Errors
    ///
    /// As [`Lifecycle::end_device`].
    pub async fn disconnected(&self, issuer: &str, viewer: i64, deleted: &[String]) -> Result<Vec<SessionKey>, Error> {
        let mut write = self.db.write().await?;
        let ended = self.end_each(&mut write, issuer, viewer, None, EndReason::Disconnected).await?;
        revocation::cancel(&mut write, deleted).await?;
        audit::of_viewer(&mut write, issuer, viewer, AccountEventKind::Disconnected, self.clock.now()).await?;
        write.commit().await?;
        Ok(ended)
    }

    /// Ends every session and deletes what is kept about the viewer. Only the queue keeps their sealed pairs, until GitHub
    /// has confirmed them dead or a week has passed.
    ///
    /// # Errors
    ///
    /// When the database does not answer; then the sessions stand, and only old events may be gone.
    pub async fn delete_viewer(&self, issuer: &str, viewer: i64) -> Result<Vec<SessionKey>, Error> {
        self.forget_events(issuer, viewer).await?;
        let mut write = self.db.write().await?;
        let ended = self.end_each(&mut write, issuer, viewer, None, EndReason::Ended).await?;
        for forget in [
            "DELETE FROM sessions WHERE issuer = $1 AND github_id = $2 AND state = 2",
            "DELETE FROM security_events WHERE issuer = $1 AND github_id = $2",
            "DELETE FROM viewers WHERE issuer = $1 AND github_id = $2",
        ] {
            sqlx::query(forget).bind(issuer).bind(viewer).execute(&mut *write).await?;
        }
        sqlx::query("DELETE FROM flows WHERE owner = $1").bind(flow_owner(viewer)).execute(&mut *write).await?;
        write.commit().await?;
        if let Err(error) = self.db.empty_log().await {
            tracing::warn!(%error, "the database's log could not be emptied yet; the sweep will");
        }
        Ok(ended)
    }

    /// The events of a viewer may be many; all but the last few go before the one transaction that takes the rest.
    async fn forget_events(&self, issuer: &str, viewer: i64) -> Result<(), Error> {
        loop {
            let some = sqlx::query(FORGET_EVENTS).bind(issuer).bind(viewer).bind(BATCH);
            if some.execute(&mut *self.db.write_one().await?).await?.rows_affected() < BATCH.unsigned_abs() {
                return Ok(());
            }
            tokio::time::sleep(BREATH).await;
        }
    }

    /// Ends every session of everybody. Gives how many there were.
    ///
    /// # Errors
    ///
    /// When the database does not answer; the sessions of earlier batches have ended by then.
    pub async fn end_everybody(&self) -> Result<usize, Error> {
        let mut ended = 0;
        loop {
            let mut write = self.db.write().await?;
            let some: Vec<Vec<u8>> = sqlx::query_scalar(ANY).bind(BATCH).fetch_all(&mut *write).await?;
            let gone = self.end_these(&mut write, some, EndReason::Operator).await?;
            // A sign-in that waits for GitHub would be a session in an hour.
            revocation::queue_kept(&mut write, Kept::All, self.clock.now()).await?;
            write.commit().await?;
            ended += gone.len();
            if gone.is_empty() {
                return Ok(ended);
            }
            tokio::time::sleep(BREATH).await;
        }
    }

    async fn end_each(
        &self,
        write: &mut Write,
        issuer: &str,
        viewer: i64,
        kept: Option<&str>,
        reason: EndReason,
    ) -> Result<Vec<SessionKey>, Error> {
        let all: Vec<Vec<u8>> = sqlx::query_scalar(OF_VIEWER)
            .bind(issuer)
            .bind(viewer)
            .bind(kept.unwrap_or_default())
            .fetch_all(&mut **write)
            .await?;
        self.end_these(write, all, reason).await
    }

    async fn end_these(
        &self,
        write: &mut Write,
        all: Vec<Vec<u8>>,
        reason: EndReason,
    ) -> Result<Vec<SessionKey>, Error> {
        let now = self.clock.now();
        let going: Vec<_> = all.into_iter().filter_map(|bytes| SessionKey::try_from(bytes).ok()).collect();
        for session in &going {
            end_in(write, *session, reason, now).await?;
        }
        Ok(going)
    }
}
