use oauth2::{AuthorizationCode, PkceCodeVerifier};
use tokio::sync::oneshot;
use tower_sessions::session::Id;

use super::{ReturnTo, flow::Purpose, flow_cookie::FlowCookie, kept};
use crate::{
    model::{Moment, ORGANIZATIONS, Why, holds},
    server::{
        error::ServerError,
        github::{GitHubError, Identity},
        lifecycle::{Begin, Begun, Prove},
        oauth::TokenError,
        session::{self, CurrentSession, EndReason, SessionKey},
        state::AppState,
        token::{Owner, TokenPair},
    },
};

/// What a browser brings back from GitHub, with its flow spent.
pub(super) struct Arrival {
    /// In words, for the list of devices.
    pub browser: String,
    pub network: String,
    pub purpose: Purpose,
    pub return_to: ReturnTo,
    /// The flow's, that was good.
    pub cookie: FlowCookie,
    /// When GitHub gave the code.
    pub proved_at: Moment,
    /// Who asks.
    pub current: CurrentSession,
}

/// What a session is to be made of.
pub(super) enum Brought {
    Code(AuthorizationCode, PkceCodeVerifier),
    /// Exchanged before, when GitHub would not say whose it is: the name of the pair that is kept.
    Kept(String),
}

/// A session that stands, with its new id.
pub(super) struct Finished {
    pub(super) id: Id,
    /// When it ends in any case.
    pub(super) absolute_at: Moment,
    /// GitHub gave less than was asked for.
    pub(super) fewer_scopes: bool,
}

type Outcome = Result<Result<Finished, Why>, ServerError>;

/// From code to session, in a task of its own: a browser that hangs up must not leave a pair that nobody knows of. A
/// session whose new id came after its browser had gone is ended again, since nobody holds its cookie.
pub(super) async fn finish(state: &AppState, arrival: Arrival, brought: Brought) -> Outcome {
    let (report, outcome) = oneshot::channel();
    let owned = state.clone();
    state.tasks.spawn(async move {
        let ended = exchange(&owned, arrival, brought, &report).await;
        if let Err(Ok(Ok(Finished { id, .. }))) = report.send(ended)
            && let Err(error) = owned.lifecycle.end(SessionKey::of(id), EndReason::Ended).await
        {
            tracing::error!(%error, "a session that nobody holds could not be ended");
        }
    });
    outcome.await.map_err(|_| ServerError::TaskEnded)?
}

/// A pair that GitHub gave and that finds no session goes into the revocation queue.
async fn exchange(state: &AppState, arrival: Arrival, brought: Brought, report: &oneshot::Sender<Outcome>) -> Outcome {
    if let Some(session) = arrival.purpose.session()
        && arrival.current.active().is_none_or(|active| active.key != session)
    {
        // Another session stands in this browser by now, or none. The code stays unused, and what is kept is the sweep's.
        return Ok(Err(Why::FlowUnknown));
    }
    let kept = matches!(brought, Brought::Kept(_));
    let (owner, pair) = match brought {
        Brought::Kept(id) => match kept::take(state, &id).await? {
            Some(taken) => taken,
            None => return Ok(Err(Why::FlowExpired)),
        },
        Brought::Code(code, verifier) => match state.oauth.exchange(code, verifier).await {
            Ok(pair) => (Owner::unknown(state.oauth.issuer(), state.oauth.client_id()), pair),
            Err(error) => return Ok(Err(why(&error))),
        },
    };
    let identity = match state.github.identity(&pair.access).await {
        Ok(identity) => identity,
        Err(GitHubError::RateLimited { until, .. }) => {
            if let Err(error) = kept::keep(state, &arrival, owner.clone(), &pair, until).await {
                state.lifecycle.refuse(owner, &pair).await?;
                return Err(error.into());
            }
            return Ok(Err(Why::GitHubLimited));
        }
        Err(error) => {
            tracing::warn!(%error, "GitHub gave a token and would not say whose");
            state.lifecycle.refuse(owner, &pair).await?;
            // A kept pair may have been withdrawn meanwhile.
            let withdrawn = kept && error == GitHubError::Unauthorized;
            return Ok(Err(if withdrawn { Why::CodeRefused } else { Why::GitHubDown }));
        }
    };
    match arrival.purpose {
        Purpose::SignIn if report.is_closed() && arrival.current.is_signed_in() => {
            // Nobody would get the new cookie, and the session that stands would end for it.
            state.lifecycle.refuse(owner, &pair).await?;
            Ok(Err(Why::FlowUnknown))
        }
        Purpose::SignIn => begin(state, arrival, owner, identity, pair).await,
        Purpose::Proof(_) | Purpose::Scopes { .. } if report.is_closed() => {
            // Nobody would get the new id's cookie: the session stays as it is.
            state.lifecycle.refuse(owner, &pair).await?;
            Ok(Err(Why::FlowUnknown))
        }
        Purpose::Proof(session) | Purpose::Scopes { session, .. } => {
            prove(state, arrival, session, owner, &identity, pair).await
        }
    }
}

async fn begin(state: &AppState, arrival: Arrival, owner: Owner, identity: Identity, pair: TokenPair) -> Outcome {
    let id = match new_id(state).await {
        Ok(id) => id,
        Err(error) => {
            state.lifecycle.refuse(owner, &pair).await?;
            return Err(error);
        }
    };
    let Arrival { browser, network, current, .. } = arrival;
    let (session, previous) = (SessionKey::of(id), current.key());
    let begin = Begin { session, previous, owner, identity, pair, browser, network };
    match state.lifecycle.begin(&begin).await {
        Ok(Begun { absolute_at, ended }) => {
            for session in ended {
                state.github.forget(session);
            }
            Ok(Ok(Finished { id, absolute_at, fewer_scopes: false }))
        }
        Err(error) => {
            state.lifecycle.refuse(begin.owner, &begin.pair).await?;
            Err(error.into())
        }
    }
}

/// The same numeric id must come back; another account leaves the session as it was.
async fn prove(
    state: &AppState,
    arrival: Arrival,
    session: SessionKey,
    owner: Owner,
    identity: &Identity,
    pair: TokenPair,
) -> Outcome {
    let active = arrival.current.active().filter(|active| active.github_id == identity.github_id);
    let Some(active) = active else {
        state.lifecycle.refuse(owner, &pair).await?;
        return Ok(Err(Why::WrongAccount));
    };
    let owner = Owner { viewer: identity.github_id, ..owner };
    let absolute_at = active.absolute_at;
    let id = match new_id(state).await {
        Ok(id) => id,
        Err(error) => {
            state.lifecycle.refuse(owner, &pair).await?;
            return Err(error);
        }
    };
    let new = SessionKey::of(id);
    let keep_pair = matches!(arrival.purpose, Purpose::Scopes { .. });
    let proof = Prove { session, new, owner, pair, keep_pair, network: arrival.network, proved_at: arrival.proved_at };
    match state.lifecycle.prove(&proof).await {
        Ok(true) => {
            state.github.forget(session);
            let asked = matches!(arrival.purpose, Purpose::Scopes { organizations: true, .. });
            let fewer_scopes = asked && !holds(&proof.pair.scopes, ORGANIZATIONS);
            Ok(Ok(Finished { id, absolute_at, fewer_scopes }))
        }
        Ok(false) => Ok(Err(Why::FlowUnknown)),
        Err(error) => {
            state.lifecycle.refuse(proof.owner, &proof.pair).await?;
            Err(error.into())
        }
    }
}

/// A new session id, never one the browser brought (OWASP "Session Management", renewal). Its row stays pending until
/// `lifecycle` activates it.
async fn new_id(state: &AppState) -> Result<Id, ServerError> {
    let session = session::handle(state.db.clone(), state.clock.clone(), None);
    session.save().await?;
    session.id().ok_or(ServerError::NoSessionId)
}

fn why(error: &TokenError) -> Why {
    tracing::warn!(error = error as &dyn std::error::Error, "the code could not be exchanged");
    match error {
        TokenError::CodeRefused => Why::CodeRefused,
        TokenError::EmailUnverified => Why::EmailUnverified,
        TokenError::Misconfigured(_) => Why::Misconfigured,
        TokenError::Refused(_) | TokenError::RefreshRefused => Why::BadAnswer,
        TokenError::NoAnswer(_) | TokenError::Unreadable => Why::GitHubDown,
    }
}
