use gatehouse_model::{Device, Devices, Timestamp};
use sqlx::Row;

use crate::{
    db::Error,
    session::{ActiveSession, fresh_until},
    state::CoreState,
};

const SELECT: &str = "
    SELECT device, browser, network, created_at, last_seen_at, absolute_at FROM sessions
    WHERE issuer = $1 AND github_id = $2 AND state = 1
    ORDER BY CASE WHEN device = $3 THEN 0 ELSE 1 END, last_seen_at DESC, device";

/// Every session of the viewer that stands, this one first.
///
/// # Errors
///
/// When the database does not answer.
pub async fn devices(state: &CoreState, session: &ActiveSession) -> Result<Devices, Error> {
    let now = state.clock.now();
    let limits = state.lifecycle.limits();
    let rows = sqlx::query(SELECT)
        .bind(&session.issuer)
        .bind(session.github_id)
        .bind(&session.device)
        .fetch_all(state.db.read())
        .await?;
    let mut devices = Vec::with_capacity(rows.len());
    for row in rows {
        let id: String = row.try_get("device")?;
        let current = id == session.device;
        let last_seen_at = Timestamp(row.try_get("last_seen_at")?);
        let idle_ends_at = Timestamp(last_seen_at.0 + limits.idle);
        let absolute_ends_at = Timestamp(row.try_get("absolute_at")?);
        // Passed a limit and not yet swept: it is out already.
        if now >= idle_ends_at.min(absolute_ends_at) && !current {
            continue;
        }
        devices.push(Device {
            id,
            browser: row.try_get("browser")?,
            network: row.try_get("network")?,
            created_at: Timestamp(row.try_get("created_at")?),
            last_seen_at,
            idle_ends_at,
            absolute_ends_at,
            current,
        });
    }
    let most = u32::try_from(limits.per_viewer).unwrap_or(u32::MAX);
    Ok(Devices { devices, now, most, fresh_until: fresh_until(session, limits, now) })
}
