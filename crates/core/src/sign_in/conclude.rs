use axum::{
    http::{HeaderMap, header::SET_COOKIE},
    response::Response,
};
use gatehouse_model::{Flash, SignInReason};

use super::{
    finish::{Ended, Finished},
    flow::Purpose,
    flow_cookie::FlowCookie,
    kept,
    outcome::{see_other, see_other_with, to_sign_in},
};
use crate::{
    error::ServerError,
    session::{self, COOKIE_LIFE_PAST_ABSOLUTE, CurrentSession},
    state::CoreState,
};

/// The answer to a browser whose way to GitHub has come to an end: the page it leads to, the session's cookie where there
/// is a new one, and no flow's any more, but where GitHub's limit lets it go on later.
pub(super) async fn conclude(
    state: &CoreState,
    headers: &HeaderMap,
    current: &CurrentSession,
    Ended { purpose, return_to, cookie, outcome }: Ended,
) -> Result<Response, ServerError> {
    let url = &state.config.public_url;
    let handed = outcome.as_ref().ok().and_then(|finished| {
        let life = finished.absolute_at.0 - state.clock.now().0 + COOKIE_LIFE_PAST_ABSOLUTE;
        session::set_cookie(url, finished.id, life)
    });
    let flow = match outcome {
        Err(SignInReason::GitHubLimited) => cookie.keep(url),
        _ => FlowCookie::remove(url, cookie.id()),
    };
    if outcome.is_ok()
        && let Err(error) = kept::let_go(state, &FlowCookie::all(headers, url)).await
    {
        // The session has begun, and its cookie must leave; the sweep queues what is kept.
        tracing::warn!(%error, "kept pairs could not be queued yet");
    }
    let is_reauthentication = purpose.session().is_some();
    let mut response = match outcome {
        Ok(Finished { fewer_scopes: true, .. }) => see_other_with(url, state.pages.settings, Flash::FewerScopes)?,
        Ok(_) if matches!(purpose, Purpose::Scopes { .. }) => see_other_with(url, state.pages.settings, Flash::Scopes)?,
        Ok(_) => see_other(return_to.as_str())?,
        Err(reason) if is_reauthentication && current.is_signed_in() => unfinished(state, purpose, reason)?,
        // A reauthentication whose session ended meanwhile: the guard says why it did.
        Err(_) if is_reauthentication => see_other(return_to.as_str())?,
        Err(reason) => to_sign_in(state, reason, Some(&return_to))?,
    };
    for header in [handed, flow].into_iter().flatten() {
        response.headers_mut().append(SET_COOKIE, header);
    }
    Ok(response)
}

/// The page that offers another try.
pub(super) fn unfinished(state: &CoreState, purpose: Purpose, reason: SignInReason) -> Result<Response, ServerError> {
    let url = &state.config.public_url;
    match (purpose, reason) {
        (Purpose::Scopes { .. }, SignInReason::GitHubLimited) => {
            see_other_with(url, state.pages.settings, Flash::ScopesLimited)
        }
        (Purpose::Scopes { .. }, _) => see_other_with(url, state.pages.settings, Flash::ScopesUnchanged),
        _ => see_other_with(url, state.pages.reauthenticate, reason),
    }
}
