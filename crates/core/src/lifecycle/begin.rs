use gatehouse_model::{AccountEventKind, SignInReason, Timestamp};

use super::{Lifecycle, end::end_in};
use crate::{
    audit,
    crypto::random_id,
    db::{Error, Write},
    github::Identity,
    session::{EndReason, SessionKey},
    token::{Owner, SealedPair, TokenPair},
    token_set,
};

/// A finished sign-in.
pub struct Begin {
    /// The pending row tower-sessions made for the new id.
    pub session: SessionKey,
    /// The session this browser had before, if any.
    pub previous: Option<SessionKey>,
    pub owner: Owner,
    pub identity: Identity,
    pub pair: TokenPair,
    /// Browser and system in words, for the list of devices.
    pub browser: String,
    /// The coarse network, for the same list.
    pub network: String,
}

/// What came of a sign-in.
pub struct Begun {
    pub absolute_at: Timestamp,
    /// The sessions that ended for it: this browser's earlier one, and those above the cap.
    pub ended: Vec<SessionKey>,
}

const UPSERT_VIEWER: &str = "
    INSERT INTO viewers (issuer, github_id, login, name, avatar_url, created_at, signed_in_at)
    VALUES ($1, $2, $3, $4, $5, $6, $6)
    ON CONFLICT (issuer, github_id) DO UPDATE
    SET login = excluded.login, name = excluded.name, avatar_url = excluded.avatar_url,
        signed_in_at = excluded.signed_in_at";

const ACTIVATE: &str = "
    UPDATE sessions
    SET state = 1, issuer = $1, github_id = $2, created_at = $3, last_seen_at = $3, fresh_at = $3,
        absolute_at = $4, browser = $5, network = $6, device = $7
    WHERE id_hash = $8 AND state = 0";

const OVER_THE_CAP: &str = "
    SELECT id_hash FROM sessions WHERE issuer = $1 AND github_id = $2 AND state = 1
    ORDER BY CASE WHEN id_hash = $4 THEN 0 ELSE 1 END, last_seen_at DESC, created_at DESC, id_hash LIMIT 100 OFFSET $3";

impl Lifecycle {
    /// Makes the pending session the viewer's: viewer, session and token set in one transaction.
    ///
    /// # Errors
    ///
    /// When the database does not answer; then nothing has changed.
    pub async fn begin(&self, begin: &Begin) -> Result<Begun, Error> {
        let now = self.clock.now();
        let owner = Owner { viewer: begin.identity.github_id, ..begin.owner.clone() };
        let pair = SealedPair::seal(&self.keyring, owner, &begin.pair);
        let absolute_at = Timestamp(now.0 + self.limits.absolute);
        let mut write = self.db.write().await?;
        let device = device_of(&mut write, begin.previous, &pair.owner).await?;
        if let Some(previous) = begin.previous {
            let by = (pair.owner.issuer.as_str(), pair.owner.viewer);
            audit::replaced(&mut write, previous, by, AccountEventKind::Ended(SignInReason::Replaced), now).await?;
            end_in(&mut write, previous, EndReason::Rotated, now).await?;
        }
        upsert_viewer(&mut write, &pair.owner.issuer, &begin.identity, now).await?;
        let activated = sqlx::query(ACTIVATE)
            .bind(&pair.owner.issuer)
            .bind(begin.identity.github_id)
            .bind(now.0)
            .bind(absolute_at.0)
            .bind(&begin.browser)
            .bind(&begin.network)
            .bind(device.unwrap_or_else(random_id::<8>))
            .bind(begin.session.as_bytes())
            .execute(&mut *write)
            .await?;
        if activated.rows_affected() != 1 {
            return Err(Error::RowNotFound);
        }
        token_set::insert(&mut write, begin.session, &pair, &begin.pair.scopes, now).await?;
        audit::of_session(&mut write, begin.session, AccountEventKind::SignedIn, now).await?;
        let mut ended = self.enforce_cap(&mut write, &pair.owner, begin.session, now).await?;
        write.commit().await?;
        ended.extend(begin.previous);
        Ok(Begun { absolute_at, ended })
    }

    /// Ends the viewer's least recently used sessions above the cap, and names them.
    async fn enforce_cap(
        &self,
        write: &mut Write,
        owner: &Owner,
        newest: SessionKey,
        now: Timestamp,
    ) -> Result<Vec<SessionKey>, Error> {
        let surplus: Vec<Vec<u8>> = sqlx::query_scalar(OVER_THE_CAP)
            .bind(&owner.issuer)
            .bind(owner.viewer)
            .bind(self.limits.per_viewer)
            .bind(newest.as_bytes())
            .fetch_all(&mut **write)
            .await?;
        let surplus: Vec<_> = surplus.into_iter().filter_map(|bytes| SessionKey::try_from(bytes).ok()).collect();
        for key in &surplus {
            end_in(write, *key, EndReason::Cap, now).await?;
        }
        Ok(surplus)
    }
}

const DEVICE: &str = "
    SELECT device FROM sessions WHERE id_hash = $1 AND state = 1 AND issuer = $2 AND github_id = $3";

/// The device's name, where the same person was signed in on it: pages of before stay theirs.
async fn device_of(write: &mut Write, previous: Option<SessionKey>, owner: &Owner) -> Result<Option<String>, Error> {
    let Some(previous) = previous else { return Ok(None) };
    let query = sqlx::query_scalar(DEVICE).bind(previous.as_bytes().to_vec()).bind(&owner.issuer).bind(owner.viewer);
    query.fetch_optional(&mut **write).await
}

async fn upsert_viewer(write: &mut Write, issuer: &str, identity: &Identity, now: Timestamp) -> Result<(), Error> {
    sqlx::query(UPSERT_VIEWER)
        .bind(issuer)
        .bind(identity.github_id)
        .bind(&identity.login)
        .bind(identity.name.as_deref())
        .bind(&identity.avatar_url)
        .bind(now.0)
        .execute(&mut **write)
        .await?;
    Ok(())
}
