use axum::{http::HeaderMap, response::Response};
use gatehouse_model::{SignInReason, Timestamp};

use super::{
    callback::respond,
    client_info::ClientInfo,
    finish::{FlowContext, PairSource, finish},
};
use crate::{
    crypto::sha256,
    db::{
        Error,
        kept_pairs::{self, KeptPairRow, NewKeptPair, Unwanted},
        revocations,
    },
    error::ServerError,
    flow::{FlowCookie, FlowOutcome, FlowPurpose, Key, ReturnTo},
    session::CurrentSession,
    state::CoreState,
    token::{SealedPair, TokenOwner, TokenPair},
};

/// In seconds, from when GitHub may be asked again.
const LIFE: i64 = 600;

/// Keeps `pair`, sealed, for the flow's browser, since GitHub will not say before `until` whose it is. GitHub gives a person
/// ten pairs an hour (GitHub "Authorizing OAuth apps"), and another try must not cost another pair.
pub(super) async fn keep(
    state: &CoreState,
    flow: &FlowContext,
    owner: TokenOwner,
    pair: &TokenPair,
    until: Timestamp,
) -> Result<(), Error> {
    let kept = NewKeptPair {
        pair: &SealedPair::seal(&state.config.keyring, owner, pair),
        flow_id: flow.cookie.id(),
        browser_hash: flow.cookie.hash(),
        purpose: flow.purpose.code(),
        session: flow.purpose.session(),
        return_to: flow.return_to.as_str(),
        scopes: &pair.scopes,
        reauthenticated_at: flow.reauthenticated_at,
        ask_at: until,
        expires_at: Timestamp(until.0 + LIFE),
    };
    kept_pairs::insert(&state.db, &kept).await
}

/// Takes the kept pair `id`. It must not be called where a browser that hangs up can cancel it: from here on the caller has
/// the only copy. A pair that does not open here is queued for revocation as it is.
pub(super) async fn take(state: &CoreState, id: &str) -> Result<Option<(TokenOwner, TokenPair)>, Error> {
    let mut write = state.db.write_critical().await?;
    let Some((sealed, scopes)) = kept_pairs::take(&mut write, id).await? else { return Ok(None) };
    let keyring = &state.config.keyring;
    let (Ok(access), Ok(refresh)) = (sealed.open_access(keyring), sealed.open_refresh(keyring)) else {
        revocations::queue_pair(&mut write, &sealed, state.clock.now()).await?;
        write.commit().await?;
        return Ok(None);
    };
    write.commit().await?;
    let SealedPair { access_expires_at, refresh_expires_at, owner, .. } = sealed;
    Ok(Some((owner, TokenPair { access, refresh, access_expires_at, refresh_expires_at, scopes })))
}

/// Continues a flow of this browser that GitHub's rate limit stopped: GitHub is asked whose the kept pair is, not for another
/// one. `None` if no pair is kept for `purpose`, or it was given too long ago to count as a reauthentication.
pub(super) async fn resume(
    state: &CoreState,
    headers: &HeaderMap,
    network: &str,
    current: &CurrentSession,
    purpose: FlowPurpose,
) -> Result<Option<Response>, ServerError> {
    let cookies = FlowCookie::all(headers, &state.config.public_url);
    if cookies.is_empty() {
        return Ok(None);
    }
    let outcome = if let Some((cookie, kept)) = find(state, &cookies, purpose).await? {
        let now = state.clock.now();
        if purpose.session().is_some() && now.0 - kept.reauthenticated_at.0 >= state.lifecycle.limits().fresh {
            revoke(state, &[cookie]).await?;
            return Ok(None);
        }
        let key = key(&cookie, purpose);
        let source = if kept.ask_at > now { Err(SignInReason::GitHubLimited) } else { Ok(PairSource::Kept(kept.id)) };
        let flow = FlowContext {
            client: ClientInfo::new(headers, network.to_owned(), current.clone()),
            purpose,
            return_to: ReturnTo::parse(&state.pages, &kept.return_to),
            cookie,
            reauthenticated_at: kept.reauthenticated_at,
        };
        let owned = state.clone();
        let work = |waiters| async move { finish(&owned, flow, source, &waiters).await };
        state.flows_in_flight.join_or_run(key, &state.tasks, &state.lifecycle, work).await?
    } else {
        // The button may have been pressed twice; then the pair is taken by now.
        let keys = cookies.iter().map(|cookie| key(cookie, purpose));
        let under_way = keys.into_iter().find(|key| state.flows_in_flight.contains(key));
        let Some(key) = under_way else { return Ok(None) };
        match state.flows_in_flight.join(&key).await {
            Some(outcome) => outcome?,
            None => return Ok(None),
        }
    };
    match outcome {
        FlowOutcome::Finished(flow) => respond(state, headers, current, flow).await.map(Some),
        FlowOutcome::Expired(_) | FlowOutcome::Unknown => Ok(None),
    }
}

/// Identifies one browser's second try.
fn key(cookie: &FlowCookie, purpose: FlowPurpose) -> Key {
    sha256(&[cookie.hash().as_slice(), purpose.code().as_bytes()].concat())
}

/// The first of `cookies` for which a pair is kept: by the flow's id and the cookie's own value, for the same purpose in
/// the same session.
async fn find(
    state: &CoreState,
    cookies: &[FlowCookie],
    purpose: FlowPurpose,
) -> Result<Option<(FlowCookie, KeptPairRow)>, Error> {
    let ids: Vec<_> = cookies.iter().map(FlowCookie::id).collect();
    let (oauth, now) = (&state.oauth, state.clock.now());
    for row in kept_pairs::find(&state.db, purpose.code(), &ids, oauth.issuer(), oauth.client_id(), now).await? {
        let matches = |cookie: &&FlowCookie| cookie.id() == row.flow_id && cookie.hash().as_slice() == row.browser_hash;
        let cookie = cookies.iter().find(matches).filter(|_| row.session_hash == purpose.session());
        if let Some(cookie) = cookie {
            return Ok(Some((cookie.clone(), row)));
        }
    }
    Ok(None)
}

/// Queues what is kept for these flows for revocation: the next person at this browser must not continue as the one before.
pub(super) async fn revoke(state: &CoreState, cookies: &[FlowCookie]) -> Result<(), Error> {
    // Nearly always nothing is kept, and no writer has to be waited for.
    if cookies.is_empty() || kept_pairs::count(&state.db).await? == 0 {
        return Ok(());
    }
    let mut write = state.db.write().await?;
    for cookie in cookies {
        let flow = Unwanted::OfFlow { id: cookie.id(), browser_hash: cookie.hash() };
        kept_pairs::queue_for_revocation(&mut write, flow, state.clock.now()).await?;
    }
    write.commit().await
}
