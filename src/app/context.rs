use std::sync::{Arc, Mutex, PoisonError};

use gatehouse_model::{AppError, Application, Message, Preferences, SessionVerdict, Timestamp, Viewer};
use leptos::prelude::*;

/// What a page knows about its request. `web/render.rs` provides it; only what a page renders reaches the browser.
#[derive(Clone)]
pub struct PageContext {
    /// Who is signed in. Settled before the page renders.
    pub viewer: Option<Viewer>,
    /// The lineage of the viewer's session, for forms and open pages: another account may sign in in the same browser
    /// while a page is open. It survives a new session id, and gives no access.
    pub lineage: Option<String>,
    /// The requested path, without the query.
    pub path: String,
    /// The query string, without `?`.
    pub query: String,
    /// The server's time at this request.
    pub now: Timestamp,
    /// GitHub's web address, for links to a person's own settings.
    pub github_url: String,
    /// The scopes that a sign-in requests.
    pub scopes: Vec<String>,
    /// How this site is registered at GitHub. A GitHub App has no scopes, whatever it requests.
    pub application: Application,
    pub preferences: Preferences,
    /// The message that the previous answer left.
    pub flash: Option<Message>,
    /// See [`Hole`](super::holes::Hole).
    pub mark: String,
    /// See [`PageContext::outcome`].
    pub recorded: Arc<Mutex<PageOutcome>>,
}

/// What rendering a page means for the HTTP response.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PageOutcome {
    /// A status other than 200.
    pub status: Option<u16>,
    /// In seconds.
    pub retry_after: Option<i64>,
    /// The page has shown the previous answer's message.
    pub flash_shown: bool,
    /// The session turned out to be unusable: the response is a redirect, not a page full of errors.
    pub session: Option<SessionVerdict>,
}

/// For listing the routes, without a request.
impl Default for PageContext {
    fn default() -> Self {
        Self {
            viewer: None,
            lineage: None,
            path: "/".to_owned(),
            query: String::new(),
            now: Timestamp(0),
            github_url: String::new(),
            scopes: Vec::new(),
            application: Application::default(),
            preferences: Preferences::default(),
            flash: None,
            mark: String::new(),
            recorded: Arc::default(),
        }
    }
}

impl PageContext {
    /// Whether a sign-in requests access to private repositories: GitHub has no narrower scope for them than `repo`.
    #[must_use]
    pub fn may_see_private(&self) -> bool {
        self.scopes.iter().any(|scope| scope == "repo")
    }

    /// Sets a status other than 200.
    pub fn set_status(&self, status: u16) {
        self.record(|outcome| outcome.status = Some(status));
    }

    /// Sets the status of `error`, and when to retry if that is known. A request to GitHub that is still running is not a
    /// failure.
    pub fn fail(&self, error: &AppError) {
        if *error == AppError::StillAsking {
            return;
        }
        let retry_after = error.retry_after(self.now);
        self.record(|outcome| {
            outcome.status = Some(error.status());
            outcome.retry_after = retry_after.or(outcome.retry_after);
        });
    }

    /// Has the response redirect, because the session turned out to be unusable. The first verdict wins.
    pub fn set_session_verdict(&self, verdict: SessionVerdict) {
        self.record(|outcome| outcome.session = outcome.session.or(Some(verdict)));
    }

    /// Shows the message that the previous answer left, if `known` recognises it. Otherwise it waits for its own page.
    pub fn show_flash<T>(&self, known: impl FnOnce(Message) -> Option<T>) -> Option<T> {
        let shown = self.flash.and_then(known)?;
        self.record(|outcome| outcome.flash_shown = true);
        Some(shown)
    }

    /// What has been recorded so far.
    #[must_use]
    pub fn outcome(&self) -> PageOutcome {
        *self.recorded.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn record(&self, change: impl FnOnce(&mut PageOutcome)) {
        change(&mut self.recorded.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// The context of the page being rendered; an empty, signed-out one while the routes are listed.
#[must_use]
pub fn page_context() -> PageContext {
    use_context::<PageContext>().unwrap_or_default()
}
