use futures::FutureExt;
use gatehouse_model::{AccountEventKind, Timestamp};

use super::{Inner, gate::Renewal, row::TokenSetRow};
use crate::{
    audit,
    crypto::Sealed,
    db::{Error, Write, insist},
    revocation,
    token::{SealedPair, TokenPair},
};

const SWAP: &str = "
    UPDATE token_sets
    SET generation = generation + 1, refreshes = refreshes + 1, access_token = $1, refresh_token = $2, access_expires_at = $3,
        refresh_expires_at = $4, received_at = $5, scopes = CASE WHEN $6 = '' THEN scopes ELSE $6 END,
        lease_owner = NULL, lease_until = 0, sent_at = NULL
    WHERE id = $7 AND generation = $8";

impl Inner {
    /// Saves GitHub's answer in place of `old`, before anybody uses it. While the database fails the answer is held in
    /// memory and tried again: the old pair is dead, and there will be no second answer.
    pub(super) async fn save(&self, old: &TokenSetRow, answer: &TokenPair) -> Renewal {
        let pair = self.sealed_successor(old, answer);
        let scopes = answer.scopes.join(" ");
        let swap = || self.swap(old.generation, &pair, &scopes).boxed();
        let saved = insist(self.timing.hold, swap, |error| {
            tracing::warn!(token_set = pair.owner.token_set_id, %error, "GitHub's answer could not be saved yet");
        });
        saved.await.unwrap_or_else(|error| {
            // The database cannot be told; the log can.
            tracing::error!(target: "security", event = "pair-lost", viewer = pair.owner.viewer, %error,
                "GitHub's answer could not be saved, and its pair is lost");
            Renewal::Kept(format!("the new pair could not be saved: {error}"))
        })
    }

    /// A refresh answer need not bring a new refresh token; the old one then stays good (RFC 6749 section 6).
    fn sealed_successor(&self, old: &TokenSetRow, answer: &TokenPair) -> SealedPair {
        let mut pair = SealedPair::seal(&self.keyring, old.pair.owner.clone(), answer);
        if pair.refresh.is_none() && pair.access_expires_at.is_some() {
            pair.refresh.clone_from(&old.pair.refresh);
            pair.refresh_expires_at = old.pair.refresh_expires_at;
        }
        pair
    }

    /// Compare-and-swap on the generation alone: a slow winner's answer is the token set's, whoever holds the lease by now.
    async fn swap(&self, generation: i64, pair: &SealedPair, scopes: &str) -> Result<Renewal, Error> {
        let now = self.clock.now();
        // Past the queue: a full one must not turn away what GitHub gives once.
        let mut write = self.db.write_surely().await?;
        let swapped = sqlx::query(SWAP)
            .bind(&pair.access.0)
            .bind(pair.refresh.as_ref().map(|sealed| sealed.0.clone()))
            .bind(pair.access_expires_at.map(|timestamp| timestamp.0))
            .bind(pair.refresh_expires_at.map(|timestamp| timestamp.0))
            .bind(now.0)
            .bind(scopes)
            .bind(&pair.owner.token_set_id)
            .bind(generation)
            .execute(&mut *write)
            .await?;
        let renewal = if swapped.rows_affected() == 1 {
            note(&mut write, pair, AccountEventKind::Refreshed, now).await?;
            Renewal::Renewed
        } else {
            lost(&mut write, pair, now).await?
        };
        write.commit().await?;
        Ok(renewal)
    }
}

/// The answer found no place: its session ended, or a newer pair stands there. Its pair must not live on at GitHub. But
/// a commit that broke after it was done is no loss: then the newer pair is this one, by its random nonce.
async fn lost(write: &mut Write, pair: &SealedPair, now: Timestamp) -> Result<Renewal, Error> {
    let kept: Option<Vec<u8>> = sqlx::query_scalar("SELECT access_token FROM token_sets WHERE id = $1")
        .bind(&pair.owner.token_set_id)
        .fetch_optional(&mut **write)
        .await?;
    let kept = kept.map(Sealed);
    if kept.as_ref() != Some(&pair.access) {
        revocation::queue_pair(write, pair, now).await?;
    }
    Ok(if kept.is_some() { Renewal::Renewed } else { Renewal::Gone })
}

async fn note(write: &mut Write, pair: &SealedPair, kind: AccountEventKind, now: Timestamp) -> Result<(), Error> {
    let session: Vec<u8> = sqlx::query_scalar("SELECT session_hash FROM token_sets WHERE id = $1")
        .bind(&pair.owner.token_set_id)
        .fetch_one(&mut **write)
        .await?;
    match session.try_into() {
        Ok(session) => audit::of_session(write, session, kind, now).await,
        Err(_) => Ok(()),
    }
}
