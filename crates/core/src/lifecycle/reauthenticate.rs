use gatehouse_model::{AccountEventKind, Timestamp};

use super::{Lifecycle, end::bury};
use crate::{
    audit,
    db::{Error, Write},
    revocation,
    session::{EndReason, SessionKey},
    token::{Owner, SealedPair, TokenPair},
    token_set,
};

/// A finished reauthentication: the viewer came back to the session it began in, as the same account.
pub struct Reauthenticate {
    pub session: SessionKey,
    /// The pending row tower-sessions made for the new id.
    pub new: SessionKey,
    pub owner: Owner,
    /// What the round trip brought besides.
    pub pair: TokenPair,
    /// The session takes this pair, for its scopes, in place of the one it has.
    pub keep_pair: bool,
    /// The coarse network.
    pub network: String,
    /// When GitHub gave the code: a pair that was kept proves no more than it did then.
    pub reauthenticated_at: Timestamp,
}

/// The new row takes the facts over; the device's name can stand once only, so the old row loses it first.
const TAKE_OVER: &str = "
    UPDATE sessions
    SET state = 1, issuer = old.issuer, github_id = old.github_id, created_at = old.created_at, last_seen_at = $1,
        absolute_at = old.absolute_at, fresh_at = $7, browser = old.browser, network = $2
    FROM sessions AS old
    WHERE sessions.id_hash = $3 AND sessions.state = 0
      AND old.id_hash = $4 AND old.state = 1 AND old.issuer = $5 AND old.github_id = $6";

const NAME: &str = "SELECT device FROM sessions WHERE id_hash = $1";

impl Lifecycle {
    /// Gives the session a new id and a fresh reauthentication. False where it ended while its viewer was at GitHub: nothing brings
    /// it back. Of the two pairs one is queued: the session's own, where it takes the new one, else the new one.
    ///
    /// # Errors
    ///
    /// When the database does not answer; then nothing has changed.
    pub async fn reauthenticate(&self, reauthentication: &Reauthenticate) -> Result<bool, Error> {
        let now = self.clock.now();
        let pair = SealedPair::seal(&self.keyring, reauthentication.owner.clone(), &reauthentication.pair);
        let mut write = self.db.write().await?;
        let reauthenticated = take_over(&mut write, reauthentication, now).await?;
        if reauthenticated && reauthentication.keep_pair {
            revocation::queue_token_set_of(&mut write, reauthentication.new, now).await?;
            token_set::replace(&mut write, reauthentication.new, &pair, &reauthentication.pair.scopes, now).await?;
        } else {
            revocation::queue_pair(&mut write, &pair, now).await?;
        }
        write.commit().await?;
        Ok(reauthenticated)
    }
}

async fn take_over(write: &mut Write, reauthentication: &Reauthenticate, now: Timestamp) -> Result<bool, Error> {
    let taken = sqlx::query(TAKE_OVER)
        .bind(now.0)
        .bind(&reauthentication.network)
        .bind(reauthentication.new.as_bytes())
        .bind(reauthentication.session.as_bytes())
        .bind(&reauthentication.owner.issuer)
        .bind(reauthentication.owner.viewer)
        .bind(reauthentication.reauthenticated_at.0)
        .execute(&mut **write)
        .await?;
    if taken.rows_affected() != 1 {
        return Ok(false);
    }
    token_set::move_to(write, reauthentication.session, reauthentication.new).await?;
    sqlx::query("UPDATE pending_actions SET session_hash = $1 WHERE session_hash = $2")
        .bind(reauthentication.new.as_bytes())
        .bind(reauthentication.session.as_bytes())
        .execute(&mut **write)
        .await?;
    let device: Option<String> =
        sqlx::query_scalar(NAME).bind(reauthentication.session.as_bytes()).fetch_one(&mut **write).await?;
    bury(write, reauthentication.session, EndReason::Rotated, Some(reauthentication.new), now).await?;
    sqlx::query("DELETE FROM sessions WHERE id_hash = $1")
        .bind(reauthentication.session.as_bytes())
        .execute(&mut **write)
        .await?;
    sqlx::query("UPDATE sessions SET device = $1 WHERE id_hash = $2")
        .bind(device)
        .bind(reauthentication.new.as_bytes())
        .execute(&mut **write)
        .await?;
    let kind =
        if reauthentication.keep_pair { AccountEventKind::ScopesChanged } else { AccountEventKind::Reauthenticated };
    audit::of_session(write, reauthentication.new, kind, now).await?;
    Ok(true)
}
