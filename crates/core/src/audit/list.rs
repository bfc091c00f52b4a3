use gatehouse_model::{AccountEvent, AccountEventGroup, Timestamp};
use sqlx::{Row, any::AnyRow};

use super::words;
use crate::db::{Db, Error};

/// Events are forgotten after so many days.
pub const KEPT_DAYS: u32 = 90;

/// Rows on a page.
const PER_PAGE: u32 = 25;

const COUNT: &str = "
    SELECT count(*) FROM security_events WHERE issuer = $1 AND github_id = $2 AND noise IN ($3, $4)";

const SELECT: &str = "
    SELECT at, first_at, times, kind, detail, browser FROM security_events
    WHERE issuer = $1 AND github_id = $2 AND noise IN ($3, $4)
    ORDER BY at DESC, sequence DESC LIMIT $5 OFFSET $6";

const ALL: &str = "
    SELECT at, first_at, times, kind, detail, browser FROM security_events WHERE issuer = $1 AND github_id = $2
    ORDER BY at DESC, sequence DESC";

/// One page of a viewer's events, the latest first.
pub struct Page {
    pub events: Vec<AccountEvent>,
    /// From 1, at most `pages`.
    pub page: u32,
    /// At least 1.
    pub pages: u32,
}

/// The page numbered `page`, or the nearest there is, of one group of the viewer's events, or of both together.
///
/// # Errors
///
/// When the database does not answer.
pub async fn page(
    db: &Db,
    issuer: &str,
    viewer: i64,
    group: Option<AccountEventGroup>,
    page: u32,
) -> Result<Page, Error> {
    let (this, that) = match group {
        Some(AccountEventGroup::Sessions) => (0, 0),
        Some(AccountEventGroup::Noise) => (1, 1),
        None => (0, 1_i64),
    };
    let count: i64 =
        sqlx::query_scalar(COUNT).bind(issuer).bind(viewer).bind(this).bind(that).fetch_one(db.read()).await?;
    let pages = u32::try_from(count).unwrap_or(u32::MAX).div_ceil(PER_PAGE).max(1);
    let page = page.clamp(1, pages);
    let rows = sqlx::query(SELECT)
        .bind(issuer)
        .bind(viewer)
        .bind(this)
        .bind(that)
        .bind(i64::from(PER_PAGE))
        .bind(i64::from(PER_PAGE) * i64::from(page - 1))
        .fetch_all(db.read())
        .await?;
    Ok(Page { events: read(&rows)?, page, pages })
}

/// Everything that is kept of the viewer's events, the latest first.
///
/// # Errors
///
/// When the database does not answer.
pub async fn all(db: &Db, issuer: &str, viewer: i64) -> Result<Vec<AccountEvent>, Error> {
    read(&sqlx::query(ALL).bind(issuer).bind(viewer).fetch_all(db.read()).await?)
}

/// The rows this version has words for.
fn read(rows: &[AnyRow]) -> Result<Vec<AccountEvent>, Error> {
    let mut events = Vec::with_capacity(rows.len());
    for row in rows {
        let (word, detail): (String, String) = (row.try_get("kind")?, row.try_get("detail")?);
        if let Some(kind) = words::read(&word, &detail) {
            events.push(AccountEvent {
                at: Timestamp(row.try_get("at")?),
                first_at: Timestamp(row.try_get("first_at")?),
                times: u32::try_from(row.try_get::<i64, _>("times")?).unwrap_or(u32::MAX),
                kind,
                browser: row.try_get("browser")?,
            });
        }
    }
    Ok(events)
}
