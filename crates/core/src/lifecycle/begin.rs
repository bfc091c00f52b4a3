use gatehouse_model::{AccountEventKind, SignInReason, Timestamp};

use super::{Lifecycle, end::end_in};
use crate::{
    audit,
    crypto::random_id,
    db::{Error, Write, pending_actions, revocations, sessions, token_sets, tombstones, viewers},
    github::Identity,
    session::{EndReason, SessionKey},
    token::{SealedPair, TokenOwner, TokenPair},
};

pub struct FinishedSignIn {
    /// The pending row that tower-sessions made for the new id.
    pub session: SessionKey,
    /// The session this browser had before, if any.
    pub previous: Option<SessionKey>,
    pub owner: TokenOwner,
    pub identity: Identity,
    pub pair: TokenPair,
    /// Browser and system, for the list of devices.
    pub browser: String,
    /// The coarse network, for the same list.
    pub network: String,
}

pub struct StartedSession {
    pub absolute_at: Timestamp,
    /// The sessions that ended for it: this browser's earlier one, and those above the cap.
    pub ended: Vec<SessionKey>,
}

/// The viewer came back to the session in which the reauthentication began, as the same account.
pub struct FinishedReauthentication {
    pub session: SessionKey,
    /// The pending row that tower-sessions made for the new id.
    pub new: SessionKey,
    pub owner: TokenOwner,
    /// GitHub gives a pair with every round trip.
    pub pair: TokenPair,
    /// Whether the session takes this pair, for its scopes, in place of the one it has.
    pub keep_pair: bool,
    /// The coarse network.
    pub network: String,
    /// When GitHub gave the code: a pair that was kept since proves no more than it did then.
    pub reauthenticated_at: Timestamp,
}

impl Lifecycle {
    /// Makes the pending session the viewer's: viewer, session and token set.
    ///
    /// # Errors
    ///
    /// If the database fails; nothing has changed then.
    pub async fn begin(&self, sign_in: &FinishedSignIn) -> Result<StartedSession, Error> {
        let now = self.clock.now();
        let owner = TokenOwner { viewer: sign_in.identity.github_id, ..sign_in.owner.clone() };
        let pair = SealedPair::seal(&self.keyring, owner, &sign_in.pair);
        let (issuer, viewer) = (pair.owner.issuer.as_str(), pair.owner.viewer);
        let absolute_at = Timestamp(now.0 + self.limits.absolute);
        let mut write = self.db.write().await?;
        let mut device = None;
        if let Some(previous) = sign_in.previous {
            // Pages opened before keep their device if the same person signs in again.
            device = sessions::device_if_owned_by(&mut write, previous, issuer, viewer).await?;
            let replaced = AccountEventKind::Ended(SignInReason::Replaced);
            audit::record_replaced(&mut write, previous, (issuer, viewer), replaced, now).await?;
            end_in(&mut write, previous, EndReason::Rotated, now).await?;
        }
        viewers::upsert(&mut write, issuer, &sign_in.identity, now).await?;
        let activation = sessions::Activation {
            key: sign_in.session,
            issuer,
            viewer,
            absolute_at,
            browser: &sign_in.browser,
            network: &sign_in.network,
            device: &device.unwrap_or_else(random_id::<8>),
        };
        sessions::activate(&mut write, &activation, now).await?;
        token_sets::insert(&mut write, sign_in.session, &pair, &sign_in.pair.scopes, now).await?;
        audit::record_for_session(&mut write, sign_in.session, AccountEventKind::SignedIn, now).await?;
        let mut ended =
            sessions::above_cap(&mut write, issuer, viewer, self.limits.per_viewer, sign_in.session).await?;
        for key in &ended {
            end_in(&mut write, *key, EndReason::Cap, now).await?;
        }
        write.commit().await?;
        ended.extend(sign_in.previous);
        Ok(StartedSession { absolute_at, ended })
    }

    /// Gives the session a new id and makes it fresh. False if it ended while its viewer was at GitHub: nothing revives it.
    /// One of the two pairs is queued: the session's own if it takes the new one, otherwise the new one.
    ///
    /// # Errors
    ///
    /// If the database fails; nothing has changed then.
    pub async fn reauthenticate(&self, reauthentication: &FinishedReauthentication) -> Result<bool, Error> {
        let now = self.clock.now();
        let new = reauthentication.new;
        let pair = SealedPair::seal(&self.keyring, reauthentication.owner.clone(), &reauthentication.pair);
        let mut write = self.db.write().await?;
        let rotated = rotate(&mut write, reauthentication, now).await?;
        if rotated && reauthentication.keep_pair {
            revocations::queue_token_set_of(&mut write, new, now).await?;
            token_sets::replace(&mut write, new, &pair, &reauthentication.pair.scopes, now).await?;
        } else {
            revocations::queue_pair(&mut write, &pair, now).await?;
        }
        write.commit().await?;
        Ok(rotated)
    }
}

/// Moves the session, its token set and its pending action to the new id.
async fn rotate(write: &mut Write, reauthentication: &FinishedReauthentication, now: Timestamp) -> Result<bool, Error> {
    let (old, new) = (reauthentication.session, reauthentication.new);
    let rotation = sessions::Rotation {
        old,
        new,
        issuer: &reauthentication.owner.issuer,
        viewer: reauthentication.owner.viewer,
        network: &reauthentication.network,
        fresh_at: reauthentication.reauthenticated_at,
    };
    if !sessions::copy_to_new_id(write, &rotation, now).await? {
        return Ok(false);
    }
    token_sets::move_to(write, old, new).await?;
    pending_actions::move_to(write, old, new).await?;
    let device = sessions::device(write, old).await?;
    tombstones::leave(write, old, EndReason::Rotated, Some(new), now).await?;
    sessions::delete(write, old).await?;
    sessions::set_device(write, new, device).await?;
    let kind =
        if reauthentication.keep_pair { AccountEventKind::ScopesChanged } else { AccountEventKind::Reauthenticated };
    audit::record_for_session(write, new, kind, now).await?;
    Ok(true)
}
