use sqlx::Row;

use super::words;
use crate::{
    model::{AccountEvent, Moment},
    server::db::{Db, Error},
};

/// Events are forgotten after so many days.
pub const KEPT_DAYS: u32 = 90;

/// A page's worth.
const MOST: i64 = 50;

const SELECT: &str = "
    SELECT at, kind, detail, browser FROM security_events WHERE issuer = $1 AND github_id = $2
    ORDER BY at DESC, id LIMIT $3";

/// The viewer's latest events, the latest first.
///
/// # Errors
///
/// When the database does not answer.
pub async fn list(db: &Db, issuer: &str, viewer: i64) -> Result<Vec<AccountEvent>, Error> {
    let rows = sqlx::query(SELECT).bind(issuer).bind(viewer).bind(MOST).fetch_all(db.read()).await?;
    let mut events = Vec::with_capacity(rows.len());
    for row in rows {
        let (word, detail): (String, String) = (row.try_get("kind")?, row.try_get("detail")?);
        if let Some(kind) = words::read(&word, &detail) {
            events.push(AccountEvent { at: Moment(row.try_get("at")?), kind, browser: row.try_get("browser")? });
        }
    }
    Ok(events)
}
