use std::sync::Arc;

use leptos::prelude::*;

use crate::model::{AppError, Moment, Viewer};

/// What the router tells a page about its request. `server/router.rs` provides it; nothing of it reaches the browser
/// but what a page writes.
#[derive(Clone)]
pub struct PageContext {
    /// Who is signed in; decided before the page renders.
    pub viewer: Option<Viewer>,
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
    answer: Arc<dyn Fn(u16, Option<i64>) + Send + Sync>,
}

impl PageContext {
    /// A context whose page sets its status, and the seconds to wait before another try, through `answer`.
    pub fn new(
        viewer: Option<Viewer>,
        path: String,
        query: String,
        now: Moment,
        (github_url, scopes): (String, Vec<String>),
        answer: impl Fn(u16, Option<i64>) + Send + Sync + 'static,
    ) -> Self {
        Self { viewer, path, query, now, github_url, scopes, answer: Arc::new(answer) }
    }

    /// Gives the page another status than 200.
    pub fn set_status(&self, status: u16) {
        (self.answer)(status, None);
    }

    /// Gives the page the status of `error`, and says when another try is worth it where that is known.
    pub fn fail(&self, error: &AppError) {
        let retry =
            if let AppError::RateLimited { until } = error { Some((until.0 - self.now.0).max(1)) } else { None };
        (self.answer)(error.status(), retry);
    }
}

/// The context of the page being rendered.
///
/// Route listing runs the application without a request; it gets an empty, signed-out one.
#[must_use]
pub fn page_context() -> PageContext {
    use_context::<PageContext>().unwrap_or_else(|| {
        PageContext::new(None, "/".into(), String::new(), Moment(0), (String::new(), Vec::new()), |_, _| {})
    })
}
