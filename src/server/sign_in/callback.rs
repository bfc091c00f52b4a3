use axum::{
    Extension,
    extract::{RawQuery, State},
    http::{HeaderMap, header::SET_COOKIE},
    response::Response,
};
use oauth2::{AuthorizationCode, PkceCodeVerifier};
use tower_sessions::{Expiry, Session};

use super::{
    ReturnTo,
    answer::{Answer, Outcome},
    flow,
    flow_cookie::FlowCookie,
    outcome::{see_other, sign_in_page},
};
use crate::{
    model::Why,
    server::{
        error::ServerError,
        lifecycle::Begin,
        oauth::TokenError,
        ops::browser_in_words,
        security_event::SecurityEvent,
        session::{COOKIE_LIFE_PAST_ABSOLUTE, CurrentSession, SessionKey},
        state::AppState,
        token::Owner,
    },
};

/// `GET /auth/github/callback`: spends the flow, exchanges the code, asks whose token it is, begins the session.
///
/// Every way out is a 303, so that neither code nor state stays in the address.
///
/// # Errors
///
/// When the database does not answer.
pub async fn callback(
    State(state): State<AppState>,
    Extension(session): Extension<Session>,
    Extension(current): Extension<CurrentSession>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, ServerError> {
    let url = &state.config.public_url;
    let Ok(answer) = Answer::parse(query.as_deref().unwrap_or_default()) else {
        return refused(Why::BadAnswer, None);
    };
    let id = flow::id_of(&answer.state);
    let now = state.clock.now();
    let cookie = FlowCookie::of(&headers, url, &id);
    let spent = match &cookie {
        Some(cookie) => flow::spend(&state.db, &state.config.keyring, &answer.state, cookie.hash(), now).await?,
        None => None,
    };
    let Some(spent) = spent else {
        // A second click on the way back, or the back button: whoever is signed in loses nothing.
        return match (current.is_signed_in(), cookie) {
            (true, _) => see_other(ReturnTo::default().as_str()),
            (false, Some(_)) => refused(Why::FlowExpired, None),
            (false, None) => refused(Why::FlowUnknown, None),
        };
    };
    let browser = browser_in_words(&headers);
    let mut response = match checked(&state, answer) {
        Err(why) => refused(why, Some(&spent.return_to))?,
        Ok(code) => {
            // A task of its own: a browser that hangs up must not leave a pair that nobody knows of.
            let finish = finish(state.clone(), session, code, spent.verifier, browser);
            match state.tasks.spawn(finish).await?? {
                Ok(()) => see_other(spent.return_to.as_str())?,
                Err(why) => refused(why, Some(&spent.return_to))?,
            }
        }
    };
    if let Some(header) = FlowCookie::remove(url, &id) {
        response.headers_mut().append(SET_COOKIE, header);
    }
    Ok(response)
}

fn refused(why: Why, return_to: Option<&ReturnTo>) -> Result<Response, ServerError> {
    SecurityEvent::SignInRefused { why }.record();
    see_other(&sign_in_page(why, return_to))
}

/// The code, where the answer comes from our issuer. An absent `iss` is accepted: GitHub Enterprise sends none, and
/// GitHub has withdrawn it before (RFC 9207 section 2.4).
fn checked(state: &AppState, answer: Answer) -> Result<AuthorizationCode, Why> {
    if answer.iss.is_some_and(|iss| iss != state.oauth.issuer()) {
        return Err(Why::BadAnswer);
    }
    match answer.outcome {
        Outcome::Code(code) => Ok(code),
        Outcome::Refused(why) => Err(why),
    }
}

/// From code to session. A pair that GitHub gave and that finds no session goes into the revocation queue.
async fn finish(
    state: AppState,
    session: Session,
    code: AuthorizationCode,
    verifier: PkceCodeVerifier,
    browser: String,
) -> Result<Result<(), Why>, ServerError> {
    let pair = match state.oauth.exchange(code, verifier).await {
        Ok(pair) => pair,
        Err(error) => return Ok(Err(why(&error))),
    };
    let owner = Owner::unknown(state.oauth.issuer(), state.oauth.client_id());
    let identity = match state.github.identity(&pair.access).await {
        Ok(identity) => identity,
        Err(error) => {
            tracing::warn!(%error, "GitHub gave a token and would not say whose");
            state.lifecycle.refuse(owner, &pair).await?;
            return Ok(Err(Why::GitHubDown));
        }
    };
    let previous = session.id().map(SessionKey::of);
    match new_id(&state, &session).await {
        Ok(key) => {
            let begin = Begin { session: key, previous, owner, identity, pair, browser };
            if let Err(error) = state.lifecycle.begin(&begin).await {
                state.lifecycle.refuse(begin.owner, &begin.pair).await?;
                return Err(error.into());
            }
            Ok(Ok(()))
        }
        Err(error) => {
            state.lifecycle.refuse(owner, &pair).await?;
            Err(error)
        }
    }
}

/// A new session id, never one the browser brought (OWASP "Session Management", renewal). The row stays pending until
/// `lifecycle` activates it; tower-sessions sends the cookie with the answer.
async fn new_id(state: &AppState, session: &Session) -> Result<SessionKey, ServerError> {
    session.cycle_id().await?;
    let absolute = state.clock.now().0 + state.lifecycle.limits().absolute;
    let end = time::OffsetDateTime::from_unix_timestamp(absolute + COOKIE_LIFE_PAST_ABSOLUTE);
    session.set_expiry(end.ok().map(Expiry::AtDateTime));
    session.save().await?;
    session.id().map(SessionKey::of).ok_or(ServerError::NoSessionId)
}

fn why(error: &TokenError) -> Why {
    tracing::warn!(error = error as &dyn std::error::Error, "the code could not be exchanged");
    match error {
        TokenError::CodeRefused => Why::CodeRefused,
        TokenError::EmailUnverified => Why::EmailUnverified,
        TokenError::Misconfigured(_) => Why::Misconfigured,
        TokenError::Refused(_) => Why::BadAnswer,
        TokenError::NoAnswer(_) | TokenError::Unreadable => Why::GitHubDown,
    }
}
