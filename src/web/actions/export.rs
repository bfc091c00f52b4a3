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
    db::Error,
    error::ServerError,
    middleware::sec_fetch_site_is_own,
    session::ActiveSession,
    sign_in::see_other,
    state::CoreState,
};
use gatehouse_model::{AccountEventKind, SensitiveAction, Timestamp};
use sqlx::Row;

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
    audit::of_session(&mut write, active.key, AccountEventKind::Exported, state.clock.now()).await?;
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
    Ok(ExportFile {
        exported_at: Time(state.clock.now()),
        issuer: issuer.clone(),
        github_id: id,
        viewer: (&active.viewer).into(),
        first_signed_in_at: Time(Timestamp(first)),
        devices: access::devices(state, active).await?.devices.into_iter().map(Into::into).collect(),
        token_sets: token_sets(state, active).await?,
        events: audit::all(&state.db, issuer, id).await?.into_iter().map(Into::into).collect(),
        waiting_for_revocation: waiting,
    })
}

const TOKEN_SETS: &str = "
    SELECT scopes, generation, received_at, access_expires_at, refresh_expires_at FROM token_sets
    WHERE issuer = $1 AND github_id = $2 ORDER BY received_at";

async fn token_sets(state: &CoreState, active: &ActiveSession) -> Result<Vec<TokenSetEntry>, Error> {
    let rows = sqlx::query(TOKEN_SETS).bind(&active.issuer).bind(active.github_id).fetch_all(state.db.read()).await?;
    let time = |seconds: i64| Time(Timestamp(seconds));
    rows.iter()
        .map(|row| {
            let scopes: String = row.try_get("scopes")?;
            Ok(TokenSetEntry {
                scopes: scopes.split([' ', ',']).filter(|scope| !scope.is_empty()).map(str::to_owned).collect(),
                generation: row.try_get("generation")?,
                received_at: time(row.try_get("received_at")?),
                access_expires_at: row.try_get::<Option<i64>, _>("access_expires_at")?.map(time),
                refresh_expires_at: row.try_get::<Option<i64>, _>("refresh_expires_at")?.map(time),
            })
        })
        .collect()
}
