//! Key rotation without stopping: what an older key of the ring has sealed is sealed anew with the active one.
//!
//! Rows of a key that is not on the ring are another instance's business, and are left alone. Flows and pending actions live
//! ten minutes and need no new seal.

use sqlx::Row;

use super::{
    crypto::{Keyring, Sealed},
    db::{Db, Error},
    token::SealedPair,
};

/// One turn replaces at most this many seals of one key in one table.
const BATCH: i64 = 500;

/// A table whose rows hold a sealed pair.
struct Table {
    select: &'static str,
    update: &'static str,
}

macro_rules! table {
    ($name:literal, $token_set_id:literal) => {
        Table {
            select: concat!(
                "SELECT id, ",
                $token_set_id,
                " AS token_set_id, issuer, github_id, client_id, access_token, refresh_token, access_expires_at,
                   refresh_expires_at
                 FROM ",
                $name,
                " WHERE id > $4 AND (substr(access_token, 1, $1) = $2 OR substr(refresh_token, 1, $1) = $2)
                 ORDER BY id LIMIT $3"
            ),
            update: concat!(
                "UPDATE ",
                $name,
                " SET access_token = $1, refresh_token = $2 WHERE id = $3 AND access_token = $4"
            ),
        }
    };
}

const TABLES: [Table; 3] =
    [table!("token_sets", "id"), table!("revocations", "token_set_id"), table!("kept_pairs", "id")];

/// Seals anew what older keys of the ring have sealed. Gives how many rows it changed.
///
/// # Errors
///
/// When the database does not answer; rows changed by then stay so.
pub async fn reseal(db: &Db, keyring: &Keyring) -> Result<u64, Error> {
    let mut changed = 0;
    for id in keyring.ids().skip(1) {
        for table in &TABLES {
            changed += reseal_table(db, keyring, table, &Sealed::prefix(id)).await?;
        }
    }
    Ok(changed)
}

/// Goes on from id to id until a batch is done: what does not open stays where it is, and must not stand before the rest.
async fn reseal_table(db: &Db, keyring: &Keyring, table: &Table, head: &[u8]) -> Result<u64, Error> {
    let (mut changed, mut unopened, mut after) = (0, 0_u64, String::new());
    while changed < BATCH.unsigned_abs() {
        let page = sqlx::query(table.select).bind(length(head)).bind(head.to_vec()).bind(BATCH).bind(after);
        let rows = page.fetch_all(db.read()).await?;
        let Some(last) = rows.last() else { break };
        after = last.try_get("id")?;
        for row in &rows {
            let old = SealedPair::read(row)?;
            match old.reseal(keyring) {
                Ok(new) => changed += replace(db, table, row.try_get("id")?, &old, new).await?,
                Err(error) => {
                    // One line tells them all: there may be thousands, and another turn in a minute.
                    if unopened == 0 {
                        let token_set = &old.owner.token_set_id;
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

/// A pair that was replaced meanwhile is under the active key already: compare-and-swap on its bytes.
async fn replace(db: &Db, table: &Table, id: String, old: &SealedPair, new: SealedPair) -> Result<u64, Error> {
    let done = sqlx::query(table.update)
        .bind(new.access.0)
        .bind(new.refresh.map(|sealed| sealed.0))
        .bind(id)
        .bind(&old.access.0)
        .execute(&mut *db.write_one().await?)
        .await?;
    Ok(done.rows_affected())
}

fn length(head: &[u8]) -> i64 {
    i64::try_from(head.len()).unwrap_or(i64::MAX)
}
