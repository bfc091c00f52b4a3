use gatehouse_model::{EventKind, Moment};

use super::{Lifecycle, end::bury};
use crate::{
    audit,
    db::{Error, Write},
    grant, revocation,
    session::{EndReason, SessionKey},
    token::{Owner, SealedPair, TokenPair},
};

/// A finished proof: the viewer came back to the session it began in, as the same account.
pub struct Prove {
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
    pub proved_at: Moment,
}

/// The new row takes the facts over; the device's name can stand once only, so the old row loses it first.
const TAKE_OVER: &str = "
    UPDATE sessions
    SET active = 1, issuer = old.issuer, github_id = old.github_id, created_at = old.created_at, last_seen_at = $1,
        absolute_at = old.absolute_at, fresh_at = $7, browser = old.browser, network = $2
    FROM sessions AS old
    WHERE sessions.id_hash = $3 AND sessions.active = 0
      AND old.id_hash = $4 AND old.active = 1 AND old.issuer = $5 AND old.github_id = $6";

const NAME: &str = "SELECT device FROM sessions WHERE id_hash = $1";

impl Lifecycle {
    /// Gives the session a new id and a fresh proof. False where it ended while its viewer was at GitHub: nothing brings
    /// it back. Of the two pairs one is queued: the session's own, where it takes the new one, else the new one.
    ///
    /// # Errors
    ///
    /// When the database does not answer; then nothing has changed.
    pub async fn prove(&self, proof: &Prove) -> Result<bool, Error> {
        let now = self.clock.now();
        let pair = SealedPair::seal(&self.keyring, proof.owner.clone(), &proof.pair);
        let mut write = self.db.write().await?;
        let proved = take_over(&mut write, proof, now).await?;
        if proved && proof.keep_pair {
            revocation::queue_grant_of(&mut write, proof.new, now).await?;
            grant::replace(&mut write, proof.new, &pair, &proof.pair.scopes, now).await?;
        } else {
            revocation::queue_pair(&mut write, &pair, now).await?;
        }
        write.commit().await?;
        Ok(proved)
    }
}

async fn take_over(write: &mut Write, proof: &Prove, now: Moment) -> Result<bool, Error> {
    let taken = sqlx::query(TAKE_OVER)
        .bind(now.0)
        .bind(&proof.network)
        .bind(proof.new.as_bytes())
        .bind(proof.session.as_bytes())
        .bind(&proof.owner.issuer)
        .bind(proof.owner.viewer)
        .bind(proof.proved_at.0)
        .execute(&mut **write)
        .await?;
    if taken.rows_affected() != 1 {
        return Ok(false);
    }
    grant::move_to(write, proof.session, proof.new).await?;
    sqlx::query("UPDATE waiting_acts SET session_hash = $1 WHERE session_hash = $2")
        .bind(proof.new.as_bytes())
        .bind(proof.session.as_bytes())
        .execute(&mut **write)
        .await?;
    let device: Option<String> =
        sqlx::query_scalar(NAME).bind(proof.session.as_bytes()).fetch_one(&mut **write).await?;
    bury(write, proof.session, EndReason::Rotated, Some(proof.new), now).await?;
    sqlx::query("DELETE FROM sessions WHERE id_hash = $1").bind(proof.session.as_bytes()).execute(&mut **write).await?;
    sqlx::query("UPDATE sessions SET device = $1 WHERE id_hash = $2")
        .bind(device)
        .bind(proof.new.as_bytes())
        .execute(&mut **write)
        .await?;
    let kind = if proof.keep_pair { EventKind::ScopesChanged } else { EventKind::Proved };
    audit::of_session(write, proof.new, kind, now).await?;
    Ok(true)
}
