//! Key rotation without downtime: pairs sealed with an older key of the ring are re-sealed with the active one.
//!
//! Rows of a key that is not on the ring may be another instance's, and stay as they are. Flows and pending actions live
//! ten minutes and need no new seal.

use super::{
    crypto::{Keyring, Sealed},
    db::{
        Db, Error,
        sealed_pairs::{self, PairTable},
    },
};

/// One run seals at most this many rows of one key in one table.
const BATCH: i64 = 500;

/// Re-seals what older keys of the ring have sealed, and returns how many rows it changed.
///
/// # Errors
///
/// If the database fails; rows changed by then stay changed.
pub async fn reseal(db: &Db, keyring: &Keyring) -> Result<u64, Error> {
    let mut changed = 0;
    for id in keyring.ids().skip(1) {
        for table in PairTable::ALL {
            changed += reseal_table(db, keyring, table, &Sealed::prefix(id)).await?;
        }
    }
    Ok(changed)
}

/// Goes on by row id until a batch is done: a pair that does not open stays where it is, and must not block the rest.
async fn reseal_table(db: &Db, keyring: &Keyring, table: PairTable, head: &[u8]) -> Result<u64, Error> {
    let (mut changed, mut unopened, mut after) = (0, 0_u64, String::new());
    while changed < BATCH.unsigned_abs() {
        let rows = sealed_pairs::page(db, table, head, &after, BATCH).await?;
        let Some(last) = rows.last() else { break };
        after.clone_from(&last.row_id);
        for row in &rows {
            match row.pair.reseal(keyring) {
                Ok(new) => changed += u64::from(sealed_pairs::swap(db, table, row, new).await?),
                Err(error) => {
                    // One line for all: there may be thousands, and the next run is a minute away.
                    if unopened == 0 {
                        let token_set = &row.pair.owner.token_set_id;
                        tracing::error!(token_set, %error, "a sealed pair does not open and was left as it is");
                    }
                    unopened += 1;
                }
            }
        }
    }
    if unopened > 1 {
        tracing::error!(unopened, "sealed pairs do not open and were left as they are");
    }
    Ok(changed)
}
