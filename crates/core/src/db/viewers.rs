//! `viewers`: the people who have signed in, by issuer and GitHub's numeric id.

use gatehouse_model::Timestamp;

use super::{Db, Error, Write};
use crate::github::Identity;

const UPSERT: &str = "
    INSERT INTO viewers (issuer, github_id, login, name, avatar_url, created_at, signed_in_at)
    VALUES ($1, $2, $3, $4, $5, $6, $6)
    ON CONFLICT (issuer, github_id) DO UPDATE
    SET login = excluded.login, name = excluded.name, avatar_url = excluded.avatar_url,
        signed_in_at = excluded.signed_in_at";

pub async fn upsert(write: &mut Write, issuer: &str, identity: &Identity, now: Timestamp) -> Result<(), Error> {
    sqlx::query(UPSERT)
        .bind(issuer)
        .bind(identity.github_id)
        .bind(&identity.login)
        .bind(identity.name.as_deref())
        .bind(&identity.avatar_url)
        .bind(now.0)
        .execute(&mut **write)
        .await
        .map(drop)
}

pub async fn exists(write: &mut Write, issuer: &str, viewer: i64) -> Result<bool, Error> {
    let query = sqlx::query_scalar("SELECT count(*) FROM viewers WHERE issuer = $1 AND github_id = $2");
    let count: i64 = query.bind(issuer).bind(viewer).fetch_one(&mut **write).await?;
    Ok(count > 0)
}

pub async fn first_signed_in_at(db: &Db, issuer: &str, viewer: i64) -> Result<Timestamp, Error> {
    let query = sqlx::query_scalar("SELECT created_at FROM viewers WHERE issuer = $1 AND github_id = $2");
    query.bind(issuer).bind(viewer).fetch_one(db.read()).await.map(Timestamp)
}

/// The viewer's sessions must be gone.
pub async fn delete(write: &mut Write, issuer: &str, viewer: i64) -> Result<(), Error> {
    let query = sqlx::query("DELETE FROM viewers WHERE issuer = $1 AND github_id = $2").bind(issuer).bind(viewer);
    query.execute(&mut **write).await.map(drop)
}
