use axum::http::{HeaderMap, HeaderValue};
use gatehouse_model::Timestamp;
use oauth2::{CsrfToken, PkceCodeVerifier};

use super::ReturnTo;
use crate::{
    config::PublicUrl,
    cookies,
    crypto::{Binding, SecretKind, hex, random_secret, sha256},
    db::{
        Db, Error,
        flows::{self, FlowOwner, FlowRow, MOST_COOKIES, NewFlow},
    },
    oauth::Challenge,
    session::SessionKey,
    state::CoreState,
};

/// In seconds, as the others: a flow expires after this time, like GitHub's code.
const LIFE: i64 = 600;

/// The cookie outlives its flow, so that the server can say that the flow has expired.
const COOKIE_LIFE: i64 = 3_600;

/// Sign-ins one browser may have under way.
const MOST_PER_BROWSER: usize = 5;

/// One owner may have this fraction of all flows: a busy network loses none before it has a thousand.
const OWNER_FRACTION: i64 = 20;

/// What a flow is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FlowPurpose {
    SignIn,
    /// It must come back to the session it began in.
    Reauthentication(SessionKey),
    /// A reauthentication that gives the session a pair with other scopes.
    Scopes {
        session: SessionKey,
        /// Whether `read:org` is asked for, too.
        organizations: bool,
    },
}

impl FlowPurpose {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::SignIn => "sign-in",
            Self::Reauthentication(_) => "reauthentication",
            Self::Scopes { organizations: false, .. } => "scopes",
            Self::Scopes { organizations: true, .. } => "scopes-organizations",
        }
    }

    /// The session it must come back to.
    pub(super) fn session(self) -> Option<SessionKey> {
        match self {
            Self::SignIn => None,
            Self::Reauthentication(session) | Self::Scopes { session, .. } => Some(session),
        }
    }

    fn from_code(code: &str, session: Option<SessionKey>) -> Option<Self> {
        match (code, session) {
            ("sign-in", None) => Some(Self::SignIn),
            ("reauthentication", Some(session)) => Some(Self::Reauthentication(session)),
            ("scopes", Some(session)) => Some(Self::Scopes { session, organizations: false }),
            ("scopes-organizations", Some(session)) => Some(Self::Scopes { session, organizations: true }),
            _ => None,
        }
    }
}

/// The cookie that binds a flow to the browser that began it: one for each flow, so that several tabs can each finish.
///
/// Its value is the time it was made and 256 random bits; the database keeps a hash of both.
#[derive(Clone)]
pub(super) struct FlowCookie {
    id: String,
    value: String,
}

impl FlowCookie {
    pub(super) fn new(id: String, now: Timestamp) -> Self {
        Self { id, value: format!("{}.{}", now.0, random_secret()) }
    }

    /// Every flow cookie that the browser sent, up to a limit: a browser that sends more has made them up, and each costs a
    /// query.
    pub(super) fn all(headers: &HeaderMap, url: &PublicUrl) -> Vec<Self> {
        let prefix = url.cookie(&cookie_name(""));
        cookies::pairs(headers)
            .filter_map(|(name, value)| {
                let id = std::str::from_utf8(name.strip_prefix(prefix.as_bytes())?).ok()?.to_owned();
                let is_ours = id.len() == 16 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
                let value = std::str::from_utf8(value).ok().filter(|_| is_ours)?.to_owned();
                Some(Self { id, value })
            })
            .take(MOST_COOKIES)
            .collect()
    }

    /// The cookies of flow `id`. At most one is ours, but a browser may have others of its name for other paths.
    pub(super) fn of_flow(headers: &HeaderMap, url: &PublicUrl, id: &str) -> Vec<Self> {
        Self::all(headers, url).into_iter().filter(|cookie| cookie.id == id).collect()
    }

    /// The cookies that must go before another is set: the oldest first.
    pub(super) fn surplus(headers: &HeaderMap, url: &PublicUrl) -> Vec<Self> {
        let mut cookies = Self::all(headers, url);
        cookies.sort_by_key(FlowCookie::made_at);
        let surplus = (cookies.len() + 1).saturating_sub(MOST_PER_BROWSER);
        cookies.truncate(surplus);
        cookies
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    pub(super) fn hash(&self) -> [u8; 32] {
        sha256(self.value.as_bytes())
    }

    /// The header that sets it.
    pub(super) fn set(&self, url: &PublicUrl) -> Option<HeaderValue> {
        cookies::set(url, &cookie_name(&self.id), &self.value, COOKIE_LIFE)
    }

    /// The header that keeps it for longer than a rate limit of GitHub's may last.
    pub(super) fn extend(&self, url: &PublicUrl) -> Option<HeaderValue> {
        cookies::set(url, &cookie_name(&self.id), &self.value, 2 * COOKIE_LIFE)
    }

    /// The header that removes it.
    pub(super) fn remove(&self, url: &PublicUrl) -> Option<HeaderValue> {
        cookies::remove(url, &cookie_name(&self.id))
    }

    fn made_at(&self) -> i64 {
        self.value.split('.').next().and_then(|seconds| seconds.parse().ok()).unwrap_or_default()
    }
}

fn cookie_name(flow_id: &str) -> String {
    format!("flow-{flow_id}")
}

/// The name of the flow's row and cookie, which does not reveal the state.
pub(super) fn id_from_state(state: &CsrfToken) -> String {
    hex(&sha256(format!("flow id {}", state.secret()).as_bytes())[..8])
}

/// Identifies a callback of one browser, however often it is requested.
pub(super) fn callback_key(state: &CsrfToken, cookies: &[FlowCookie]) -> [u8; 32] {
    let cookies = cookies.iter().flat_map(FlowCookie::hash);
    sha256(&state_hash(state).into_iter().chain(cookies).collect::<Vec<u8>>())
}

fn state_hash(state: &CsrfToken) -> [u8; 32] {
    sha256(state.secret().as_bytes())
}

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
    let verifier = state.config.keyring.seal(challenge.verifier.secret().as_bytes(), bound(&cookie.id, issuer));
    let flow = NewFlow {
        state_hash: state_hash(&challenge.state),
        id: &cookie.id,
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
        flows::delete(db, &cookie.id, cookie.hash()).await?;
    }
    Ok(())
}
