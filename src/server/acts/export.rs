use axum::{
    extract::{Query, State},
    http::{
        HeaderMap,
        header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use serde::Serialize;
use sqlx::Row;

use super::{ActForm, Actor};
use crate::{
    model::{AccountEvent, Act, Device, EventKind, Moment, Viewer},
    server::{
        access::{self, Allowed, require_fresh},
        audit,
        db::Error,
        error::ServerError,
        middleware::says_ours,
        session::ActiveSession,
        sign_in::see_other,
        state::AppState,
    },
};

/// Everything that is kept about a viewer, but for sealed bytes and hashes, which say nothing to them.
#[derive(Serialize)]
struct Export {
    exported_at: String,
    issuer: String,
    github_id: i64,
    viewer: Viewer,
    first_signed_in_at: String,
    devices: Vec<Device>,
    grants: Vec<GrantFacts>,
    /// The latest ones, as `/devices` shows them.
    events: Vec<AccountEvent>,
    /// Pairs of tokens that GitHub has not yet confirmed dead.
    waiting_for_revocation: i64,
}

/// What is known of one session's tokens, and not one byte of them.
#[derive(Serialize)]
struct GrantFacts {
    scopes: String,
    generation: i64,
    received_at: String,
    access_expires_at: Option<String>,
    refresh_expires_at: Option<String>,
}

/// `GET /settings/export.json`: a download. It only reads, so a form sent twice does no harm; but it is noted, and asks
/// for a proof, so another site's link must not begin it.
///
/// # Errors
///
/// When the database does not answer.
pub async fn export(
    State(state): State<AppState>,
    Actor(active): Actor,
    headers: HeaderMap,
    Query(form): Query<ActForm>,
) -> Result<Response, ServerError> {
    if says_ours(&headers) == Some(false) {
        // Nor must it end in a wall: the page has the button.
        return see_other("/settings");
    }
    if require_fresh(&state, &active, &Act::Export, form.spend.as_deref()).await? == Allowed::AfterProof {
        return see_other("/prove");
    }
    let export = gather(&state, &active).await?;
    let mut write = state.db.write().await?;
    audit::of_session(&mut write, active.key, EventKind::Exported, state.clock.now()).await?;
    write.commit().await?;
    let headers = [
        (CONTENT_TYPE, "application/json; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"gatehouse-export.json\""),
    ];
    let body = serde_json::to_vec_pretty(&export).map_err(|error| Error::Encode(error.into()))?;
    Ok((headers, body).into_response())
}

async fn gather(state: &AppState, active: &ActiveSession) -> Result<Export, Error> {
    let (issuer, id) = (&active.issuer, active.github_id);
    let first: i64 = sqlx::query_scalar("SELECT created_at FROM viewers WHERE issuer = $1 AND github_id = $2")
        .bind(issuer)
        .bind(id)
        .fetch_one(state.db.read())
        .await?;
    let waiting: i64 = sqlx::query_scalar("SELECT count(*) FROM revocations WHERE issuer = $1 AND github_id = $2")
        .bind(issuer)
        .bind(id)
        .fetch_one(state.db.read())
        .await?;
    Ok(Export {
        exported_at: state.clock.now().rfc3339(),
        issuer: issuer.clone(),
        github_id: id,
        viewer: active.viewer.clone(),
        first_signed_in_at: Moment(first).rfc3339(),
        devices: access::devices(state, active).await?.devices,
        grants: grants(state, active).await?,
        events: audit::list(&state.db, issuer, id).await?,
        waiting_for_revocation: waiting,
    })
}

const GRANTS: &str = "
    SELECT scopes, generation, received_at, access_expires_at, refresh_expires_at FROM grants
    WHERE issuer = $1 AND github_id = $2 ORDER BY received_at";

async fn grants(state: &AppState, active: &ActiveSession) -> Result<Vec<GrantFacts>, Error> {
    let rows = sqlx::query(GRANTS).bind(&active.issuer).bind(active.github_id).fetch_all(state.db.read()).await?;
    let moment = |seconds: i64| Moment(seconds).rfc3339();
    rows.iter()
        .map(|row| {
            Ok(GrantFacts {
                scopes: row.try_get("scopes")?,
                generation: row.try_get("generation")?,
                received_at: moment(row.try_get("received_at")?),
                access_expires_at: row.try_get::<Option<i64>, _>("access_expires_at")?.map(moment),
                refresh_expires_at: row.try_get::<Option<i64>, _>("refresh_expires_at")?.map(moment),
            })
        })
        .collect()
}
