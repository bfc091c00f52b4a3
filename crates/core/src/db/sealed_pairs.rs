//! What the tables with sealed pairs have in common: which keys sealed them, and re-sealing them.
//! `SQLite` and `PostgreSQL` both know `substr` of bytes.

use futures::{Stream, TryStreamExt};
use sqlx::FromRow;

use super::{Db, Error};
use crate::{crypto::Sealed, token::SealedPair};

/// A table with sealed pairs.
#[derive(Clone, Copy)]
pub enum PairTable {
    TokenSets,
    Revocations,
    KeptPairs,
}

macro_rules! page {
    ($table:literal, $token_set_id:literal) => {
        concat!(
            "SELECT id AS row_id, ",
            $token_set_id,
            " AS token_set_id, issuer, github_id, client_id, access_token, refresh_token, access_expires_at,
               refresh_expires_at
             FROM ",
            $table,
            " WHERE id > $4 AND (substr(access_token, 1, $1) = $2 OR substr(refresh_token, 1, $1) = $2)
             ORDER BY id LIMIT $3"
        )
    };
}

macro_rules! swap {
    ($table:literal) => {
        concat!("UPDATE ", $table, " SET access_token = $1, refresh_token = $2 WHERE id = $3 AND access_token = $4")
    };
}

impl PairTable {
    pub const ALL: [Self; 3] = [Self::TokenSets, Self::Revocations, Self::KeptPairs];

    fn page(self) -> &'static str {
        match self {
            Self::TokenSets => page!("token_sets", "id"),
            Self::Revocations => page!("revocations", "token_set_id"),
            Self::KeptPairs => page!("kept_pairs", "id"),
        }
    }

    fn swap(self) -> &'static str {
        match self {
            Self::TokenSets => swap!("token_sets"),
            Self::Revocations => swap!("revocations"),
            Self::KeptPairs => swap!("kept_pairs"),
        }
    }
}

#[derive(FromRow)]
pub struct PairRow {
    pub row_id: String,
    #[sqlx(flatten)]
    pub pair: SealedPair,
}

/// Rows after the id `after` with a token that begins with `head`, as all do that one key has sealed.
pub async fn page(db: &Db, table: PairTable, head: &[u8], after: &str, limit: i64) -> Result<Vec<PairRow>, Error> {
    let length = i64::try_from(head.len()).unwrap_or(i64::MAX);
    let query = sqlx::query_as(table.page()).bind(length).bind(head.to_vec()).bind(limit).bind(after);
    query.fetch_all(db.read()).await
}

/// Puts `new` in the place of the row's pair, unless that was replaced meanwhile: a compare-and-swap on the sealed bytes.
pub async fn swap(db: &Db, table: PairTable, old: &PairRow, new: SealedPair) -> Result<bool, Error> {
    let query = sqlx::query(table.swap()).bind(new.access).bind(new.refresh).bind(&old.row_id).bind(&old.pair.access);
    Ok(query.execute(&mut *db.write_one().await?).await?.rows_affected() == 1)
}

/// In bytes: the length of a key's id and the longest id, with which a sealed value begins.
const HEAD: i64 = 17;

const HEADS: &str = "
    SELECT 0 AS queued, substr(access_token, 1, $1) AS access_head, substr(refresh_token, 1, $1) AS refresh_head
    FROM token_sets
    UNION ALL
    SELECT 1, substr(access_token, 1, $1), substr(refresh_token, 1, $1) FROM revocations
    UNION ALL
    SELECT 1, substr(access_token, 1, $1), substr(refresh_token, 1, $1) FROM kept_pairs";

/// The beginnings of one pair's sealed tokens.
#[derive(FromRow)]
pub struct SealHeads {
    queued: i64,
    pub access_head: Sealed,
    pub refresh_head: Option<Sealed>,
}

impl SealHeads {
    /// Whether the pair is queued for revocation, or will be unless its browser comes back.
    #[must_use]
    pub fn is_queued(&self) -> bool {
        self.queued == 1
    }
}

/// Every pair.
pub fn heads(db: &Db) -> impl Stream<Item = Result<SealHeads, Error>> + Send + '_ {
    sqlx::query_as(HEADS).bind(HEAD).fetch(db.read()).into_stream()
}
