use gatehouse_model::Timestamp;

use crate::{
    crypto::random_secret,
    db::{Error, Write},
    session_key::SessionKey,
    token::SealedPair,
};

const QUEUE_GRANT: &str = "
    INSERT INTO revocations (id, token_set_id, issuer, github_id, client_id, access_token, refresh_token,
                             access_expires_at, refresh_expires_at, sent_at, queued_at, next_try_at)
    SELECT $1, id, issuer, github_id, client_id, access_token, refresh_token,
           access_expires_at, refresh_expires_at, sent_at, $2, $2
    FROM token_sets WHERE session_hash = $3";

const QUEUE_PAIR: &str = "
    INSERT INTO revocations (token_set_id, issuer, github_id, client_id, access_token, refresh_token,
                             access_expires_at, refresh_expires_at, id, queued_at, next_try_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)";

/// Queues the pair of a session, sealed as it is.
///
/// # Errors
///
/// When the database does not answer.
pub async fn queue_token_set_of(write: &mut Write, session: SessionKey, now: Timestamp) -> Result<(), Error> {
    sqlx::query(QUEUE_GRANT).bind(random_secret()).bind(now.0).bind(session.as_bytes()).execute(&mut **write).await?;
    Ok(())
}

/// Queues a pair that has no token set.
///
/// # Errors
///
/// When the database does not answer.
pub async fn queue_pair(write: &mut Write, pair: &SealedPair, now: Timestamp) -> Result<(), Error> {
    pair.bind(sqlx::query(QUEUE_PAIR)).bind(random_secret()).bind(now.0).execute(&mut **write).await?;
    Ok(())
}

/// Which kept pairs (`sign_in/kept.rs`) are wanted no more.
pub enum Kept<'a> {
    /// Nobody came back in time.
    Overdue,
    OfFlow {
        id: &'a str,
        browser_hash: &'a [u8],
    },
    OfSession(SessionKey),
    All,
}

macro_rules! kept {
    ($which:literal, $now:literal) => {
        (
            concat!(
                "INSERT INTO revocations (id, token_set_id, issuer, github_id, client_id, access_token, refresh_token,
                                          access_expires_at, refresh_expires_at, queued_at, next_try_at)
                 SELECT id, id, issuer, github_id, client_id, access_token, refresh_token,
                        access_expires_at, refresh_expires_at, ",
                $now,
                ", ",
                $now,
                " FROM kept_pairs WHERE ",
                $which
            ),
            concat!("DELETE FROM kept_pairs WHERE ", $which),
        )
    };
}

/// Moves kept pairs into the queue, sealed as they are, under their token set's id: none has two.
///
/// # Errors
///
/// When the database does not answer.
pub async fn queue_kept(write: &mut Write, which: Kept<'_>, now: Timestamp) -> Result<(), Error> {
    let (queue, forget) = match which {
        Kept::Overdue => kept!("expires_at <= $1", "$2"),
        Kept::OfFlow { .. } => kept!("flow_id = $1 AND browser_hash = $2", "$3"),
        Kept::OfSession(_) => kept!("session_hash = $1", "$2"),
        Kept::All => kept!("expires_at >= $1", "$2"),
    };
    let bound = |statement: &'static str| {
        let query = sqlx::query(statement);
        match which {
            Kept::Overdue => query.bind(now.0),
            Kept::OfFlow { id, browser_hash } => query.bind(id.to_owned()).bind(browser_hash.to_vec()),
            Kept::OfSession(session) => query.bind(session.as_bytes().to_vec()),
            Kept::All => query.bind(0_i64),
        }
    };
    bound(queue).bind(now.0).execute(&mut **write).await?;
    bound(forget).execute(&mut **write).await?;
    Ok(())
}

/// Takes the pairs of these grants out of the queue: GitHub has deleted them already.
///
/// # Errors
///
/// When the database does not answer.
pub async fn cancel(write: &mut Write, token_set_ids: &[String]) -> Result<(), Error> {
    for id in token_set_ids {
        sqlx::query("DELETE FROM revocations WHERE token_set_id = $1").bind(id).execute(&mut **write).await?;
    }
    Ok(())
}
