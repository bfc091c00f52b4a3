//! What happened to a viewer's sessions and tokens, for them to read: one line in the log and one row, which is deleted
//! only by age or with the viewer (ASVS 16.3; OWASP "Logging"). Repeats of what anybody can repeat share a row.
//!
//! A row is written in the transaction of the event itself, so that neither exists without the other.

use gatehouse_model::{AccountEvent, AccountEventGroup, AccountEventKind, SignInReason, Timestamp};

use super::{
    db::{
        Db, Error, Write,
        security_events::{self, EventRow, NewEvent, Repeats},
        sessions::{self, SessionOwner},
        viewers,
    },
    session::SessionKey,
};

/// Events are deleted after this many days.
pub const KEPT_DAYS: u32 = 90;

/// Rows on a page.
const PER_PAGE: u32 = 25;

/// In seconds. Repeats within this time share a row.
const REPEATED_WITHIN: i64 = 3_600;

/// One page of a viewer's events, the latest first.
pub struct Page {
    pub events: Vec<AccountEvent>,
    /// From 1, at most `pages`.
    pub page: u32,
    /// At least 1.
    pub pages: u32,
}

/// The page numbered `page`, or the nearest there is, of one group of the viewer's events, or of both together.
pub async fn page(
    db: &Db,
    issuer: &str,
    viewer: i64,
    group: Option<AccountEventGroup>,
    page: u32,
) -> Result<Page, Error> {
    let noise = group.map(|group| group == AccountEventGroup::Noise);
    let count = security_events::count(db, issuer, viewer, noise).await?;
    let pages = u32::try_from(count).unwrap_or(u32::MAX).div_ceil(PER_PAGE).max(1);
    let page = page.clamp(1, pages);
    let offset = i64::from(PER_PAGE) * i64::from(page - 1);
    let rows = security_events::page(db, issuer, viewer, noise, PER_PAGE, offset).await?;
    Ok(Page { events: known(rows), page, pages })
}

/// All of the viewer's events, the latest first.
pub async fn all(db: &Db, issuer: &str, viewer: i64) -> Result<Vec<AccountEvent>, Error> {
    security_events::all(db, issuer, viewer).await.map(known)
}

/// The events whose codes this version knows.
fn known(rows: Vec<EventRow>) -> Vec<AccountEvent> {
    let event = |row: EventRow| {
        let kind = kind_from_code(&row.kind, &row.detail)?;
        let times = u32::try_from(row.times).unwrap_or(u32::MAX);
        Some(AccountEvent { at: row.at, first_at: row.first_at, times, kind, browser: row.browser })
    };
    rows.into_iter().filter_map(event).collect()
}

/// Records what happened to an active session.
pub async fn record_for_session(
    write: &mut Write,
    session: SessionKey,
    kind: AccountEventKind,
    now: Timestamp,
) -> Result<(), Error> {
    if let Some(owner) = sessions::owner(write, session).await? {
        insert(write, &owner, &format!("{session:?}"), kind, now).await?;
    }
    let (event, detail) = code(kind);
    tracing::info!(target: "security", event, detail, ?session);
    Ok(())
}

/// Records what happened to a viewer's tokens after their session ended. For a viewer whose data was deleted, the log is
/// all.
pub async fn record_for_viewer(
    write: &mut Write,
    issuer: &str,
    viewer: i64,
    kind: AccountEventKind,
    now: Timestamp,
) -> Result<(), Error> {
    if viewers::exists(write, issuer, viewer).await? {
        let owner = SessionOwner { issuer: issuer.to_owned(), viewer, browser: String::new() };
        insert(write, &owner, "", kind, now).await?;
    }
    let (event, detail) = code(kind);
    tracing::info!(target: "security", event, detail, viewer);
    Ok(())
}

/// Records that `session` is replaced by one of `by` in the same browser, if `by` is somebody else: signing in again as
/// oneself is in the history as a sign-in.
pub async fn record_replaced(
    write: &mut Write,
    session: SessionKey,
    by: (&str, i64),
    kind: AccountEventKind,
    now: Timestamp,
) -> Result<(), Error> {
    match sessions::owner(write, session).await? {
        Some(owner) if (owner.issuer.as_str(), owner.viewer) != by => {
            record_for_session(write, session, kind, now).await
        }
        _ => Ok(()),
    }
}

/// Writes the event together with those it repeats, as the latest row. So what an attacker can do a thousand times pushes
/// nothing out of sight, even if two kinds alternate.
async fn insert(
    write: &mut Write,
    owner: &SessionOwner,
    session: &str,
    kind: AccountEventKind,
    now: Timestamp,
) -> Result<(), Error> {
    let (code, detail) = code(kind);
    let event = NewEvent {
        issuer: &owner.issuer,
        viewer: owner.viewer,
        kind: code,
        detail,
        browser: &owner.browser,
        session,
        noise: kind.group() == AccountEventGroup::Noise,
    };
    let mut all = Repeats { first_at: now, times: 1 };
    if event.noise {
        for row in security_events::take_repeats(write, &event, Timestamp(now.0 - REPEATED_WITHIN)).await? {
            all.first_at = all.first_at.min(row.first_at);
            all.times = all.times.saturating_add(row.times);
        }
    }
    security_events::insert(write, &event, now, &all).await
}

/// `kind` in the database and the log: a code, and a detail that may be empty.
#[must_use]
pub fn code(kind: AccountEventKind) -> (&'static str, &'static str) {
    match kind {
        AccountEventKind::SignedIn => ("signed-in", ""),
        AccountEventKind::SignInFailed(reason) => ("sign-in-failed", reason.code()),
        AccountEventKind::Reauthenticated => ("reauthenticated", ""),
        AccountEventKind::ReauthenticationFailed(reason) => ("reauthentication-failed", reason.code()),
        AccountEventKind::Refreshed => ("refreshed", ""),
        AccountEventKind::PairLost => ("pair-lost", ""),
        AccountEventKind::Ended(reason) => ("ended", reason.code()),
        AccountEventKind::Revoked => ("revoked", ""),
        AccountEventKind::RevocationGivenUp => ("revocation-given-up", ""),
        AccountEventKind::ScopesChanged => ("scopes-changed", ""),
        AccountEventKind::Disconnected => ("disconnected", ""),
        AccountEventKind::DisconnectFailed => ("disconnect-failed", ""),
        AccountEventKind::Exported => ("exported", ""),
        AccountEventKind::ReauthenticationRequired => ("reauthentication-required", ""),
    }
}

/// `None` for the code of another version.
fn kind_from_code(code: &str, detail: &str) -> Option<AccountEventKind> {
    let reason = || SignInReason::from_code(detail);
    Some(match code {
        "signed-in" => AccountEventKind::SignedIn,
        "sign-in-failed" => AccountEventKind::SignInFailed(reason()?),
        "reauthenticated" => AccountEventKind::Reauthenticated,
        "reauthentication-failed" => AccountEventKind::ReauthenticationFailed(reason()?),
        "refreshed" => AccountEventKind::Refreshed,
        "pair-lost" => AccountEventKind::PairLost,
        "ended" => AccountEventKind::Ended(reason()?),
        "revoked" => AccountEventKind::Revoked,
        "revocation-given-up" => AccountEventKind::RevocationGivenUp,
        "scopes-changed" => AccountEventKind::ScopesChanged,
        "disconnected" => AccountEventKind::Disconnected,
        "disconnect-failed" => AccountEventKind::DisconnectFailed,
        "exported" => AccountEventKind::Exported,
        "reauthentication-required" => AccountEventKind::ReauthenticationRequired,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use gatehouse_model::AccountEventKind;

    use super::{code, kind_from_code};

    #[test]
    fn every_event_reads_back() {
        for kind in AccountEventKind::all() {
            let (code, detail) = code(kind);
            assert_eq!(kind_from_code(code, detail), Some(kind));
        }
    }
}
