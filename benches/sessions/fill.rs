//! Fills an empty database with people in the middle of their day, in one transaction.
//!
//! Four sessions a person, last used at any time within 23 hours. Whoever was here within the hour has a pair with hours
//! left, as renewal ahead leaves it; pairs of the others have run out or soon will. [`DUE`] are about to run out in use.
//! Beside each session lies the tombstone of an earlier one. Rows go in as their keys rise and indexes are made at the end:
//! twice as fast.

use gatehouse_core::{
    session::SessionKey,
    state::CoreState,
    token::{AccessToken, RefreshToken, SealedPair, TokenOwner, TokenPair},
};
use gatehouse_model::Timestamp;
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};

/// So many are due for renewal, however many there are.
const DUE: i64 = 50;

/// So many pairs at most get real seals; the others, bytes of the same length.
const SEALED: i64 = 10_000;

/// Not for a database that matters: nothing is on disk for certain before the end.
const IN_A_HURRY: &str = "PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -400000;";

const VIEWERS: &str = "
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < $1 / 4)
    INSERT INTO viewers (issuer, github_id, login, name, avatar_url, created_at, signed_in_at)
    SELECT $3, i, 'octocat-' || i, 'Mona Lisa ' || i, 'https://avatars.githubusercontent.com/u/' || i || '?v=4', $2, $2
    FROM n";

/// Used "now": due for renewal.
const SESSIONS: &str = "
    WITH RECURSIVE n(i, seen) AS (
        SELECT 0, $2
        UNION ALL
        SELECT i + 1, CASE (i + 1) % ($1 / $4) WHEN 0 THEN $2 ELSE $2 - 60 - abs(random()) % 82800 END
        FROM n WHERE i + 1 < $1)
    INSERT INTO sessions (id_hash, state, issuer, github_id, created_at, last_seen_at, absolute_at, fresh_at, browser,
                          device, network)
    SELECT randomblob(32), 1, $3, i / 4, seen - 86400, seen, $2 + 86400 + abs(random()) % 2419200, seen - 86400,
           'Firefox on Linux', lower(hex(randomblob(8))), '203.0.113.0/24'
    FROM n ORDER BY 1";

const TOKEN_SETS: &str = "
    INSERT INTO token_sets (id, session_hash, issuer, github_id, client_id, generation, access_token, refresh_token,
                        access_expires_at, refresh_expires_at, scopes, received_at)
    SELECT printf('%032x', rowid), id_hash, issuer, github_id, 'bench', 1, randomblob(86), randomblob(122),
           CASE WHEN last_seen_at = $1 THEN $1 + 200
                WHEN last_seen_at >= $1 - 3600 THEN $1 + 7200 + abs(random()) % 21600
                ELSE last_seen_at + abs(random()) % 28800 END,
           absolute_at + 8640000, 'read:user', last_seen_at
    FROM sessions";

const TOMBSTONES: &str = "
    INSERT INTO tombstones (id_hash, reason, forget_at)
    SELECT randomblob(32), 'signed-out', absolute_at + 604800 FROM sessions ORDER BY 1";

const INDEXES: &str = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL";

const READY: &str = "
    SELECT id, session_hash, github_id FROM token_sets WHERE access_expires_at > $1 + 3600 ORDER BY random() LIMIT $2";

/// As of `now`. Gives every session, and those whose pair opens and needs nothing.
pub async fn fill(state: &CoreState, size: u64, now: Timestamp) -> (Vec<SessionKey>, Vec<SessionKey>) {
    let size = size.cast_signed();
    let issuer = state.config.github.issuer();
    let mut connection = SqliteConnection::connect(&state.config.database_url).await.expect("a connection");
    sqlx::raw_sql(IN_A_HURRY).execute(&mut connection).await.expect("settings");
    let mut write = connection.begin().await.expect("a transaction");
    let indexes: Vec<(String, String)> = sqlx::query_as(INDEXES).fetch_all(&mut *write).await.expect("indexes");
    for (name, _) in &indexes {
        let drop = format!("DROP INDEX {name}");
        sqlx::query(AssertSqlSafe(drop)).execute(&mut *write).await.expect("no index");
    }
    for statement in [
        sqlx::query(VIEWERS).bind(size).bind(now.0).bind(&issuer),
        sqlx::query(SESSIONS).bind(size).bind(now.0).bind(&issuer).bind(DUE),
        sqlx::query(TOKEN_SETS).bind(now.0),
        sqlx::query(TOMBSTONES),
    ] {
        statement.execute(&mut *write).await.expect("rows");
    }
    for (_, make) in indexes {
        sqlx::query(AssertSqlSafe(make)).execute(&mut *write).await.expect("an index");
    }
    let ready = seal(state, &mut write, now).await;
    let all = sqlx::query_scalar("SELECT id_hash FROM sessions").fetch_all(&mut *write).await.expect("all sessions");
    write.commit().await.expect("a full database");
    sqlx::raw_sql("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut connection).await.expect("all in one file");
    connection.close().await.expect("an end");
    (all.into_iter().map(key).collect(), ready)
}

/// Gives some sessions a pair that opens, and names them.
async fn seal(state: &CoreState, write: &mut SqliteConnection, now: Timestamp) -> Vec<SessionKey> {
    let rows: Vec<(String, Vec<u8>, i64)> =
        sqlx::query_as(READY).bind(now.0).bind(SEALED).fetch_all(&mut *write).await.expect("some token sets");
    let mut ready = Vec::new();
    for (token_set_id, session, viewer) in rows {
        let issuer = state.config.github.issuer();
        let owner = TokenOwner { token_set_id, issuer, viewer, client_id: "bench".to_owned() };
        let pair = SealedPair::seal(&state.config.keyring, owner, &pair());
        sqlx::query("UPDATE token_sets SET access_token = $1, refresh_token = $2 WHERE id = $3")
            .bind(pair.access.0)
            .bind(pair.refresh.map(|sealed| sealed.0))
            .bind(pair.owner.token_set_id)
            .execute(&mut *write)
            .await
            .expect("a seal");
        ready.push(key(session));
    }
    ready
}

/// As long as GitHub's.
fn pair() -> TokenPair {
    TokenPair {
        access: AccessToken::new(format!("ghu_{:036}", 0)),
        refresh: Some(RefreshToken::new(format!("ghr_{:072}", 0))),
        access_expires_at: Some(Timestamp(0)),
        refresh_expires_at: Some(Timestamp(0)),
        scopes: Vec::new(),
    }
}

fn key(bytes: Vec<u8>) -> SessionKey {
    SessionKey::try_from(bytes).expect("32 bytes")
}
