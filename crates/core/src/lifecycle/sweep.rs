use gatehouse_model::Timestamp;

use super::{Lifecycle, end::end_in};
use crate::{
    audit,
    db::{
        Error, flows,
        kept_pairs::{self, Unwanted},
        pending_actions, revocations, security_events, sessions, tombstones,
    },
    session::{EndReason, SessionKey},
};

/// In seconds, as the others: pending rows whose sign-in did not finish, and decoys, are deleted after this time.
const PENDING_LIFE: i64 = 600;

/// A pair that no worker may revoke, since it is another application's, leaves the queue a day after its week.
const QUEUED_LIFE: i64 = 8 * 86_400;

/// An expired flow is kept as long as its cookie, so that a late browser learns why it failed.
const EXPIRED_FLOW_LIFE: i64 = 3_000;

/// One transaction ends at most this many sessions, so that nobody waits long for the write lock.
const BATCH: u16 = 200;

/// One transaction deletes at most this many rows of a table, for the same reason.
const DELETED_AT_ONCE: u16 = 1_000;

pub struct Swept {
    pub ended: Vec<SessionKey>,
    /// It did as much as one transaction may for some table; the next sweep may find more.
    pub more: bool,
}

impl Lifecycle {
    /// Ends sessions that passed a limit unseen, and deletes what is kept for a time only: pending rows, tombstones, flows,
    /// pending actions, queued pairs and events.
    pub async fn sweep(&self) -> Result<Swept, Error> {
        let now = self.clock.now();
        let ago = |seconds: i64| Timestamp(now.0 - seconds);
        let mut write = self.db.write().await?;
        let past_limit = sessions::past_limit(&mut write, now, ago(self.limits.idle), BATCH).await?;
        let mut more = past_limit.len() == usize::from(BATCH);
        let mut ended = Vec::new();
        for (key, absolute_at) in past_limit {
            let reason = if absolute_at <= now.0 { EndReason::Absolute } else { EndReason::Idle };
            end_in(&mut write, key, reason, now).await?;
            ended.push(key);
        }
        kept_pairs::queue_for_revocation(&mut write, Unwanted::Expired, now).await?;
        let events_until = ago(i64::from(audit::KEPT_DAYS) * 86_400);
        for deleted in [
            sessions::delete_old_pending(&mut write, ago(PENDING_LIFE), DELETED_AT_ONCE).await?,
            sessions::delete_old_decoys(&mut write, ago(PENDING_LIFE), DELETED_AT_ONCE).await?,
            tombstones::delete_old(&mut write, now, DELETED_AT_ONCE).await?,
            flows::delete_old(&mut write, ago(EXPIRED_FLOW_LIFE), DELETED_AT_ONCE).await?,
            pending_actions::delete_old(&mut write, now, DELETED_AT_ONCE).await?,
            revocations::delete_old(&mut write, ago(QUEUED_LIFE), DELETED_AT_ONCE).await?,
            security_events::delete_old(&mut write, events_until, DELETED_AT_ONCE).await?,
        ] {
            more |= deleted == u64::from(DELETED_AT_ONCE);
        }
        write.commit().await?;
        Ok(Swept { ended, more })
    }
}
