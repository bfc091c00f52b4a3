use axum::{
    http::{HeaderMap, header::SET_COOKIE},
    response::Response,
};

use super::{
    finish::{Ended, Finished},
    flow::Purpose,
    flow_cookie::FlowCookie,
    kept,
    outcome::{see_other, see_other_with, to_sign_in},
};
use crate::{
    model::{Done, Why},
    server::{
        config::PublicUrl,
        error::ServerError,
        session::{self, COOKIE_LIFE_PAST_ABSOLUTE, CurrentSession},
        state::AppState,
    },
};

/// Where a choice of scopes is made.
const SETTINGS: &str = "/settings";

/// The answer to a browser whose way to GitHub has come to an end: the page it leads to, the session's cookie where there
/// is a new one, and no flow's any more, but where GitHub's limit lets it go on later.
pub(super) async fn conclude(
    state: &AppState,
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
        Err(Why::GitHubLimited) => cookie.keep(url),
        _ => FlowCookie::remove(url, cookie.id()),
    };
    if outcome.is_ok()
        && let Err(error) = kept::let_go(state, &FlowCookie::all(headers, url)).await
    {
        // The session has begun, and its cookie must leave; the sweep queues what is kept.
        tracing::warn!(%error, "kept pairs could not be queued yet");
    }
    let is_proof = purpose.session().is_some();
    let mut response = match outcome {
        Ok(Finished { fewer_scopes: true, .. }) => see_other_with(url, SETTINGS, Done::FewerScopes)?,
        Ok(_) if matches!(purpose, Purpose::Scopes { .. }) => see_other_with(url, SETTINGS, Done::Scopes)?,
        Ok(_) => see_other(return_to.as_str())?,
        Err(why) if is_proof && current.is_signed_in() => unfinished(url, purpose, why)?,
        // A proof whose session ended meanwhile: the guard says why it did.
        Err(_) if is_proof => see_other(return_to.as_str())?,
        Err(why) => to_sign_in(url, why, Some(&return_to))?,
    };
    for header in [handed, flow].into_iter().flatten() {
        response.headers_mut().append(SET_COOKIE, header);
    }
    Ok(response)
}

/// The page that offers another try.
pub(super) fn unfinished(url: &PublicUrl, purpose: Purpose, why: Why) -> Result<Response, ServerError> {
    match (purpose, why) {
        (Purpose::Scopes { .. }, Why::GitHubLimited) => see_other_with(url, SETTINGS, Done::ScopesLimited),
        (Purpose::Scopes { .. }, _) => see_other_with(url, SETTINGS, Done::ScopesUnchanged),
        _ => see_other_with(url, "/prove", why),
    }
}
