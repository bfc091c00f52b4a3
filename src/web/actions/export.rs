use axum::{
    extract::State,
    http::{
        HeaderMap,
        header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use gatehouse_core::{
    access::{self, Allowed, require_fresh},
    audit,
    db::{
        Error, revocations,
        token_sets::{self, ExportedTokenSet},
        viewers,
    },
    error::ServerError,
    middleware::sec_fetch_site_is_own,
    session::ActiveSession,
    sign_in::see_other,
    state::CoreState,
};
use gatehouse_model::{AccountEventKind, SensitiveAction};

use super::{
    ActionForm, ViewerForm,
    files::{ExportFile, Time, TokenSetEntry},
};

/// `GET /settings/export.json`: a download. It only reads, so a form sent twice does no harm; but it is noted, and asks
/// for a reauthentication, so another site's link must not begin it.
///
/// # Errors
///
/// When the database does not answer.
pub async fn export(
    State(state): State<CoreState>,
    headers: HeaderMap,
    acting: Result<ViewerForm<ActionForm>, Response>,
) -> Result<Response, ServerError> {
    if sec_fetch_site_is_own(&headers) == Some(false) {
        // Nor must it end in a wall: the page has the button.
        return see_other("/settings");
    }
    let ViewerForm { session: active, form } = match acting {
        Ok(acting) => acting,
        Err(refusal) => return Ok(refusal),
    };
    if require_fresh(&state, &active, &SensitiveAction::Export, form.nonce.as_deref()).await?
        == Allowed::AfterReauthentication
    {
        return see_other("/reauthenticate");
    }
    let export = gather(&state, &active).await?;
    let mut write = state.db.write().await?;
    audit::record_for_session(&mut write, active.key, AccountEventKind::Exported, state.clock.now()).await?;
    write.commit().await?;
    let headers = [
        (CONTENT_TYPE, "application/json; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"gatehouse-export.json\""),
    ];
    let body = serde_json::to_vec_pretty(&export).map_err(|error| Error::Encode(error.into()))?;
    Ok((headers, body).into_response())
}

async fn gather(state: &CoreState, active: &ActiveSession) -> Result<ExportFile, Error> {
    let (issuer, id) = (&active.issuer, active.github_id);
    Ok(ExportFile {
        exported_at: Time(state.clock.now()),
        issuer: issuer.clone(),
        github_id: id,
        viewer: (&active.viewer).into(),
        first_signed_in_at: Time(viewers::first_signed_in_at(&state.db, issuer, id).await?),
        devices: access::devices(state, active).await?.devices.into_iter().map(Into::into).collect(),
        token_sets: token_sets::of_viewer(&state.db, issuer, id).await?.into_iter().map(token_set).collect(),
        events: audit::all(&state.db, issuer, id).await?.into_iter().map(Into::into).collect(),
        waiting_for_revocation: revocations::count_of(&state.db, issuer, id).await?,
    })
}

fn token_set(row: ExportedTokenSet) -> TokenSetEntry {
    TokenSetEntry {
        scopes: row.scopes,
        generation: row.generation,
        received_at: Time(row.received_at),
        access_expires_at: row.access_expires_at.map(Time),
        refresh_expires_at: row.refresh_expires_at.map(Time),
    }
}
