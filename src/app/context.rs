use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use leptos::prelude::*;

use crate::model::{AppError, Application, Flash, Moment, Preferences, Viewer};

/// What the router tells a page about its request. `server/router.rs` provides it; nothing of it reaches the browser
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
    pub now: Moment,
    /// GitHub's web address, for links to a person's own settings.
    pub github_url: String,
    /// What a sign-in asks of GitHub.
    pub scopes: Vec<String>,
    /// As what this site is registered there: a GitHub App has no scopes, whatever it asks for.
    pub application: Application,
    /// Language and theme.
    pub preferences: Preferences,
    /// What the answer that led here had to say.
    pub flash: PageFlash,
    /// Where the page's status goes.
    pub answer: PageAnswer,
}

/// The message for a page, until one has shown it.
#[derive(Clone, Default)]
pub struct PageFlash {
    flash: Option<Flash>,
    shown: Arc<AtomicBool>,
}

impl PageFlash {
    #[must_use]
    pub fn new(flash: Option<Flash>) -> Self {
        Self { flash, shown: Arc::default() }
    }

    /// What the page makes of the message. One it knows counts as shown; another waits for its own page.
    pub fn show<T>(&self, known: impl FnOnce(Flash) -> Option<T>) -> Option<T> {
        let words = self.flash.and_then(known)?;
        self.shown.store(true, Ordering::Relaxed);
        Some(words)
    }

    /// The message's name, shown or not.
    #[must_use]
    pub fn code(&self) -> Option<String> {
        self.flash.map(Flash::code)
    }

    /// Whether a page has shown the message.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        self.shown.load(Ordering::Relaxed)
    }
}

/// Takes a page's status and, where it is known, the seconds to wait before another try.
#[derive(Clone)]
pub struct PageAnswer(Arc<dyn Fn(u16, Option<i64>) + Send + Sync>);

impl PageAnswer {
    pub fn new(set: impl Fn(u16, Option<i64>) + Send + Sync + 'static) -> Self {
        Self(Arc::new(set))
    }
}

/// The context of nobody's request, for listing the routes.
impl Default for PageContext {
    fn default() -> Self {
        Self {
            viewer: None,
            lineage: None,
            path: "/".to_owned(),
            query: String::new(),
            now: Moment(0),
            github_url: String::new(),
            scopes: Vec::new(),
            application: Application::default(),
            preferences: Preferences::default(),
            flash: PageFlash::default(),
            answer: PageAnswer::new(|_, _| {}),
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
        (self.answer.0)(status, None);
    }

    /// Gives the page the status of `error`, and says when another try is worth it where that is known. That GitHub is
    /// still being asked is no failure.
    pub fn fail(&self, error: &AppError) {
        if *error == AppError::StillAsking {
            return;
        }
        (self.answer.0)(error.status(), error.retry_after(self.now));
    }
}

/// The context of the page being rendered.
///
/// Listing the routes runs the application without a request; it gets an empty, signed-out one.
#[must_use]
pub fn page_context() -> PageContext {
    use_context::<PageContext>().unwrap_or_default()
}
