use std::sync::{Arc, Mutex, PoisonError};

use gatehouse_model::{AppError, Application, Message, Preferences, SessionVerdict, Timestamp, Viewer};
use leptos::prelude::*;

/// What the router tells a page about its request. `web/render.rs` provides it; nothing of it reaches the browser
/// but what a page writes.
#[derive(Clone)]
pub struct PageContext {
    /// Who is signed in; decided before the page renders.
    pub viewer: Option<Viewer>,
    /// Names the lineage of the viewer's session, for forms and open pages: in one browser another account may sign in
    /// while a page is open. It stays when the session gets a new id, and opens nothing.
    pub lineage: Option<String>,
    /// The path asked for, without the query.
    pub path: String,
    /// The query string, without `?`.
    pub query: String,
    /// The server's clock at this request.
    pub now: Timestamp,
    /// GitHub's web address, for links to a person's own settings.
    pub github_url: String,
    /// What a sign-in asks of GitHub.
    pub scopes: Vec<String>,
    /// As what this site is registered there: a GitHub App has no scopes, whatever it asks for.
    pub application: Application,
    /// Language and theme.
    pub preferences: Preferences,
    /// What the answer that led here had to say.
    pub flash: Option<Message>,
    /// What has come of the page; see [`PageContext::outcome`].
    pub noted: Arc<Mutex<PageOutcome>>,
}

/// What came of a page while it was rendered, for the answer that carries it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PageOutcome {
    /// Another status than 200.
    pub status: Option<u16>,
    /// In how many seconds another try is worth it.
    pub retry_after: Option<i64>,
    /// A page has shown the message that the answer before had left.
    pub flash_shown: bool,
    /// The session turned out to be of no use: something else than a page full of failures is the answer.
    pub session: Option<SessionVerdict>,
}

/// The context of nobody's request, for listing the routes.
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
            noted: Arc::default(),
        }
    }
}

impl PageContext {
    /// Whether a sign-in here asks for private repositories: GitHub has no narrower scope for it than `repo`.
    #[must_use]
    pub fn may_see_private(&self) -> bool {
        self.scopes.iter().any(|scope| scope == "repo")
    }

    /// Gives the page another status than 200.
    pub fn set_status(&self, status: u16) {
        self.note(|outcome| outcome.status = Some(status));
    }

    /// Gives the page the status of `error`, and says when another try is worth it where that is known. That GitHub is
    /// still being asked is no failure.
    pub fn fail(&self, error: &AppError) {
        if *error == AppError::StillAsking {
            return;
        }
        let retry_after = error.retry_after(self.now);
        self.note(|outcome| {
            outcome.status = Some(error.status());
            outcome.retry_after = retry_after.or(outcome.retry_after);
        });
    }

    /// What is to become of the page's session. The first word stands.
    pub fn judge(&self, verdict: SessionVerdict) {
        self.note(|outcome| outcome.session = outcome.session.or(Some(verdict)));
    }

    /// What the page makes of the message left for it. One it knows counts as shown; another waits for its own page.
    pub fn show_flash<T>(&self, known: impl FnOnce(Message) -> Option<T>) -> Option<T> {
        let words = self.flash.and_then(known)?;
        self.note(|outcome| outcome.flash_shown = true);
        Some(words)
    }

    /// What has come of the page until now.
    #[must_use]
    pub fn outcome(&self) -> PageOutcome {
        *self.noted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, change: impl FnOnce(&mut PageOutcome)) {
        change(&mut self.noted.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// The context of the page being rendered.
///
/// Listing the routes runs the application without a request; it gets an empty, signed-out one.
#[must_use]
pub fn page_context() -> PageContext {
    use_context::<PageContext>().unwrap_or_default()
}
