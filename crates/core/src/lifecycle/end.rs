use gatehouse_model::{AccountEventKind, Timestamp};

use super::{BATCH_PAUSE, Lifecycle};
use crate::{
    audit,
    db::{
        Error, Write,
        flows::{self, FlowOwner},
        kept_pairs::{self, Unwanted},
        pending_actions, revocations, security_events, sessions, token_sets, tombstones, viewers,
    },
    session::{EndReason, SessionKey},
};

/// One transaction ends at most this many sessions, so that nobody waits long for the write lock.
const BATCH: i64 = 200;

impl Lifecycle {
    /// Ends `session`, also if a reauthentication has just given it a new id. True if it was active; ending it again changes
    /// nothing.
    ///
    /// # Errors
    ///
    /// If the database fails; the session is then as it was.
    pub async fn end(&self, session: SessionKey, reason: EndReason) -> Result<bool, Error> {
        let mut write = self.db.write().await?;
        let now = self.clock.now();
        let mut ended = end_in(&mut write, session, reason, now).await?;
        let mut gone = session;
        while !ended && let Some(successor) = tombstones::successor(&mut write, gone).await? {
            ended = end_in(&mut write, successor, reason, now).await?;
            gone = successor;
        }
        write.commit().await?;
        Ok(ended)
    }

    /// Ends `session` because GitHub no longer honours its token set, unless that has a newer pair than the one of
    /// `generation` by now. A pair that `may_live`, since GitHub only refused to use it, is queued.
    ///
    /// # Errors
    ///
    /// If the database fails; the session is then as it was.
    pub async fn end_dead(&self, session: SessionKey, generation: i64, may_live: bool) -> Result<bool, Error> {
        let now = self.clock.now();
        let mut write = self.db.write().await?;
        let dead = token_sets::generation(&mut write, session).await? == Some(generation);
        if dead && may_live {
            revocations::queue_token_set_of(&mut write, session, now).await?;
        }
        let ended = dead && end_in(&mut write, session, EndReason::TokensDead, now).await?;
        write.commit().await?;
        Ok(ended)
    }

    /// Ends the viewer's session on `device`. `None` if this viewer has no such session.
    ///
    /// # Errors
    ///
    /// If the database fails; nothing has changed then.
    pub async fn end_device(&self, issuer: &str, viewer: i64, device: &str) -> Result<Option<SessionKey>, Error> {
        let now = self.clock.now();
        let mut write = self.db.write().await?;
        let found = sessions::by_device_of_viewer(&mut write, issuer, viewer, device).await?;
        let Some(session) = found else { return Ok(None) };
        end_in(&mut write, session, EndReason::Ended, now).await?;
        write.commit().await?;
        Ok(Some(session))
    }

    /// Ends every session of the viewer but that on the device `kept`, and returns their keys. It goes by the device because
    /// a reauthentication may give that session a new id at the same moment.
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
        let ended = self.end_in_all_but(&mut write, kept, issuer, viewer, reason).await?;
        write.commit().await?;
        Ok(ended)
    }

    /// The token sets that GitHub deletes with the viewer's authorisation: those of their sessions and of the revocation
    /// queue, under this client. Pairs of another application are not affected.
    pub async fn token_sets_of(&self, issuer: &str, viewer: i64, client_id: &str) -> Result<Vec<String>, Error> {
        token_sets::ids_of_client(&self.db, issuer, viewer, client_id).await
    }

    /// GitHub has deleted the viewer's authorisation: every session ends, and the `deleted` token sets leave the queue. The
    /// session of a sign-in that came meanwhile ends as well; its pair may live, and is queued like any other.
    ///
    /// # Errors
    ///
    /// As [`Lifecycle::end_device`].
    pub async fn disconnected(&self, issuer: &str, viewer: i64, deleted: &[String]) -> Result<Vec<SessionKey>, Error> {
        let mut write = self.db.write().await?;
        let ended = self.end_in_all_but(&mut write, None, issuer, viewer, EndReason::Disconnected).await?;
        for token_set in deleted {
            revocations::cancel(&mut write, token_set).await?;
        }
        audit::record_for_viewer(&mut write, issuer, viewer, AccountEventKind::Disconnected, self.clock.now()).await?;
        write.commit().await?;
        Ok(ended)
    }

    /// Ends every session and deletes everything about the viewer. Only the queue keeps their sealed pairs, until GitHub has
    /// confirmed that they are dead or a week has passed.
    ///
    /// # Errors
    ///
    /// If the database fails; the sessions are then as they were, and at most old events are gone.
    pub async fn delete_viewer(&self, issuer: &str, viewer: i64) -> Result<Vec<SessionKey>, Error> {
        // There may be many events: all but the last few go before the one transaction that deletes the rest.
        while security_events::delete_some_of(&self.db, issuer, viewer, BATCH).await? >= BATCH.unsigned_abs() {
            tokio::time::sleep(BATCH_PAUSE).await;
        }
        let mut write = self.db.write().await?;
        let ended = self.end_in_all_but(&mut write, None, issuer, viewer, EndReason::Ended).await?;
        sessions::delete_decoys_of(&mut write, issuer, viewer).await?;
        security_events::delete_all_of(&mut write, issuer, viewer).await?;
        viewers::delete(&mut write, issuer, viewer).await?;
        flows::delete_all_of(&mut write, &FlowOwner::Viewer(viewer)).await?;
        write.commit().await?;
        if let Err(error) = self.db.truncate_log().await {
            tracing::warn!(%error, "the database's log could not be truncated yet; the sweep will do it");
        }
        Ok(ended)
    }

    /// Ends all sessions, and returns their number.
    ///
    /// # Errors
    ///
    /// If the database fails; the sessions of earlier batches have ended by then.
    pub async fn end_everybody(&self) -> Result<usize, Error> {
        let mut ended = 0;
        loop {
            let mut write = self.db.write().await?;
            let batch = sessions::any(&mut write, BATCH).await?;
            self.end_each_in(&mut write, &batch, EndReason::Operator).await?;
            // A sign-in that waits for GitHub's rate limit would be a session in an hour.
            kept_pairs::queue_for_revocation(&mut write, Unwanted::All, self.clock.now()).await?;
            write.commit().await?;
            ended += batch.len();
            if batch.is_empty() {
                return Ok(ended);
            }
            tokio::time::sleep(BATCH_PAUSE).await;
        }
    }

    async fn end_in_all_but(
        &self,
        write: &mut Write,
        kept: Option<&str>,
        issuer: &str,
        viewer: i64,
        reason: EndReason,
    ) -> Result<Vec<SessionKey>, Error> {
        let keys = sessions::of_viewer_except(write, issuer, viewer, kept).await?;
        self.end_each_in(write, &keys, reason).await?;
        Ok(keys)
    }

    async fn end_each_in(&self, write: &mut Write, keys: &[SessionKey], reason: EndReason) -> Result<(), Error> {
        let now = self.clock.now();
        for key in keys {
            end_in(write, *key, reason, now).await?;
        }
        Ok(())
    }
}

/// Ends `session` within a transaction: a tombstone is left, its pair is queued, token set and row are deleted.
pub(super) async fn end_in(
    write: &mut Write,
    session: SessionKey,
    reason: EndReason,
    now: Timestamp,
) -> Result<bool, Error> {
    if reason != EndReason::Rotated {
        let ended = AccountEventKind::Ended(reason.sign_in_reason());
        audit::record_for_session(write, session, ended, now).await?;
    }
    let was_active = tombstones::leave(write, session, reason, None, now).await?;
    if reason != EndReason::TokensDead {
        revocations::queue_token_set_of(write, session, now).await?;
    }
    token_sets::delete(write, session).await?;
    kept_pairs::queue_for_revocation(write, Unwanted::OfSession(session), now).await?;
    pending_actions::delete(write, session).await?;
    sessions::delete(write, session).await?;
    Ok(was_active)
}
