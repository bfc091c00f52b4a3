use axum::{extract::State, response::Response};
use gatehouse_core::{
    error::ServerError,
    sign_in::{ReturnTo, see_other},
    state::CoreState,
};
use serde::Deserialize;

use super::ViewerForm;

/// Where the button stands.
#[derive(Deserialize)]
pub struct RefreshForm {
    #[serde(default)]
    return_to: String,
}

/// `POST /refresh`: GitHub is asked anew for what the page shows. The older answers stay for the case that it doesn't
/// answer.
///
/// # Errors
///
/// When a header could not be written.
pub async fn refresh(
    State(state): State<CoreState>,
    ViewerForm { session: active, form }: ViewerForm<RefreshForm>,
) -> Result<Response, ServerError> {
    state.github.refresh(active.key);
    see_other(ReturnTo::parse(&state.pages, &form.return_to).as_str())
}
