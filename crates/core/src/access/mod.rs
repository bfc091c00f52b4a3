//! What server functions and actions may use: the signed-in viewer's own data, and through it GitHub.

mod github;
mod sensitive_action;
mod tokens;
mod viewer_form;

use std::sync::Arc;

use gatehouse_model::{
    AccountEventGroup, AccountEvents, AppError, CacheUsage, Device, Devices, Reauthentication, Timestamp, TokenSetInfo,
    Viewer,
};

use super::{
    audit,
    db::{Error, is_busy, sessions, token_sets},
    github::{Observed, Observer},
    session::{self, ActiveSession},
    state::CoreState,
};

pub use github::GitHub;
pub use sensitive_action::{Allowed, require_fresh};
pub use tokens::{access_token, renew_due, verify};
pub use viewer_form::{CurrentViewer, NoFields, SignOutForm, ViewerForm};

/// The viewer of an active session.
#[derive(Clone)]
pub struct SignedIn {
    state: CoreState,
    session: Arc<ActiveSession>,
    observer: Observer,
}

impl SignedIn {
    #[must_use]
    pub fn new(state: CoreState, session: Arc<ActiveSession>) -> Self {
        Self { state, session, observer: Observer::default() }
    }

    #[must_use]
    pub fn viewer(&self) -> Viewer {
        self.session.viewer.clone()
    }

    /// GitHub as this viewer. The access token is opened only for a request to GitHub, and never leaves [`GitHub`].
    #[must_use]
    pub fn github(&self) -> GitHub {
        GitHub::observed(&self.state, &self.session, self.observer.clone())
    }

    #[must_use]
    pub fn session(&self) -> &Arc<ActiveSession> {
        &self.session
    }

    /// What has been read through this so far.
    #[must_use]
    pub fn observed(&self) -> Observed {
        self.observer.observed()
    }

    /// Whether a page that was made of `observed` would be made of the same now.
    pub async fn would_repeat(&self, observed: &Observed) -> bool {
        self.state.github.would_repeat(observed, self.session.github_id).await
            && match &observed.database {
                None => true,
                Some(then) => self.database_version().await.is_ok_and(|now| now == *then),
            }
    }

    fn database_failed(&self, error: &Error) -> AppError {
        self.observer.passing();
        tracing::error!(%error, "the database does not answer");
        if is_busy(error) { AppError::Busy } else { AppError::Internal }
    }

    async fn database_version(&self) -> Result<String, Error> {
        sessions::version_of_viewer(&self.state.db, &self.session).await
    }

    /// Once, and before the rest is read, so that a change between the two is noticed later.
    async fn observe_database(&self) {
        if self.observer.observed().database.is_some() {
            return;
        }
        match self.database_version().await {
            Ok(version) => self.observer.note(|observed| {
                observed.database.get_or_insert(version);
            }),
            Err(_) => self.observer.passing(),
        }
    }

    /// Every session of the viewer.
    ///
    /// # Errors
    ///
    /// [`AppError::Busy`] or [`AppError::Internal`] if the database fails.
    pub async fn devices(&self) -> Result<Devices, AppError> {
        self.observe_database().await;
        devices(&self.state, &self.session).await.map_err(|error| self.database_failed(&error))
    }

    /// One page, from 1, of the viewer's security events: of one group, or of both together.
    ///
    /// # Errors
    ///
    /// As [`SignedIn::devices`].
    pub async fn events(&self, group: Option<AccountEventGroup>, page: u32) -> Result<AccountEvents, AppError> {
        self.observe_database().await;
        let state = &self.state;
        let page = audit::page(&state.db, &self.session.issuer, self.session.github_id, group, page).await;
        let audit::Page { events, page, pages } = page.map_err(|error| self.database_failed(&error))?;
        Ok(AccountEvents { events, page, pages, now: state.clock.now(), kept_days: audit::KEPT_DAYS })
    }

    /// What is known of the session's tokens.
    ///
    /// # Errors
    ///
    /// As [`SignedIn::devices`], and [`AppError::SignedOut`] if the session has ended meanwhile.
    pub async fn token_set_info(&self) -> Result<TokenSetInfo, AppError> {
        let info = token_set_info(&self.state, &self.session).await.map_err(|error| self.database_failed(&error))?;
        info.ok_or(AppError::SignedOut)
    }

    /// What is cached of GitHub's answers for the session.
    #[must_use]
    pub fn cache_usage(&self) -> CacheUsage {
        self.observer.passing();
        let (answers, bytes) = self.state.github.usage(self.session.key);
        CacheUsage {
            answers: u32::try_from(answers).unwrap_or(u32::MAX),
            bytes: u64::try_from(bytes).unwrap_or(u64::MAX),
        }
    }

    /// Until when the session is fresh, and which action waits for a reauthentication.
    ///
    /// # Errors
    ///
    /// As [`SignedIn::devices`].
    pub async fn reauthentication(&self) -> Result<Reauthentication, AppError> {
        self.observe_database().await;
        let state = &self.state;
        let now = state.clock.now();
        let pending = sensitive_action::pending(state, &self.session).await;
        let waiting = pending.map_err(|error| self.database_failed(&error))?;
        Ok(Reauthentication { waiting, now, fresh_until: sensitive_action::fresh_until(state, &self.session, now) })
    }
}

/// The viewer's active sessions, this one first.
pub async fn devices(state: &CoreState, session: &ActiveSession) -> Result<Devices, Error> {
    let now = state.clock.now();
    let limits = state.lifecycle.limits();
    let rows = sessions::devices(&state.db, session).await?;
    let device = |row: sessions::DeviceRow| {
        let current = row.device == session.device;
        let idle_ends_at = Timestamp(row.last_seen_at.0 + limits.idle);
        let absolute_ends_at = row.absolute_at;
        // One past a limit is over already, though the sweep has not seen it.
        let is_over = now >= idle_ends_at.min(absolute_ends_at) && !current;
        (!is_over).then_some(Device {
            id: row.device,
            browser: row.browser,
            network: row.network,
            created_at: row.created_at,
            last_seen_at: row.last_seen_at,
            idle_ends_at,
            absolute_ends_at,
            current,
        })
    };
    let devices = rows.into_iter().filter_map(device).collect();
    let most = u32::try_from(limits.per_viewer).unwrap_or(u32::MAX);
    Ok(Devices { devices, now, most, fresh_until: session::fresh_until(session, limits, now) })
}

/// What is known of the session's tokens, and no byte of them. `None` if the session has ended or got a new id since the
/// request began.
///
/// The access token is opened for its prefix, which names the kind of application.
pub async fn token_set_info(state: &CoreState, session: &ActiveSession) -> Result<Option<TokenSetInfo>, Error> {
    let now = state.clock.now();
    let limits = state.lifecycle.limits();
    let Some(set) = token_sets::summary(&state.db, session.key).await? else { return Ok(None) };
    let application = set.pair.open_access(&state.config.keyring).ok().and_then(|token| token.application());
    Ok(Some(TokenSetInfo {
        lasting: set.pair.access_expires_at.is_none(),
        refreshable: set.pair.refresh.is_some(),
        application: application.unwrap_or_else(|| state.oauth.application()),
        scopes: set.scopes,
        received_at: set.received_at,
        access_ends_at: set.pair.access_expires_at,
        refresh_ends_at: set.pair.refresh_expires_at,
        generation: u32::try_from(set.generation).unwrap_or(u32::MAX),
        refreshes: u32::try_from(set.refreshes).unwrap_or(u32::MAX),
        key_id: set.pair.access.key_id().unwrap_or_default().to_owned(),
        idle_ends_at: Timestamp(session.last_seen_at.0 + limits.idle),
        absolute_ends_at: session.absolute_at,
        fresh_until: session::fresh_until(session, limits, now),
        now,
    }))
}
