use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::html::{error_page, escape, page};
use crate::state::AppState;
use crate::{APP_NAME, CLIENT_ID};

/// The page an application links to so that people can review what they granted.
///
/// <https://docs.github.com/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps#directing-users-to-review-their-access>
pub(super) async fn show(State(shared): State<AppState>, Path(client_id): Path<String>) -> Response {
    if client_id != CLIENT_ID {
        return error_page(StatusCode::NOT_FOUND, "No application has this client_id.");
    }
    let world = shared.world();
    let now = world.now();
    let rows: Vec<String> = world
        .accounts
        .iter()
        .map(|account| (escape(account.login()), world.tokens.live(account.id(), now)))
        .map(|(login, live)| format!(r#"<tr><th scope="row">{login}</th><td>{live}</td></tr>"#))
        .collect();
    let body = format!(
        r#"<h1>{APP_NAME}</h1>
<p>How many live tokens each account has given this application. <code>POST /_control/revoke</code> takes them away.</p>
<table><thead><tr><th scope="col">Account</th><th scope="col">Live tokens</th></tr></thead><tbody>{rows}</tbody></table>"#,
        rows = rows.concat(),
    );
    page(APP_NAME, &body).into_response()
}
