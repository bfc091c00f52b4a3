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
    middleware::says_ours,
    session::ActiveSession,
    sign_in::see_other,
    state::CoreState,
};
use gatehouse_model::{Act, EventKind, Moment};
use sqlx::Row;

use super::{
    ActForm, Acting,
    files::{ExportFile, GrantEntry, Time},
};

/// `GET /settings/export.json`: a download. It only reads, so a form sent twice does no harm; but it is noted, and asks
/// for a proof, so another site's link must not begin it.
///
/// # Errors
///
/// When the database does not answer.
pub async fn export(
    State(state): State<CoreState>,
    headers: HeaderMap,
    acting: Result<Acting<ActForm>, Response>,
) -> Result<Response, ServerError> {
    if says_ours(&headers) == Some(false) {
        // Nor must it end in a wall: the page has the button.
        return see_other("/settings");
    }
    let Acting { session: active, form } = match acting {
        Ok(acting) => acting,
        Err(refusal) => return Ok(refusal),
    };
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
        first_signed_in_at: Time(Moment(first)),
        devices: access::devices(state, active).await?.devices.into_iter().map(Into::into).collect(),
        grants: grants(state, active).await?,
        events: audit::all(&state.db, issuer, id).await?.into_iter().map(Into::into).collect(),
        waiting_for_revocation: waiting,
    })
}

const GRANTS: &str = "
    SELECT scopes, generation, received_at, access_expires_at, refresh_expires_at FROM grants
    WHERE issuer = $1 AND github_id = $2 ORDER BY received_at";

async fn grants(state: &CoreState, active: &ActiveSession) -> Result<Vec<GrantEntry>, Error> {
    let rows = sqlx::query(GRANTS).bind(&active.issuer).bind(active.github_id).fetch_all(state.db.read()).await?;
    let time = |seconds: i64| Time(Moment(seconds));
    rows.iter()
        .map(|row| {
            let scopes: String = row.try_get("scopes")?;
            Ok(GrantEntry {
                scopes: scopes.split([' ', ',']).filter(|scope| !scope.is_empty()).map(str::to_owned).collect(),
                generation: row.try_get("generation")?,
                received_at: time(row.try_get("received_at")?),
                access_expires_at: row.try_get::<Option<i64>, _>("access_expires_at")?.map(time),
                refresh_expires_at: row.try_get::<Option<i64>, _>("refresh_expires_at")?.map(time),
            })
        })
        .collect()
}
