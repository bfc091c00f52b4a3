use std::sync::Arc;

use gatehouse_model::{ORGANIZATIONS, SignInReason, Timestamp, has_scope};
use oauth2::{AuthorizationCode, PkceCodeVerifier};
use tower_sessions::session::Id;

use super::{
    ReturnTo,
    flow::Purpose,
    flow_cookie::FlowCookie,
    in_flight::{Audience, InFlight, Key, Waiting},
    kept, refusal,
};
use crate::{
    error::ServerError,
    github::{GitHubError, Identity},
    lifecycle::{Begin, Begun, Reauthenticate},
    oauth::TokenError,
    session::{self, CurrentSession, EndReason, SessionKey},
    state::CoreState,
    token::{Owner, TokenPair},
};

/// Who asks, as far as a session or its history tells of it.
pub(super) struct Visit {
    /// In words, for the list of devices.
    pub browser: String,
    pub network: String,
    pub current: CurrentSession,
}

/// A browser that is back from GitHub, with its flow spent.
pub(super) struct Arrival {
    pub visit: Visit,
    pub purpose: Purpose,
    pub return_to: ReturnTo,
    /// The flow's, that was good.
    pub cookie: FlowCookie,
    /// When GitHub gave the code.
    pub reauthenticated_at: Timestamp,
}

/// What a session is to be made of.
pub(super) enum Brought {
    Code(AuthorizationCode, PkceCodeVerifier),
    /// Exchanged before, when GitHub would not say whose it is: the name of the pair that is kept.
    Kept(String),
}

/// A session that stands, with its new id.
#[derive(Clone)]
pub(super) struct Finished {
    pub(super) id: Id,
    /// When it ends in any case.
    pub(super) absolute_at: Timestamp,
    /// GitHub gave less than was asked for.
    pub(super) fewer_scopes: bool,
}

/// A way to GitHub that has come to its end.
#[derive(Clone)]
pub(super) struct Ended {
    pub purpose: Purpose,
    pub return_to: ReturnTo,
    pub cookie: FlowCookie,
    pub outcome: Result<Finished, SignInReason>,
}

/// What a browser that came back finds.
#[derive(Clone)]
pub(super) enum Found {
    Ended(Ended),
    /// Its flow is over.
    TooOld(Purpose),
    /// No flow of its own.
    Nothing,
}

type Shared = Result<Found, Arc<ServerError>>;

/// Sign-ins and reauthentications that are being finished, in this process.
#[derive(Default)]
pub struct Finishing(Arc<InFlight<Shared>>);

impl Finishing {
    /// What the one named `key` comes to, if it is being finished.
    ///
    /// # Errors
    ///
    /// As [`once`].
    pub(super) async fn of(&self, key: &Key) -> Option<Result<Found, ServerError>> {
        Some(outcome_of(self.0.wait(key)?).await)
    }

    /// How many requests wait for one of them.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.0.waiting()
    }

    /// Whether the one named `key` is.
    pub(super) fn has(&self, key: &Key) -> bool {
        self.0.has(key)
    }
}

/// Who waits for one of them.
pub(super) type Waiters = Audience<Shared>;

/// Does `work` for the first request that asks for `key`, and lets those that ask meanwhile share what comes of it.
///
/// In a task of its own: a browser that hangs up must not leave a pair that nobody knows of. A session whose new id came
/// after all of them had gone is ended again, since nobody holds its cookie.
///
/// # Errors
///
/// Those of `work`, and [`ServerError::TaskEnded`] where it panicked.
pub(super) async fn once<W>(state: &CoreState, key: Key, work: impl FnOnce(Waiters) -> W) -> Result<Found, ServerError>
where
    W: Future<Output = Result<Found, ServerError>> + Send + 'static,
{
    let (waiting, flight) = state.finishing.0.join(key);
    if let Some(flight) = flight {
        let (lifecycle, work) = (state.lifecycle.clone(), work(flight.audience()));
        state.tasks.spawn(async move {
            let found = work.await.map_err(Arc::new);
            let id = match &found {
                Ok(Found::Ended(Ended { outcome: Ok(Finished { id, .. }), .. })) => Some(*id),
                _ => None,
            };
            if !flight.land(found)
                && let Some(id) = id
                && let Err(error) = lifecycle.end(SessionKey::of(id), EndReason::Ended).await
            {
                tracing::error!(%error, "a session that nobody holds could not be ended");
            }
        });
    } else {
        tracing::info!("a sign-in was asked for again while it is being finished");
    }
    outcome_of(waiting).await
}

async fn outcome_of(waiting: Waiting<Shared>) -> Result<Found, ServerError> {
    match waiting.outcome().await {
        Some(found) => found.map_err(ServerError::Shared),
        None => Err(ServerError::TaskEnded),
    }
}

/// From what was brought, if it was anything, to a session. What came to nothing is noted.
pub(super) async fn finish(
    state: &CoreState,
    arrival: Arrival,
    brought: Result<Brought, SignInReason>,
    waiters: &Waiters,
) -> Result<Found, ServerError> {
    let outcome = match brought {
        Ok(brought) => exchange(state, &arrival, brought, waiters).await?,
        Err(reason) => Err(reason),
    };
    let Arrival { visit, purpose, return_to, cookie, .. } = arrival;
    if let Err(reason) = outcome {
        refusal::of(state, &visit.current, purpose, reason).await?;
    }
    Ok(Found::Ended(Ended { purpose, return_to, cookie, outcome }))
}

type Outcome = Result<Result<Finished, SignInReason>, ServerError>;

/// A pair that GitHub gave and that finds no session goes into the revocation queue.
async fn exchange(state: &CoreState, arrival: &Arrival, brought: Brought, waiters: &Waiters) -> Outcome {
    let current = &arrival.visit.current;
    let kept = matches!(brought, Brought::Kept(_));
    if let Some(session) = arrival.purpose.session()
        && current.active().is_none_or(|active| active.key != session)
    {
        // Another session stands in this browser by now, or none. The code stays unused, and what is kept is the sweep's.
        return Ok(Err(SignInReason::FlowUnknown));
    }
    let (owner, pair) = match brought {
        Brought::Kept(id) => match kept::take(state, &id).await? {
            Some(taken) => taken,
            None => return Ok(Err(SignInReason::FlowExpired)),
        },
        Brought::Code(code, verifier) => match state.oauth.exchange(code, verifier).await {
            Ok(pair) => (Owner::unknown(state.oauth.issuer(), state.oauth.client_id()), pair),
            Err(error) => return Ok(Err(reason(&error))),
        },
    };
    let identity = match state.github.identity(&pair.access).await {
        Ok(identity) => identity,
        Err(GitHubError::RateLimited { until, .. }) => {
            if let Err(error) = kept::keep(state, arrival, owner.clone(), &pair, until).await {
                state.lifecycle.refuse(owner, &pair).await?;
                return Err(error.into());
            }
            return Ok(Err(SignInReason::GitHubLimited));
        }
        Err(error) => {
            tracing::warn!(%error, "GitHub gave a token and would not say whose");
            state.lifecycle.refuse(owner, &pair).await?;
            // A kept pair may have been withdrawn meanwhile.
            let withdrawn = kept && error == GitHubError::Unauthorized;
            return Ok(Err(match error {
                GitHubError::Suspended => SignInReason::Suspended,
                GitHubError::Forbidden
                | GitHubError::ScopeMissing
                | GitHubError::PermissionMissing
                | GitHubError::Closed(_)
                | GitHubError::SsoRequired { .. } => SignInReason::Closed,
                _ if withdrawn => SignInReason::CodeRefused,
                _ => SignInReason::GitHubDown,
            }));
        }
    };
    match arrival.purpose {
        Purpose::SignIn if waiters.is_gone() && current.is_signed_in() => {
            // Nobody would get the new cookie, and the session that stands would end for it.
            state.lifecycle.refuse(owner, &pair).await?;
            Ok(Err(SignInReason::FlowUnknown))
        }
        Purpose::SignIn => begin(state, &arrival.visit, owner, identity, pair).await,
        Purpose::Reauthentication(_) | Purpose::Scopes { .. } if waiters.is_gone() => {
            // Nobody would get the new id's cookie: the session stays as it is.
            state.lifecycle.refuse(owner, &pair).await?;
            Ok(Err(SignInReason::FlowUnknown))
        }
        Purpose::Reauthentication(session) | Purpose::Scopes { session, .. } => {
            reauthenticate(state, arrival, session, owner, &identity, pair).await
        }
    }
}

async fn begin(state: &CoreState, visit: &Visit, owner: Owner, identity: Identity, pair: TokenPair) -> Outcome {
    let id = match new_id(state).await {
        Ok(id) => id,
        Err(error) => {
            state.lifecycle.refuse(owner, &pair).await?;
            return Err(error);
        }
    };
    let (browser, network) = (visit.browser.clone(), visit.network.clone());
    let (session, previous) = (SessionKey::of(id), visit.current.key());
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
async fn reauthenticate(
    state: &CoreState,
    arrival: &Arrival,
    session: SessionKey,
    owner: Owner,
    identity: &Identity,
    pair: TokenPair,
) -> Outcome {
    let active = arrival.visit.current.active().filter(|active| active.github_id == identity.github_id);
    let Some(active) = active else {
        state.lifecycle.refuse(owner, &pair).await?;
        return Ok(Err(SignInReason::WrongAccount));
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
    let network = arrival.visit.network.clone();
    let reauthentication = Reauthenticate {
        session,
        new,
        owner,
        pair,
        keep_pair,
        network,
        reauthenticated_at: arrival.reauthenticated_at,
    };
    match state.lifecycle.reauthenticate(&reauthentication).await {
        Ok(true) => {
            state.github.forget(session);
            let asked = matches!(arrival.purpose, Purpose::Scopes { organizations: true, .. });
            let fewer_scopes = asked && !has_scope(&reauthentication.pair.scopes, ORGANIZATIONS);
            Ok(Ok(Finished { id, absolute_at, fewer_scopes }))
        }
        Ok(false) => Ok(Err(SignInReason::FlowUnknown)),
        Err(error) => {
            state.lifecycle.refuse(reauthentication.owner, &reauthentication.pair).await?;
            Err(error.into())
        }
    }
}

/// A new session id, never one the browser brought (OWASP "Session Management", renewal). Its row stays pending until
/// `lifecycle` activates it.
async fn new_id(state: &CoreState) -> Result<Id, ServerError> {
    let session = session::handle(state.db.clone(), state.clock.clone(), None);
    session.save().await?;
    session.id().ok_or(ServerError::NoSessionId)
}

fn reason(error: &TokenError) -> SignInReason {
    tracing::warn!(error = error as &dyn std::error::Error, "the code could not be exchanged");
    match error {
        TokenError::CodeRefused => SignInReason::CodeRefused,
        TokenError::EmailUnverified => SignInReason::EmailUnverified,
        TokenError::Misconfigured(_) => SignInReason::Misconfigured,
        TokenError::Refused(_) | TokenError::RefreshRefused => SignInReason::BadAnswer,
        TokenError::NoAnswer(_) | TokenError::Unreadable => SignInReason::GitHubDown,
    }
}
