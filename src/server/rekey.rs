//! Key rotation without stopping: what an older key of the ring has sealed is sealed anew with the active one.
//!
//! Rows of a key that is not on the ring are another instance's business, and are left alone. Flows and waiting acts live
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
    ($name:literal, $grant_id:literal) => {
        Table {
            select: concat!(
                "SELECT id, ",
                $grant_id,
                " AS grant_id, issuer, github_id, client_id, access_token, refresh_token, access_expires_at,
                   refresh_expires_at
                 FROM ",
                $name,
                " WHERE substr(access_token, 1, $1) = $2 OR substr(refresh_token, 1, $1) = $2 LIMIT $3"
            ),
            update: concat!(
                "UPDATE ",
                $name,
                " SET access_token = $1, refresh_token = $2 WHERE id = $3 AND access_token = $4"
            ),
        }
    };
}

const TABLES: [Table; 2] = [table!("grants", "id"), table!("revocations", "grant_id")];

/// Seals anew what older keys of the ring have sealed. Gives how many rows it changed.
///
/// # Errors
///
/// When the database does not answer; rows changed by then stay so.
pub async fn reseal(db: &Db, keyring: &Keyring) -> Result<u64, Error> {
    let mut changed = 0;
    for id in keyring.ids().skip(1) {
        let head = Sealed::head(id);
        for table in &TABLES {
            let rows = sqlx::query(table.select)
                .bind(length(&head))
                .bind(head.clone())
                .bind(BATCH)
                .fetch_all(db.read())
                .await?;
            for row in rows {
                changed += reseal_row(db, keyring, table, row.try_get("id")?, &SealedPair::read(&row)?).await?;
            }
        }
    }
    Ok(changed)
}

/// A pair that was replaced meanwhile is under the active key already: compare-and-swap on its bytes.
async fn reseal_row(db: &Db, keyring: &Keyring, table: &Table, id: String, old: &SealedPair) -> Result<u64, Error> {
    let new = match old.reseal(keyring) {
        Ok(new) => new,
        Err(error) => {
            tracing::error!(grant = old.owner.grant_id, %error, "a sealed pair does not open and was left as it is");
            return Ok(0);
        }
    };
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
