use axum::{
    Extension,
    extract::{RawQuery, State},
    http::{HeaderMap, header::SET_COOKIE},
    response::Response,
};
use gatehouse_model::{Application, Flash, SignInReason};
use oauth2::AuthorizationCode;

use super::{
    callback_query::{CallbackQuery, NotACallback},
    client_info::ClientInfo,
    finish::{FlowContext, PairSource, finish, record_failure},
    kept_pair, see_other, see_other_with,
    stored_flow::{self, SpendResult, SpentFlow},
    to_sign_in,
};
use crate::{
    error::ServerError,
    flow::{FinishedFlow, FlowCookie, FlowOutcome, FlowPurpose, NewSession, Waiters, callback_key, id_from_state},
    middleware::{ClientNetwork, CoarseNetwork},
    rate_limiter::too_many_requests,
    session::{self, COOKIE_LIFE_PAST_ABSOLUTE, CurrentSession},
    state::CoreState,
    telemetry::SecurityEvent,
};

/// `GET /auth/github/callback`: spends the flow, exchanges the code, asks GitHub whose token it is, and begins or renews the
/// session.
///
/// Every response is a 303, so that neither code nor state stays in the address; except that a client who comes too often
/// with made-up values is turned away.
pub async fn callback(
    State(state): State<CoreState>,
    Extension(current): Extension<CurrentSession>,
    ClientNetwork(client): ClientNetwork,
    CoarseNetwork(network): CoarseNetwork,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, ServerError> {
    let url = &state.config.public_url;
    let query = match CallbackQuery::parse(query.as_deref().unwrap_or_default()) {
        Ok(query) => query,
        Err(NotACallback::Setup(reason)) if is_github_app(&state) => return installed(&state, &current, reason),
        Err(NotACallback::Setup(_) | NotACallback::Malformed) => return refuse(&state, SignInReason::BadAnswer),
    };
    let cookies = FlowCookie::of_flow(&headers, url, &id_from_state(&query.state));
    if cookies.is_empty() {
        if let Some(reason) = query.setup.filter(|_| is_github_app(&state)) {
            // GitHub returns a state that somebody else passed to the installation. Or somebody wants to sign this browser in.
            SecurityEvent::SignInRefused { reason: SignInReason::FlowUnknown }.record();
            return installed(&state, &current, reason);
        }
        return if current.is_signed_in() { home(&state) } else { refuse(&state, SignInReason::FlowUnknown) };
    }
    let key = callback_key(&query.state, &cookies);
    // A flow was counted when it began. Made-up states and cookies are counted here.
    if !stored_flow::exists(&state.db, &query.state, &cookies).await?
        && !state.flows_in_flight.contains(&key)
        && let Err(seconds) = state.sign_in_rate.check(client)
    {
        return Ok(too_many_requests(seconds));
    }
    let client = ClientInfo::new(&headers, network, current.clone());
    let owned = state.clone();
    let work = |waiters| async move { spend(owned, client, query, cookies, waiters).await };
    match state.flows_in_flight.join_or_run(key, &state.tasks, &state.lifecycle, work).await? {
        FlowOutcome::Finished(flow) => respond(&state, &headers, &current, flow).await,
        FlowOutcome::Expired(purpose) if purpose.session().is_some() && current.is_signed_in() => {
            offer_retry(&state, purpose, SignInReason::FlowExpired)
        }
        // The callback was requested twice, or by the back button: a viewer who is signed in loses nothing.
        FlowOutcome::Expired(_) | FlowOutcome::Unknown if current.is_signed_in() => home(&state),
        FlowOutcome::Expired(_) | FlowOutcome::Unknown => refuse(&state, SignInReason::FlowExpired),
    }
}

/// Spends the flow, if there is one, and finishes it.
async fn spend(
    state: CoreState,
    client: ClientInfo,
    query: CallbackQuery,
    cookies: Vec<FlowCookie>,
    waiters: Waiters,
) -> Result<FlowOutcome, ServerError> {
    let now = state.clock.now();
    let SpentFlow { cookie, verifier, return_to, purpose } =
        match stored_flow::spend(&state, &query.state, cookies, now).await? {
            SpendResult::Spent(spent) => spent,
            SpendResult::Expired(purpose) => {
                if purpose.session().is_some() && client.current.is_signed_in() {
                    record_failure(&state, &client.current, purpose, SignInReason::FlowExpired).await?;
                }
                return Ok(FlowOutcome::Expired(purpose));
            }
            SpendResult::Unknown => return Ok(FlowOutcome::Unknown),
        };
    let source = code_of_issuer(&state, query).map(|code| PairSource::Code(code, verifier));
    finish(&state, FlowContext { client, purpose, return_to, cookie, reauthenticated_at: now }, source, &waiters).await
}

/// The code, if the redirect comes from our issuer. An absent `iss` is accepted: GitHub Enterprise sends none, and GitHub
/// has withdrawn it before (RFC 9207 section 2.4).
fn code_of_issuer(state: &CoreState, query: CallbackQuery) -> Result<AuthorizationCode, SignInReason> {
    if query.iss.is_some_and(|iss| iss != state.oauth.issuer()) {
        return Err(SignInReason::BadAnswer);
    }
    query.code
}

/// The response to a browser whose flow has ended: a redirect, the session's cookie if there is a new one, and the removal of
/// the flow's cookie, unless GitHub's rate limit lets the flow continue later.
pub(super) async fn respond(
    state: &CoreState,
    headers: &HeaderMap,
    current: &CurrentSession,
    FinishedFlow { purpose, return_to, cookie, result }: FinishedFlow,
) -> Result<Response, ServerError> {
    let url = &state.config.public_url;
    let session_cookie = result.as_ref().ok().and_then(|session| {
        let life = session.absolute_at.0 - state.clock.now().0 + COOKIE_LIFE_PAST_ABSOLUTE;
        session::set_cookie(url, session.id, life)
    });
    let flow_cookie = match result {
        Err(SignInReason::GitHubLimited) => cookie.extend(url),
        _ => cookie.remove(url),
    };
    if result.is_ok()
        && let Err(error) = kept_pair::revoke(state, &FlowCookie::all(headers, url)).await
    {
        // The session has begun, and its cookie must be sent. The sweep queues what is kept.
        tracing::warn!(%error, "kept pairs could not be queued yet");
    }
    let is_reauthentication = purpose.session().is_some();
    let mut response = match result {
        Ok(NewSession { fewer_scopes: true, .. }) => see_other_with(url, state.pages.settings, Flash::FewerScopes)?,
        Ok(_) if matches!(purpose, FlowPurpose::Scopes { .. }) => {
            see_other_with(url, state.pages.settings, Flash::Scopes)?
        }
        Ok(_) => see_other(return_to.as_str())?,
        Err(reason) if is_reauthentication && current.is_signed_in() => offer_retry(state, purpose, reason)?,
        // The session ended meanwhile: the guard says why.
        Err(_) if is_reauthentication => see_other(return_to.as_str())?,
        Err(reason) => to_sign_in(state, reason, Some(&return_to))?,
    };
    for header in [session_cookie, flow_cookie].into_iter().flatten() {
        response.headers_mut().append(SET_COOKIE, header);
    }
    Ok(response)
}

/// Redirects to the page where a reauthentication can be tried again.
fn offer_retry(state: &CoreState, purpose: FlowPurpose, reason: SignInReason) -> Result<Response, ServerError> {
    let url = &state.config.public_url;
    match (purpose, reason) {
        (FlowPurpose::Scopes { .. }, SignInReason::GitHubLimited) => {
            see_other_with(url, state.pages.settings, Flash::ScopesLimited)
        }
        (FlowPurpose::Scopes { .. }, _) => see_other_with(url, state.pages.settings, Flash::ScopesUnchanged),
        _ => see_other_with(url, state.pages.reauthenticate, reason),
    }
}

fn home(state: &CoreState) -> Result<Response, ServerError> {
    see_other(state.pages.home)
}

/// An OAuth app cannot be installed.
fn is_github_app(state: &CoreState) -> bool {
    state.oauth.application() == Application::GitHubApp
}

/// GitHub sends people here once they have installed the GitHub App. A code that may come along was not asked for and stays
/// unused; to be signed in, the person signs in.
fn installed(state: &CoreState, current: &CurrentSession, reason: SignInReason) -> Result<Response, ServerError> {
    tracing::info!(reason = reason.code(), "somebody is back from installing the GitHub App");
    match reason {
        _ if !current.is_signed_in() => to_sign_in(state, reason, None),
        SignInReason::InstallationRequested => {
            see_other_with(&state.config.public_url, state.pages.settings, Flash::InstallationRequested)
        }
        _ => see_other_with(&state.config.public_url, state.pages.settings, Flash::Installed),
    }
}

/// For a request that belongs to no flow of this browser. Anybody can send one: it is logged, without a row.
fn refuse(state: &CoreState, reason: SignInReason) -> Result<Response, ServerError> {
    SecurityEvent::SignInRefused { reason }.record();
    to_sign_in(state, reason, None)
}
