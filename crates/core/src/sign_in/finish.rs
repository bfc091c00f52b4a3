use gatehouse_model::{AccountEventKind, ORGANIZATIONS, SignInReason, Timestamp, has_scope};
use oauth2::{AuthorizationCode, PkceCodeVerifier};
use tower_sessions::session::Id;

use super::{client_info::ClientInfo, kept_pair};
use crate::{
    audit,
    error::ServerError,
    flow::{FinishedFlow, FlowCookie, FlowOutcome, FlowPurpose, NewSession, ReturnTo, Waiters},
    github::{GitHubError, Identity},
    lifecycle::{FinishedReauthentication, FinishedSignIn, StartedSession},
    oauth::TokenError,
    session::{self, CurrentSession, SessionKey},
    state::CoreState,
    telemetry::SecurityEvent,
    token::{TokenOwner, TokenPair},
};

/// A spent flow, and the browser that came back from it.
pub(super) struct FlowContext {
    pub client: ClientInfo,
    pub purpose: FlowPurpose,
    pub return_to: ReturnTo,
    pub cookie: FlowCookie,
    /// When GitHub gave the code.
    pub reauthenticated_at: Timestamp,
}

/// What the session's pair comes from.
pub(super) enum PairSource {
    Code(AuthorizationCode, PkceCodeVerifier),
    /// The id of a pair that was kept, since GitHub would not say whose it is.
    Kept(String),
}

/// From the pair's source, if there is one, to the session. A failure is recorded.
pub(super) async fn finish(
    state: &CoreState,
    flow: FlowContext,
    source: Result<PairSource, SignInReason>,
    waiters: &Waiters,
) -> Result<FlowOutcome, ServerError> {
    let result = match source {
        Ok(source) => session_from(state, &flow, source, waiters).await?,
        Err(reason) => Err(reason),
    };
    let FlowContext { client, purpose, return_to, cookie, .. } = flow;
    if let Err(reason) = result {
        record_failure(state, &client.current, purpose, reason).await?;
    }
    Ok(FlowOutcome::Finished(FinishedFlow { purpose, return_to, cookie, result }))
}

/// Whoever is signed in in that browser may read of it. Nobody else can be told.
pub(super) async fn record_failure(
    state: &CoreState,
    current: &CurrentSession,
    purpose: FlowPurpose,
    reason: SignInReason,
) -> Result<(), ServerError> {
    let kind = match purpose {
        FlowPurpose::SignIn => {
            SecurityEvent::SignInRefused { reason }.record();
            AccountEventKind::SignInFailed(reason)
        }
        FlowPurpose::Reauthentication(_) | FlowPurpose::Scopes { .. } => {
            AccountEventKind::ReauthenticationFailed(reason)
        }
    };
    let Some(active) = current.active() else { return Ok(()) };
    let mut write = state.db.write().await?;
    audit::record_for_session(&mut write, active.key, kind, state.clock.now()).await?;
    write.commit().await?;
    Ok(())
}

type SessionResult = Result<Result<NewSession, SignInReason>, ServerError>;

/// A pair that GitHub gave and that gets no session is queued for revocation.
async fn session_from(state: &CoreState, flow: &FlowContext, source: PairSource, waiters: &Waiters) -> SessionResult {
    let current = &flow.client.current;
    let was_kept = matches!(source, PairSource::Kept(_));
    if let Some(session) = flow.purpose.session()
        && current.active().is_none_or(|active| active.key != session)
    {
        // The browser has another session by now, or none. The code stays unused, and the sweep queues a kept pair.
        return Ok(Err(SignInReason::FlowUnknown));
    }
    let (owner, pair) = match source {
        PairSource::Kept(id) => match kept_pair::take(state, &id).await? {
            Some(taken) => taken,
            None => return Ok(Err(SignInReason::FlowExpired)),
        },
        PairSource::Code(code, verifier) => match state.oauth.exchange(code, verifier).await {
            Ok(pair) => (TokenOwner::unknown(state.oauth.issuer(), state.oauth.client_id()), pair),
            Err(error) => return Ok(Err(exchange_failure(&error))),
        },
    };
    let identity = match state.github.identity(&pair.access).await {
        Ok(identity) => identity,
        Err(GitHubError::RateLimited { until, .. }) => {
            if let Err(error) = kept_pair::keep(state, flow, owner.clone(), &pair, until).await {
                state.lifecycle.refuse(owner, &pair).await?;
                return Err(error.into());
            }
            return Ok(Err(SignInReason::GitHubLimited));
        }
        Err(error) => {
            tracing::warn!(%error, "GitHub gave a token and would not say whose");
            state.lifecycle.refuse(owner, &pair).await?;
            // A kept pair may have been revoked meanwhile.
            let revoked = was_kept && error == GitHubError::Unauthorized;
            return Ok(Err(match error {
                GitHubError::Suspended => SignInReason::Suspended,
                GitHubError::Forbidden
                | GitHubError::ScopeMissing
                | GitHubError::PermissionMissing
                | GitHubError::Closed(_)
                | GitHubError::SsoRequired { .. } => SignInReason::Closed,
                _ if revoked => SignInReason::CodeRefused,
                _ => SignInReason::GitHubDown,
            }));
        }
    };
    match flow.purpose {
        FlowPurpose::SignIn if waiters.are_gone() && current.is_signed_in() => {
            // Nobody would get the new cookie, and the current session would end for it.
            state.lifecycle.refuse(owner, &pair).await?;
            Ok(Err(SignInReason::FlowUnknown))
        }
        FlowPurpose::SignIn => begin(state, &flow.client, owner, identity, pair).await,
        FlowPurpose::Reauthentication(_) | FlowPurpose::Scopes { .. } if waiters.are_gone() => {
            // Nobody would get the new id's cookie: the session stays as it is.
            state.lifecycle.refuse(owner, &pair).await?;
            Ok(Err(SignInReason::FlowUnknown))
        }
        FlowPurpose::Reauthentication(session) | FlowPurpose::Scopes { session, .. } => {
            reauthenticate(state, flow, session, owner, &identity, pair).await
        }
    }
}

async fn begin(
    state: &CoreState,
    client: &ClientInfo,
    owner: TokenOwner,
    identity: Identity,
    pair: TokenPair,
) -> SessionResult {
    let id = match new_id(state).await {
        Ok(id) => id,
        Err(error) => {
            state.lifecycle.refuse(owner, &pair).await?;
            return Err(error);
        }
    };
    let (browser, network) = (client.browser.clone(), client.network.clone());
    let (session, previous) = (SessionKey::from_id(id), client.current.key());
    let sign_in = FinishedSignIn { session, previous, owner, identity, pair, browser, network };
    match state.lifecycle.begin(&sign_in).await {
        Ok(StartedSession { absolute_at, ended }) => {
            for session in ended {
                state.forget(session);
            }
            Ok(Ok(NewSession { id, absolute_at, fewer_scopes: false }))
        }
        Err(error) => {
            state.lifecycle.refuse(sign_in.owner, &sign_in.pair).await?;
            Err(error.into())
        }
    }
}

/// The same numeric id must come back; another account leaves the session as it was.
async fn reauthenticate(
    state: &CoreState,
    flow: &FlowContext,
    session: SessionKey,
    owner: TokenOwner,
    identity: &Identity,
    pair: TokenPair,
) -> SessionResult {
    let active = flow.client.current.active().filter(|active| active.github_id == identity.github_id);
    let Some(active) = active else {
        state.lifecycle.refuse(owner, &pair).await?;
        return Ok(Err(SignInReason::WrongAccount));
    };
    let owner = TokenOwner { viewer: identity.github_id, ..owner };
    let absolute_at = active.absolute_at;
    let id = match new_id(state).await {
        Ok(id) => id,
        Err(error) => {
            state.lifecycle.refuse(owner, &pair).await?;
            return Err(error);
        }
    };
    let reauthentication = FinishedReauthentication {
        session,
        new: SessionKey::from_id(id),
        owner,
        pair,
        keep_pair: matches!(flow.purpose, FlowPurpose::Scopes { .. }),
        network: flow.client.network.clone(),
        reauthenticated_at: flow.reauthenticated_at,
    };
    match state.lifecycle.reauthenticate(&reauthentication).await {
        Ok(true) => {
            state.forget(session);
            let asked = matches!(flow.purpose, FlowPurpose::Scopes { organizations: true, .. });
            let fewer_scopes = asked && !has_scope(&reauthentication.pair.scopes, ORGANIZATIONS);
            Ok(Ok(NewSession { id, absolute_at, fewer_scopes }))
        }
        Ok(false) => Ok(Err(SignInReason::FlowUnknown)),
        Err(error) => {
            state.lifecycle.refuse(reauthentication.owner, &reauthentication.pair).await?;
            Err(error.into())
        }
    }
}

/// A new session id, never one that the browser sent (OWASP "Session Management", renewal). Its row stays pending until
/// `lifecycle` activates it.
async fn new_id(state: &CoreState) -> Result<Id, ServerError> {
    let session = session::handle(state.db.clone(), state.clock.clone(), None);
    session.save().await?;
    session.id().ok_or(ServerError::NoSessionId)
}

fn exchange_failure(error: &TokenError) -> SignInReason {
    tracing::warn!(error = error as &dyn std::error::Error, "the code could not be exchanged");
    match error {
        TokenError::CodeRefused => SignInReason::CodeRefused,
        TokenError::EmailUnverified => SignInReason::EmailUnverified,
        TokenError::Misconfigured(_) => SignInReason::Misconfigured,
        TokenError::Refused(_) | TokenError::RefreshRefused => SignInReason::BadAnswer,
        TokenError::NoAnswer(_) | TokenError::Unreadable => SignInReason::GitHubDown,
    }
}
