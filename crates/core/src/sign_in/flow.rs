use gatehouse_model::Timestamp;
use oauth2::{CsrfToken, PkceCodeVerifier};
use sqlx::Row;

use super::{ReturnTo, flow_cookie::FlowCookie};
use crate::{
    crypto::{Binding, Keyring, Sealed, SecretKind, hex, sha256},
    db::{Db, Error},
    lifecycle::flow_owner,
    oauth::Challenge,
    session::SessionKey,
    state::Pages,
};

/// A flow is spent or forgotten after this many seconds; GitHub's code lives as long.
const LIFE: i64 = 600;

/// A sign-in or reauthentication under way, to be written.
pub(super) struct NewFlow<'a> {
    pub id: &'a str,
    pub browser_hash: [u8; 32],
    pub issuer: &'a str,
    pub owner: &'a Owner,
    pub return_to: &'a ReturnTo,
    pub purpose: &'a Purpose,
    pub challenge: &'a Challenge,
}

/// Who answers for a flow, where there are too many.
pub(super) enum Owner {
    /// A visitor's network, coarsely.
    Network(String),
    /// GitHub's numeric id.
    Viewer(i64),
}

impl Owner {
    fn key(&self) -> String {
        match self {
            Self::Network(network) => format!("network {network}"),
            Self::Viewer(id) => flow_owner(*id),
        }
    }
}

/// A flow that was spent just now.
pub(super) struct Spent {
    /// The one of its cookies that was good.
    pub cookie: FlowCookie,
    pub verifier: PkceCodeVerifier,
    pub return_to: ReturnTo,
    pub purpose: Purpose,
}

/// What a browser that comes back finds of its flow.
pub(super) enum Spending {
    Spent(Spent),
    TooOld(Purpose),
    Nothing,
}

/// What a flow is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    SignIn,
    /// It must come back to the session it began in.
    Reauthentication(SessionKey),
    /// A reauthentication that brings the session a pair with other scopes.
    Scopes {
        session: SessionKey,
        /// `read:org` is asked for, too.
        organizations: bool,
    },
}

impl Purpose {
    pub(super) fn word(self) -> &'static str {
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

    fn read(word: &str, session: Option<Vec<u8>>) -> Option<Self> {
        let Some(session) = session else { return (word == "sign-in").then_some(Self::SignIn) };
        let session = session.try_into().ok()?;
        match word {
            "reauthentication" => Some(Self::Reauthentication(session)),
            "scopes" => Some(Self::Scopes { session, organizations: false }),
            "scopes-organizations" => Some(Self::Scopes { session, organizations: true }),
            _ => None,
        }
    }
}

/// Names the flow's row and cookie without telling the state.
pub(super) fn id_of(state: &CsrfToken) -> String {
    hex(&sha256(format!("flow id {}", state.secret()).as_bytes())[..8])
}

/// Names a callback of one browser, however often it asks.
pub(super) fn key_of(state: &CsrfToken, cookies: &[FlowCookie]) -> [u8; 32] {
    let cookies = cookies.iter().flat_map(FlowCookie::hash);
    sha256(&state_hash(state).into_iter().chain(cookies).collect::<Vec<u8>>())
}

fn state_hash(state: &CsrfToken) -> [u8; 32] {
    sha256(state.secret().as_bytes())
}

fn bound<'a>(id: &'a str, issuer: &'a str) -> Binding<'a> {
    Binding { kind: SecretKind::PkceVerifier, row: id, issuer, viewer: 0 }
}

const INSERT: &str = "
    INSERT INTO flows (state_hash, id, browser_hash, issuer, verifier, return_to, purpose, session_hash, expires_at,
                       owner)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

/// One owner's part of all flows: of a busy network nobody has to begin again before there are a thousand.
const PARTS: i64 = 20;

const MAKE_ROOM_AMONG_ITS_OWN: &str = "
    DELETE FROM flows WHERE state_hash IN
        (SELECT state_hash FROM flows WHERE owner = $1 ORDER BY expires_at DESC, state_hash LIMIT 100 OFFSET $2)";

const COUNT: &str = "SELECT COUNT(*) FROM flows";

const MAKE_ROOM: &str = "
    DELETE FROM flows WHERE state_hash IN (
        SELECT state_hash FROM flows
        WHERE owner = (SELECT owner FROM flows GROUP BY owner ORDER BY COUNT(*) DESC, MIN(expires_at) LIMIT 1)
        ORDER BY expires_at, state_hash LIMIT $1)";

/// Remembers a flow. An owner with more than their part loses their oldest; above `most`, of all browsers together, the
/// owner with most does. So whoever fills the table makes themselves begin again, and no stranger.
pub(super) async fn insert(
    db: &Db,
    keyring: &Keyring,
    flow: NewFlow<'_>,
    now: Timestamp,
    most: i64,
) -> Result<(), Error> {
    let verifier = keyring.seal(flow.challenge.verifier.secret().as_bytes(), bound(flow.id, flow.issuer));
    let mut write = db.write().await?;
    sqlx::query(INSERT)
        .bind(state_hash(&flow.challenge.state).as_slice())
        .bind(flow.id)
        .bind(flow.browser_hash.as_slice())
        .bind(flow.issuer)
        .bind(verifier.0)
        .bind(flow.return_to.as_str())
        .bind(flow.purpose.word())
        .bind(flow.purpose.session().map(|session| session.as_bytes().to_vec()))
        .bind(now.0 + LIFE)
        .bind(flow.owner.key())
        .execute(&mut *write)
        .await?;
    let part = (most / PARTS).max(1);
    sqlx::query(MAKE_ROOM_AMONG_ITS_OWN).bind(flow.owner.key()).bind(part).execute(&mut *write).await?;
    let all: i64 = sqlx::query_scalar(COUNT).fetch_one(&mut *write).await?;
    if all > most {
        sqlx::query(MAKE_ROOM).bind(all - most).execute(&mut *write).await?;
    }
    write.commit().await
}

/// As many places as cookies are looked at; see [`FlowCookie::all`].
const STANDS: &str = "
    SELECT COUNT(*) FROM flows
    WHERE state_hash = $1 AND browser_hash IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";

/// Whether the flow of `state` waits for the browser that sent `cookies`.
pub(super) async fn stands(db: &Db, state: &CsrfToken, cookies: &[FlowCookie]) -> Result<bool, Error> {
    let mut flows = sqlx::query_scalar::<_, i64>(STANDS).bind(state_hash(state).to_vec());
    for place in 0..FlowCookie::LOOKED_AT {
        flows = flows.bind(cookies.get(place).map_or_else(Vec::new, |cookie| cookie.hash().to_vec()));
    }
    Ok(flows.fetch_one(db.read()).await? > 0)
}

const SPEND: &str = "
    DELETE FROM flows WHERE state_hash = $1 AND browser_hash = $2
    RETURNING id, issuer, verifier, return_to, purpose, session_hash, expires_at";

/// Spends the flow of `state`, if it was begun by the browser that sent `cookies`: the value behind one of them is the
/// flow's. The DELETE is the check: of two callbacks at once, one finds the row.
pub(super) async fn spend(
    db: &Db,
    keyring: &Keyring,
    pages: &Pages,
    state: &CsrfToken,
    cookies: Vec<FlowCookie>,
    now: Timestamp,
) -> Result<Spending, Error> {
    let mut found = None;
    for cookie in cookies {
        let spent = sqlx::query(SPEND).bind(state_hash(state).to_vec()).bind(cookie.hash().to_vec());
        let row = spent.fetch_optional(&mut *db.write_one().await?).await?;
        found = row.map(|row| (row, cookie));
        if found.is_some() {
            break;
        }
    }
    let Some((row, cookie)) = found else { return Ok(Spending::Nothing) };
    let (id, issuer): (String, String) = (row.try_get("id")?, row.try_get("issuer")?);
    let opened = keyring.open(&Sealed(row.try_get("verifier")?), bound(&id, &issuer));
    let verifier = opened.ok().and_then(|plain| String::from_utf8(plain.to_vec()).ok()).map(PkceCodeVerifier::new);
    let stands = row.try_get::<i64, _>("expires_at")? > now.0;
    let return_to = ReturnTo::parse(pages, row.try_get("return_to")?);
    let purpose = Purpose::read(row.try_get("purpose")?, row.try_get("session_hash")?);
    Ok(match (verifier, purpose) {
        (Some(verifier), Some(purpose)) if stands => Spending::Spent(Spent { cookie, verifier, return_to, purpose }),
        (_, Some(purpose)) if !stands => Spending::TooOld(purpose),
        _ => Spending::Nothing,
    })
}

/// Forgets flows whose cookies made room for newer ones. By the cookie's value, too: the id alone stands in the address
/// that GitHub is asked with, for others to read.
pub(super) async fn forget(db: &Db, cookies: &[FlowCookie]) -> Result<(), Error> {
    for cookie in cookies {
        sqlx::query("DELETE FROM flows WHERE id = $1 AND browser_hash = $2")
            .bind(cookie.id())
            .bind(cookie.hash().to_vec())
            .execute(&mut *db.write_one().await?)
            .await?;
    }
    Ok(())
}
