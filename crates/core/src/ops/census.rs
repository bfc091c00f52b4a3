//! Which keys have sealed what is kept, whether they are on a ring or not.

use std::{
    collections::{BTreeMap, BTreeSet},
    pin::pin,
};

use futures::TryStreamExt;

use crate::{
    crypto::{Keyring, Sealed},
    db::{
        Db, Error,
        sealed_pairs::{self, SealHeads},
    },
};

/// How much one key has sealed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Holdings {
    pub token_sets: u64,
    /// Pairs in the revocation queue, and those that will be there unless their browser comes back.
    pub queued: u64,
}

impl Holdings {
    pub(super) fn all(self) -> u64 {
        self.token_sets + self.queued
    }
}

/// What each key has sealed. A row whose tokens two keys have sealed counts for both.
pub(super) struct Census(BTreeMap<String, Holdings>);

impl Census {
    pub(super) async fn take(db: &Db) -> Result<Self, Error> {
        let mut keys: BTreeMap<String, Holdings> = BTreeMap::new();
        let mut rows = pin!(sealed_pairs::heads(db));
        while let Some(row) = rows.try_next().await? {
            let queued = row.is_queued();
            for id in key_ids(row) {
                let holdings = keys.entry(id).or_default();
                *(if queued { &mut holdings.queued } else { &mut holdings.token_sets }) += 1;
            }
        }
        Ok(Self(keys))
    }

    pub(super) fn of(&self, id: &str) -> Holdings {
        self.0.get(id).copied().unwrap_or_default()
    }

    /// What keys have sealed that are not on `ring`, by their ids.
    pub(super) fn strangers<'c>(&'c self, ring: &'c Keyring) -> impl Iterator<Item = (&'c str, Holdings)> {
        let all = self.0.iter().map(|(id, holdings)| (id.as_str(), *holdings));
        all.filter(|(id, _)| ring.ids().all(|known| known != *id))
    }
}

/// The keys of one row. Bytes that name no key stand under `?`, which no key is called.
fn key_ids(row: SealHeads) -> BTreeSet<String> {
    let heads = [Some(row.access_head), row.refresh_head].into_iter().flatten();
    heads.map(|head: Sealed| head.key_id().unwrap_or("?").to_owned()).collect()
}
