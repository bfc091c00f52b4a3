use oauth2::{AuthorizationCode, PkceCodeVerifier};
use tokio::sync::oneshot;
use tower_sessions::{Expiry, Session};

use crate::{
    model::Why,
    server::{
        error::ServerError,
        lifecycle::Begin,
        oauth::TokenError,
        session::{COOKIE_LIFE_PAST_ABSOLUTE, EndReason, SessionKey},
        state::AppState,
        token::Owner,
    },
};

/// What a browser brings back from GitHub, with its flow spent.
pub(super) struct Arrival {
    pub session: Session,
    pub code: AuthorizationCode,
    pub verifier: PkceCodeVerifier,
    /// In words, for the list of devices.
    pub browser: String,
}

type Outcome = Result<Result<SessionKey, Why>, ServerError>;

/// From code to session, in a task of its own: a browser that hangs up must not leave a pair that nobody knows of. A
/// session that began after its browser had gone is ended again, since nobody holds its cookie.
pub(super) async fn finish(state: &AppState, arrival: Arrival) -> Outcome {
    let (report, outcome) = oneshot::channel();
    let owned = state.clone();
    state.tasks.spawn(async move {
        if let Err(Ok(Ok(session))) = report.send(exchange_and_begin(&owned, arrival).await)
            && let Err(error) = owned.lifecycle.end(session, EndReason::Ended).await
        {
            tracing::error!(%error, "a session that nobody holds could not be ended");
        }
    });
    outcome.await.map_err(|_| ServerError::TaskEnded)?
}

/// A pair that GitHub gave and that finds no session goes into the revocation queue.
async fn exchange_and_begin(state: &AppState, arrival: Arrival) -> Outcome {
    let pair = match state.oauth.exchange(arrival.code, arrival.verifier).await {
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
    let previous = arrival.session.id().map(SessionKey::of);
    let session = match new_id(state, &arrival.session).await {
        Ok(session) => session,
        Err(error) => {
            state.lifecycle.refuse(owner, &pair).await?;
            return Err(error);
        }
    };
    let begin = Begin { session, previous, owner, identity, pair, browser: arrival.browser };
    match state.lifecycle.begin(&begin).await {
        Ok(ended) => ended.into_iter().for_each(|session| state.github.forget(session)),
        Err(error) => {
            state.lifecycle.refuse(begin.owner, &begin.pair).await?;
            return Err(error.into());
        }
    }
    Ok(Ok(session))
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
