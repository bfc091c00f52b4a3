use gatehouse_model::Timestamp;
use oauth2::{CsrfToken, PkceCodeVerifier};

use crate::{
    crypto::{Binding, SecretKind},
    db::{
        Db, Error,
        flows::{self, FlowOwner, FlowRow, NewFlow},
    },
    flow::{FlowCookie, FlowPurpose, ReturnTo, state_hash},
    oauth::Challenge,
    state::CoreState,
};

/// In seconds: a flow expires after this time, like GitHub's code.
const LIFE: i64 = 600;

/// One owner may have this fraction of all flows: a busy network loses none before it has a thousand.
const OWNER_FRACTION: i64 = 20;

fn bound<'a>(id: &'a str, issuer: &'a str) -> Binding<'a> {
    Binding { kind: SecretKind::PkceVerifier, row: id, issuer, viewer: 0 }
}

/// Stores a flow. An owner with more than their share loses their oldest; above the limit for all, the owner with most
/// does. So whoever fills the table makes themselves begin again, and nobody else.
pub(super) async fn insert(
    state: &CoreState,
    cookie: &FlowCookie,
    challenge: &Challenge,
    owner: &FlowOwner,
    return_to: &ReturnTo,
    purpose: FlowPurpose,
) -> Result<(), Error> {
    let (issuer, most) = (state.oauth.issuer(), state.config.most_flows);
    let expires_at = Timestamp(state.clock.now().0 + LIFE);
    let verifier = state.config.keyring.seal(challenge.verifier.secret().as_bytes(), bound(cookie.id(), issuer));
    let flow = NewFlow {
        state_hash: state_hash(&challenge.state),
        id: cookie.id(),
        browser_hash: cookie.hash(),
        issuer,
        verifier,
        return_to: return_to.as_str(),
        purpose: purpose.code(),
        session: purpose.session(),
        expires_at,
        owner,
    };
    let mut write = state.db.write().await?;
    flows::insert(&mut write, flow).await?;
    flows::trim_owner(&mut write, owner, (most / OWNER_FRACTION).max(1)).await?;
    let count = flows::count(&mut write).await?;
    if count > most {
        flows::trim_largest_owner(&mut write, count - most).await?;
    }
    write.commit().await
}

/// Whether the flow of `state` waits for the browser that sent `cookies`.
pub(super) async fn exists(db: &Db, state: &CsrfToken, cookies: &[FlowCookie]) -> Result<bool, Error> {
    let hashes: Vec<_> = cookies.iter().map(FlowCookie::hash).collect();
    flows::exists(db, state_hash(state), &hashes).await
}

/// A flow that was taken from the database just now.
pub(super) struct SpentFlow {
    /// The one of its cookies that matched.
    pub cookie: FlowCookie,
    pub verifier: PkceCodeVerifier,
    pub return_to: ReturnTo,
    pub purpose: FlowPurpose,
}

pub(super) enum SpendResult {
    Spent(SpentFlow),
    Expired(FlowPurpose),
    Unknown,
}

/// Spends the flow of `state` if it was begun by the browser that sent `cookies`: the flow has the hash of one of them. The
/// DELETE is the check: of two callbacks at once, one finds the row.
pub(super) async fn spend(
    state: &CoreState,
    csrf: &CsrfToken,
    cookies: Vec<FlowCookie>,
    now: Timestamp,
) -> Result<SpendResult, Error> {
    for cookie in cookies {
        if let Some(row) = flows::take(&state.db, state_hash(csrf), cookie.hash()).await? {
            return Ok(open(state, &row, cookie, now));
        }
    }
    Ok(SpendResult::Unknown)
}

fn open(state: &CoreState, row: &FlowRow, cookie: FlowCookie, now: Timestamp) -> SpendResult {
    let opened = state.config.keyring.open(&row.verifier, bound(&row.id, &row.issuer));
    let verifier = opened.ok().and_then(|plain| String::from_utf8(plain.to_vec()).ok()).map(PkceCodeVerifier::new);
    let return_to = ReturnTo::parse(&state.pages, &row.return_to);
    match (verifier, FlowPurpose::from_code(&row.purpose, row.session_hash)) {
        (_, Some(purpose)) if row.expires_at <= now => SpendResult::Expired(purpose),
        (Some(verifier), Some(purpose)) => SpendResult::Spent(SpentFlow { cookie, verifier, return_to, purpose }),
        _ => SpendResult::Unknown,
    }
}

/// Deletes flows whose cookies are removed. By the cookie's value, too: the id alone is in the address at GitHub, for others
/// to read.
pub(super) async fn delete(db: &Db, cookies: &[FlowCookie]) -> Result<(), Error> {
    for cookie in cookies {
        flows::delete(db, cookie.id(), cookie.hash()).await?;
    }
    Ok(())
}
