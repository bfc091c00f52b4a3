use std::{
    collections::{BTreeMap, BTreeSet},
    pin::pin,
    process::ExitCode,
};

use futures::TryStreamExt;

use super::{
    Context, Failure,
    output::{Table, count, print_line},
};
use crate::{
    crypto::Keyring,
    db::{
        Db, Error,
        sealed_pairs::{self, SealHeads},
    },
    lifecycle::BATCH_PAUSE,
    rekey,
};

/// `keys status`: how much each key has sealed. A key that has sealed nothing can be removed.
pub(super) async fn status(context: &Context) -> Result<ExitCode, Failure> {
    let (ring, usage) = (&context.config.keyring, KeyUsage::load(&context.db).await?);
    let mut table = Table::new(["KEY", "TOKEN-SETS", "QUEUED", "ROLE"]);
    let mut push = |id: &str, counts: SealedCounts, role: &str| {
        table.push([id.to_owned(), counts.token_sets.to_string(), counts.queued.to_string(), role.to_owned()]);
    };
    for (place, id) in ring.ids().enumerate() {
        push(id, usage.counts(id), if place == 0 { "active: seals and opens" } else { "opens only" });
    }
    for (id, counts) in usage.unknown_to(ring) {
        push(id, counts, "not on the ring: what it sealed is kept, but does not open here");
    }
    print_line(table);
    Ok(ExitCode::SUCCESS)
}

/// `keys reseal`: what servers do in batches every minute, until nothing is left. Fails if something stays sealed with
/// another key than the active one.
pub(super) async fn reseal(context: &Context) -> Result<ExitCode, Failure> {
    let ring = &context.config.keyring;
    let mut resealed = 0;
    loop {
        let batch = rekey::reseal(&context.db, ring).await?;
        resealed += batch;
        if batch == 0 {
            break;
        }
        tokio::time::sleep(BATCH_PAUSE).await;
    }
    print_line(format!("Re-sealed {} with the active key.", count(resealed, "pair")));
    let usage = KeyUsage::load(&context.db).await?;
    let stuck: u64 = ring.ids().skip(1).map(|id| usage.counts(id).total()).sum();
    if stuck > 0 {
        print_line(format!(
            "Still sealed with an older key of the ring: {}. The log says why; try again.",
            count(stuck, "pair")
        ));
    }
    let unknown: u64 = usage.unknown_to(ring).map(|(_, counts)| counts.total()).sum();
    if unknown > 0 {
        print_line(format!(
            "Sealed with keys that are not on the ring: {}. Put them back; see keys status.",
            count(unknown, "pair")
        ));
    }
    Ok(if stuck + unknown == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// How much one key has sealed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct SealedCounts {
    pub token_sets: u64,
    /// Pairs in the revocation queue, and kept pairs that go there unless their browser returns.
    pub queued: u64,
}

impl SealedCounts {
    pub(super) fn total(self) -> u64 {
        self.token_sets + self.queued
    }
}

/// What each key has sealed, on the ring or not. A row whose tokens are sealed with two keys counts for both.
pub(super) struct KeyUsage(BTreeMap<String, SealedCounts>);

impl KeyUsage {
    pub(super) async fn load(db: &Db) -> Result<Self, Error> {
        let mut keys: BTreeMap<String, SealedCounts> = BTreeMap::new();
        let mut rows = pin!(sealed_pairs::heads(db));
        while let Some(row) = rows.try_next().await? {
            let queued = row.is_queued();
            for id in key_ids(row) {
                let counts = keys.entry(id).or_default();
                *(if queued { &mut counts.queued } else { &mut counts.token_sets }) += 1;
            }
        }
        Ok(Self(keys))
    }

    fn counts(&self, id: &str) -> SealedCounts {
        self.0.get(id).copied().unwrap_or_default()
    }

    /// The keys that are not on `ring`, and what they have sealed.
    pub(super) fn unknown_to<'c>(&'c self, ring: &'c Keyring) -> impl Iterator<Item = (&'c str, SealedCounts)> {
        let all = self.0.iter().map(|(id, counts)| (id.as_str(), *counts));
        all.filter(|(id, _)| ring.ids().all(|known| known != *id))
    }
}

/// The keys of one row. Bytes that are no sealed value count under `?`, which is no valid key id.
fn key_ids(row: SealHeads) -> BTreeSet<String> {
    let heads = [Some(row.access_head), row.refresh_head].into_iter().flatten();
    heads.map(|head| head.key_id().unwrap_or("?").to_owned()).collect()
}
