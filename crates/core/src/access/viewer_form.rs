use std::sync::Arc;

use axum::{
    Extension, Form,
    extract::{FromRef, FromRequest, FromRequestParts, Request},
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, de::DeserializeOwned};

use crate::{
    rate_limiter::{WriteKey, too_many_requests},
    session::{ActiveSession, CurrentSession},
    state::CoreState,
};

/// The session of the request, whose viewer is signed in. The guard answers everybody else; a route without a guard before
/// it refuses by itself.
pub struct CurrentViewer(pub Arc<ActiveSession>);

impl<S: Send + Sync> FromRequestParts<S> for CurrentViewer {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, StatusCode> {
        let Extension(current) = Extension::<CurrentSession>::from_request_parts(parts, state)
            .await
            .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
        current.active().cloned().map(Self).ok_or(StatusCode::UNAUTHORIZED)
    }
}

/// A form that the viewer sent from a page of their own session, within the rate limit.
///
/// The session cookie alone does not say for whom a page was made. Another account may have signed in since in the same
/// browser, and an old tab would act for it.
pub struct ViewerForm<F = NoFields> {
    pub session: Arc<ActiveSession>,
    pub form: F,
}

/// A form that is only a button.
#[derive(Deserialize)]
pub struct NoFields {}

/// A form with the lineage of the page it was on.
#[derive(Deserialize)]
struct WithLineage<F> {
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
        let form = Form::<WithLineage<F>>::from_request(Request::from_parts(parts, body), state).await;
        let Form(WithLineage { lineage, form }) = form.map_err(IntoResponse::into_response)?;
        check_lineage(&session, &lineage).map_err(IntoResponse::into_response)?;
        check_rate(&CoreState::from_ref(state), &session, &route).map_err(too_many_requests)?;
        Ok(Self { session, form })
    }
}

/// The sign-out form, which anybody may send; a viewer must send it from a page of their own session.
pub struct SignOutForm(pub CurrentSession);

impl<S: Send + Sync> FromRequest<S> for SignOutForm {
    type Rejection = Response;

    async fn from_request(mut request: Request, state: &S) -> Result<Self, Response> {
        let current = request.extensions_mut().remove::<CurrentSession>();
        let current = current.ok_or_else(|| StatusCode::INTERNAL_SERVER_ERROR.into_response())?;
        if let Some(session) = current.active() {
            let form = Form::<WithLineage<NoFields>>::from_request(request, state).await;
            let Form(WithLineage { lineage, .. }) = form.map_err(IntoResponse::into_response)?;
            check_lineage(session, &lineage).map_err(IntoResponse::into_response)?;
        }
        Ok(Self(current))
    }
}

fn check_lineage(session: &ActiveSession, lineage: &str) -> Result<(), StatusCode> {
    if session.device == lineage { Ok(()) } else { Err(StatusCode::CONFLICT) }
}

/// What throws a thief out, and the reauthentication it may take. These are limited by session: a thief with another cookie
/// of the viewer cannot use up what the viewer needs for them.
const LIMITED_BY_SESSION: [&str; 4] =
    ["/devices/end", "/devices/end-others", "/devices/end-all", "/auth/reauthenticate"];

fn check_rate(state: &CoreState, session: &ActiveSession, route: &str) -> Result<(), u64> {
    let key = if LIMITED_BY_SESSION.contains(&route) {
        WriteKey::Session(session.key)
    } else {
        WriteKey::Viewer(session.github_id)
    };
    state.write_rate.check(key)
}
