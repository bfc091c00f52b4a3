use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{
    Extension, Router,
    body::Body,
    extract::{ConnectInfo, State},
    http::{
        HeaderName, Method, Request, StatusCode,
        header::{ACCEPT, COOKIE, HOST, ORIGIN},
    },
    response::{IntoResponse, Response},
};
use gatehouse_core::{
    error::ServerError,
    session::{self, ActiveSession, SessionKey},
    sign_in::see_other,
    telemetry::Decoy,
};
use gatehouse_model::{Attempt, AttemptOutcome, Timestamp};
use serde::Deserialize;
use tower::ServiceExt;
use tower_sessions::session::Id;

use super::ViewerForm;
use crate::web::WebState;

const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The page a thief would put the form on.
const ELSEWHERE: &str = "https://elsewhere.example";

/// The whole application, in the extensions of every request from outside.
#[derive(Clone)]
pub struct FullRouter(pub Router);

#[derive(Deserialize)]
pub struct AttemptForm {
    #[serde(default)]
    attempt: String,
}

/// `POST /inside/try`: runs what a thief would try, against a throwaway session and through this very router, and leads
/// back to the page that tells how it went.
///
/// # Errors
///
/// When the database does not answer.
pub async fn attempt(
    State(state): State<WebState>,
    Extension(FullRouter(full)): Extension<FullRouter>,
    ViewerForm { session: active, form }: ViewerForm<AttemptForm>,
) -> Result<Response, ServerError> {
    let Some(attempt) = Attempt::from_code(&form.attempt) else { return Ok(StatusCode::BAD_REQUEST.into_response()) };
    // In a task of its own: whoever hangs up must not leave a decoy.
    let task = state.core.tasks.spawn(stage(state.clone(), full, active, attempt));
    task.await.map_err(|_| ServerError::TaskEnded)??;
    see_other("/inside")
}

async fn stage(state: WebState, full: Router, active: Arc<ActiveSession>, attempt: Attempt) -> Result<(), ServerError> {
    let decoy = state.core.lifecycle.begin_decoy(&active).await?;
    let outcome = run(&state, &full, attempt, decoy).await;
    state.core.lifecycle.end_decoy(decoy).await?;
    state.attempts.keep(active.key, outcome?, state.core.clock.now());
    Ok(())
}

async fn run(state: &WebState, full: &Router, attempt: Attempt, decoy: Id) -> Result<AttemptOutcome, ServerError> {
    let before = ask(state, full, decoy, Method::GET, "/auth/status", "same-origin").await;
    let answer = match attempt {
        // The browser would send the cookie along only without `SameSite`; this is the second line of defence.
        Attempt::Forged => ask(state, full, decoy, Method::POST, "/auth/sign-out", "cross-site").await,
        Attempt::Replayed => {
            state.core.lifecycle.end_decoy(decoy).await?;
            ask(state, full, decoy, Method::GET, "/devices", "none").await
        }
    };
    let after = ask(state, full, decoy, Method::GET, "/auth/status", "same-origin").await;
    Ok(AttemptOutcome { attempt, before, answer, after })
}

/// Sends a request with the decoy's cookie through the whole application, and gives the status it answers.
async fn ask(state: &WebState, full: &Router, decoy: Id, method: Method, path: &str, site: &str) -> u16 {
    let url = &state.core.config.public_url;
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header(HOST, url.authority())
        .header(ACCEPT, "text/html")
        .header(COOKIE, session::cookie_pair(url, decoy))
        .header(SITE, site);
    if site == "cross-site" {
        request = request.header(ORIGIN, ELSEWHERE);
    }
    let Ok(mut request) = request.body(Body::empty()) else { return StatusCode::INTERNAL_SERVER_ERROR.as_u16() };
    request.extensions_mut().insert(ConnectInfo(state.leptos.site_addr));
    request.extensions_mut().insert(Decoy);
    // The router cannot fail; it answers.
    let answer = full.clone().oneshot(request).await;
    answer.map_or(StatusCode::INTERNAL_SERVER_ERROR, |answer| answer.status()).as_u16()
}

/// In seconds. Reloading the page shows the outcome again; a later visit shows none.
const SHOWN_FOR: i64 = 60;

type Kept = HashMap<SessionKey, (AttemptOutcome, Timestamp)>;

/// How each session's latest attempt went, for the page that its 303 leads to. Not in the address, which anybody can
/// make up. Known to this process only: the page of another shows nothing.
#[derive(Default)]
pub struct AttemptOutcomes(Mutex<Kept>);

impl AttemptOutcomes {
    /// Keeps `outcome` in the place of an earlier one, and forgets those that are over.
    pub fn keep(&self, session: SessionKey, outcome: AttemptOutcome, now: Timestamp) {
        let mut kept = self.kept();
        kept.retain(|_, (_, until)| now < *until);
        kept.insert(session, (outcome, Timestamp(now.0 + SHOWN_FOR)));
    }

    /// How the session's latest attempt went, if that was just now.
    pub fn of(&self, session: SessionKey, now: Timestamp) -> Option<AttemptOutcome> {
        self.kept().get(&session).filter(|(_, until)| now < *until).map(|(outcome, _)| *outcome)
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
