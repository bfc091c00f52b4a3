use axum::{
    Extension,
    extract::{RawQuery, State},
    http::HeaderMap,
    response::Response,
};
use gatehouse_model::{Application, Flash, SignInReason};
use oauth2::AuthorizationCode;

use super::{
    answer::{Answer, NoAnswer, Outcome},
    browser::browser_in_words,
    conclude::{conclude, unfinished},
    finish::{Arrival, Brought, Found, Visit, Waiters, finish, once},
    flow::{self, Spending, Spent},
    flow_cookie::FlowCookie,
    outcome::{see_other, see_other_with, to_sign_in},
    refusal,
};
use crate::{
    error::ServerError,
    middleware::{ClientNetwork, CoarseNetwork},
    rate_limiter::too_many_requests,
    session::CurrentSession,
    state::CoreState,
    telemetry::SecurityEvent,
};

/// `GET /auth/github/callback`: spends the flow, exchanges the code, asks whose token it is, begins or renews the
/// session.
///
/// Every way out is a 303, so that neither code nor state stays in the address; but for who comes too often with what they
/// made up.
///
/// # Errors
///
/// When the database does not answer, or the work ended before it was done.
pub async fn callback(
    State(state): State<CoreState>,
    Extension(current): Extension<CurrentSession>,
    ClientNetwork(client): ClientNetwork,
    CoarseNetwork(network): CoarseNetwork,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, ServerError> {
    let url = &state.config.public_url;
    let answer = match Answer::parse(query.as_deref().unwrap_or_default()) {
        Ok(answer) => answer,
        Err(NoAnswer::Setup(reason)) if is_github_app(&state) => return set_up(&state, &current, reason),
        Err(NoAnswer::Setup(_) | NoAnswer::Malformed) => return strange(&state, SignInReason::BadAnswer),
    };
    let setup = answer.setup;
    let cookies = FlowCookie::of(&headers, url, &flow::id_of(&answer.state));
    if cookies.is_empty() {
        if let Some(reason) = setup.filter(|_| is_github_app(&state)) {
            // GitHub sends back a state that somebody else had it carry. Or somebody wants this browser signed in.
            SecurityEvent::SignInRefused { reason: SignInReason::FlowUnknown }.record();
            return set_up(&state, &current, reason);
        }
        return if current.is_signed_in() { home(&state) } else { strange(&state, SignInReason::FlowUnknown) };
    }
    let key = flow::key_of(&answer.state, &cookies);
    // What stands was counted when it began. The rest is free for whoever makes up states and cookies.
    if !flow::stands(&state.db, &answer.state, &cookies).await?
        && !state.finishing.has(&key)
        && let Err(seconds) = state.sign_in_rate.check(client)
    {
        return Ok(too_many_requests(seconds));
    }
    let visit = Visit { browser: browser_in_words(&headers), network, current: current.clone() };
    let owned = state.clone();
    let found = once(&state, key, |waiters| async move { arrive(owned, visit, answer, cookies, waiters).await });
    match found.await? {
        Found::Ended(ended) => conclude(&state, &headers, &current, ended).await,
        Found::TooOld(purpose) if purpose.session().is_some() && current.is_signed_in() => {
            unfinished(&state, purpose, SignInReason::FlowExpired)
        }
        // A second click on the way back, or the back button: whoever is signed in loses nothing.
        Found::TooOld(_) | Found::Nothing if current.is_signed_in() => home(&state),
        Found::TooOld(_) | Found::Nothing => strange(&state, SignInReason::FlowExpired),
    }
}

/// Spends the flow, if it stands, and finishes what it was begun for.
async fn arrive(
    state: CoreState,
    visit: Visit,
    answer: Answer,
    cookies: Vec<FlowCookie>,
    waiters: Waiters,
) -> Result<Found, ServerError> {
    let now = state.clock.now();
    let Spent { cookie, verifier, return_to, purpose } =
        match flow::spend(&state.db, &state.config.keyring, &state.pages, &answer.state, cookies, now).await? {
            Spending::Spent(spent) => spent,
            Spending::TooOld(purpose) => {
                if purpose.session().is_some() && visit.current.is_signed_in() {
                    refusal::of(&state, &visit.current, purpose, SignInReason::FlowExpired).await?;
                }
                return Ok(Found::TooOld(purpose));
            }
            Spending::Nothing => return Ok(Found::Nothing),
        };
    let brought = checked(&state, answer).map(|code| Brought::Code(code, verifier));
    finish(&state, Arrival { visit, purpose, return_to, cookie, reauthenticated_at: now }, brought, &waiters).await
}

/// Nothing came of it, and nothing is lost.
fn home(state: &CoreState) -> Result<Response, ServerError> {
    see_other(state.pages.home)
}

/// Nobody installs an OAuth app.
fn is_github_app(state: &CoreState) -> bool {
    state.oauth.application() == Application::GitHubApp
}

/// GitHub sends people here once they have installed the GitHub App. Nobody asked for the code that may come along: it
/// stays unused, and whoever would be signed in by it signs in themselves.
fn set_up(state: &CoreState, current: &CurrentSession, reason: SignInReason) -> Result<Response, ServerError> {
    tracing::info!(reason = reason.code(), "somebody is back from installing the GitHub App");
    match reason {
        _ if !current.is_signed_in() => to_sign_in(state, reason, None),
        SignInReason::InstallationRequested => {
            see_other_with(&state.config.public_url, state.pages.settings, Flash::InstallationRequested)
        }
        _ => see_other_with(&state.config.public_url, state.pages.settings, Flash::Installed),
    }
}

/// An answer to no flow of this browser's. Anybody can send one: it leaves a line, and no row.
fn strange(state: &CoreState, reason: SignInReason) -> Result<Response, ServerError> {
    SecurityEvent::SignInRefused { reason }.record();
    to_sign_in(state, reason, None)
}

/// The code, where the answer comes from our issuer. An absent `iss` is accepted: GitHub Enterprise sends none, and
/// GitHub has withdrawn it before (RFC 9207 section 2.4).
fn checked(state: &CoreState, answer: Answer) -> Result<AuthorizationCode, SignInReason> {
    if answer.iss.is_some_and(|iss| iss != state.oauth.issuer()) {
        return Err(SignInReason::BadAnswer);
    }
    match answer.outcome {
        Outcome::Code(code) => Ok(code),
        Outcome::Refused(reason) => Err(reason),
    }
}
