use axum::{extract::State, response::Response};
use gatehouse_core::{
    db::sessions,
    error::ServerError,
    session::EndReason,
    sign_in::{end_current, redirect_signed_out},
    state::CoreState,
};
use gatehouse_model::{Flash, SensitiveAction};

use super::{ActionForm, ViewerForm, allowed, forget, redirect_with};

const PAGE: &str = "/devices";

/// `POST /devices/end`: ends one of the viewer's sessions; its very next request is answered as signed out, by every
/// instance. The one that asks needs no reauthentication to leave.
///
/// # Errors
///
/// When the database does not answer; then nothing has changed.
pub async fn end_device(
    State(state): State<CoreState>,
    ViewerForm { session: active, form }: ViewerForm<ActionForm>,
) -> Result<Response, ServerError> {
    if form.device == active.device {
        return end_current(&state, &active).await;
    }
    let browser = sessions::browser_of_device(&state.db, &active.issuer, active.github_id, &form.device).await?;
    let Some(browser) = browser else {
        return redirect_with(&state, PAGE, Flash::Already);
    };
    let action = SensitiveAction::EndDevice { id: form.device, browser };
    if let Some(answer) = allowed(&state, &active, &action, form.nonce.as_deref()).await? {
        return Ok(answer);
    }
    let device = action.device().unwrap_or_default();
    let ended = state.lifecycle.end_device(&active.issuer, active.github_id, device).await?;
    let done = if ended.is_some() { Flash::Ended } else { Flash::Already };
    forget(&state, ended);
    redirect_with(&state, PAGE, done)
}

/// `POST /devices/end-others`: ends every session of the viewer but the one that asks.
///
/// # Errors
///
/// As [`end_device`].
pub async fn end_others(
    State(state): State<CoreState>,
    ViewerForm { session: active, form }: ViewerForm<ActionForm>,
) -> Result<Response, ServerError> {
    if let Some(answer) = allowed(&state, &active, &SensitiveAction::EndOthers, form.nonce.as_deref()).await? {
        return Ok(answer);
    }
    let kept = active.device.as_str();
    let ended = state.lifecycle.end_all_but(Some(kept), &active.issuer, active.github_id, EndReason::Ended).await?;
    let done = if ended.is_empty() { Flash::Already } else { Flash::EndedOthers };
    forget(&state, ended);
    redirect_with(&state, PAGE, done)
}

/// `POST /devices/end-all`: ends every session of the viewer, the one that asks as well.
///
/// # Errors
///
/// As [`end_device`].
pub async fn end_all(
    State(state): State<CoreState>,
    ViewerForm { session: active, form }: ViewerForm<ActionForm>,
) -> Result<Response, ServerError> {
    if let Some(answer) = allowed(&state, &active, &SensitiveAction::EndAll, form.nonce.as_deref()).await? {
        return Ok(answer);
    }
    forget(&state, state.lifecycle.end_all_but(None, &active.issuer, active.github_id, EndReason::Ended).await?);
    redirect_signed_out(&state.config.public_url, "/", Flash::SignedOutEverywhere)
}
