use std::sync::Arc;

use axum::{
    Form,
    extract::{FromRef, FromRequest, FromRequestParts, Request},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::{Deserialize, de::DeserializeOwned};

use super::CurrentViewer;
use crate::{
    rate_limiter::{WriteKey, too_many_requests},
    session::{ActiveSession, CurrentSession},
    state::CoreState,
};

/// Who acts, and the form they sent: from a page of this very viewer, and not too often.
///
/// The session cookie alone does not say for whom a page was made. In one browser another account may have signed in since,
/// and an old tab would act for it.
pub struct ViewerForm<F = NoFields> {
    pub session: Arc<ActiveSession>,
    pub form: F,
}

/// A form that is a button and nothing more.
#[derive(Deserialize)]
pub struct NoFields {}

#[derive(Deserialize)]
struct Marked<F> {
    #[serde(default)]
    lineage: String,
    #[serde(flatten)]
    form: F,
}

impl<S: Send + Sync, F: DeserializeOwned> FromRequest<S> for ViewerForm<F>
where
    CoreState: FromRef<S>,
{
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let CurrentViewer(session) =
            CurrentViewer::from_request_parts(&mut parts, state).await.map_err(IntoResponse::into_response)?;
        let route = parts.uri.path().to_owned();
        let form = Form::<Marked<F>>::from_request(Request::from_parts(parts, body), state).await;
        let Form(Marked { lineage, form }) = form.map_err(IntoResponse::into_response)?;
        of_this_viewer(&session, &lineage).map_err(IntoResponse::into_response)?;
        within_budget(&CoreState::from_ref(state), &session, &route).map_err(too_many_requests)?;
        Ok(Self { session, form })
    }
}

/// Signing out is open to everybody; whoever is signed in must mean themselves.
pub struct Leaving(pub CurrentSession);

impl<S: Send + Sync> FromRequest<S> for Leaving {
    type Rejection = Response;

    async fn from_request(mut request: Request, state: &S) -> Result<Self, Response> {
        let current = request.extensions_mut().remove::<CurrentSession>();
        let current = current.ok_or_else(|| StatusCode::INTERNAL_SERVER_ERROR.into_response())?;
        if let Some(session) = current.active() {
            let form = Form::<Marked<NoFields>>::from_request(request, state).await;
            let Form(Marked { lineage, .. }) = form.map_err(IntoResponse::into_response)?;
            of_this_viewer(session, &lineage).map_err(IntoResponse::into_response)?;
        }
        Ok(Self(current))
    }
}

/// The page an action comes from was made for this session's lineage.
fn of_this_viewer(session: &ActiveSession, lineage: &str) -> Result<(), StatusCode> {
    if session.device == lineage { Ok(()) } else { Err(StatusCode::CONFLICT) }
}

/// What throws a thief out, and the reauthentication it may take. They count by session: whoever has copied another cookie of the
/// viewer cannot use up what the viewer needs for them.
const THROWING_OUT: [&str; 4] = ["/devices/end", "/devices/end-others", "/devices/end-all", "/auth/reauthenticate"];

fn within_budget(state: &CoreState, session: &ActiveSession, route: &str) -> Result<(), u64> {
    let key = if THROWING_OUT.contains(&route) {
        WriteKey::Session(session.key)
    } else {
        WriteKey::Viewer(session.github_id)
    };
    state.write_rate.check(key)
}
