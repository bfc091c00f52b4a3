use axum::{http::HeaderMap, response::Response};
use sqlx::{Row, any::AnyRow};

use super::{
    ReturnTo,
    browser::browser_in_words,
    conclude::conclude,
    finish::{Arrival, Brought, finish},
    flow::Purpose,
    flow_cookie::FlowCookie,
};
use crate::{
    model::{Moment, Why},
    server::{
        db::Error,
        error::ServerError,
        session::CurrentSession,
        state::AppState,
        token::{Owner, SealedPair, TokenPair},
    },
};

/// So many seconds after GitHub answers again a pair is still kept.
const LIFE: i64 = 600;

const KEEP: &str = "
    INSERT INTO kept_pairs (grant_id, issuer, github_id, client_id, access_token, refresh_token, access_expires_at,
                            refresh_expires_at, flow_id, browser_hash, purpose, session_hash, return_to, scopes, ask_at,
                            expires_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";

/// Keeps `pair`, sealed, for the browser of `arrival`: GitHub says whose it is not before `until`. It gives a person ten
/// pairs an hour (GitHub "Authorizing OAuth apps"), and another try must not cost another.
pub(super) async fn keep(
    state: &AppState,
    arrival: &Arrival,
    owner: Owner,
    pair: &TokenPair,
    until: Moment,
) -> Result<(), Error> {
    let sealed = SealedPair::seal(&state.config.keyring, owner, pair);
    let row = sealed
        .bind(sqlx::query(KEEP))
        .bind(arrival.cookie.id().to_owned())
        .bind(arrival.cookie.hash().to_vec())
        .bind(arrival.purpose.word())
        .bind(arrival.purpose.session().map(|session| session.as_bytes().to_vec()))
        .bind(arrival.return_to.as_str().to_owned())
        .bind(pair.scopes.join(" "))
        .bind(until.0)
        .bind(until.0 + LIFE);
    row.execute(&mut *state.db.write_one().await?).await?;
    Ok(())
}

/// What a browser finds that comes back for a kept pair.
enum Found {
    Nothing,
    /// GitHub has not begun to answer again.
    TooEarly(ReturnTo),
    Taken(Box<Taken>),
}

struct Taken {
    owner: Owner,
    pair: TokenPair,
    return_to: ReturnTo,
}

/// As many places as cookies are looked at; see [`FlowCookie::all`].
const LOOK: &str = "
    SELECT flow_id, browser_hash, session_hash, ask_at, return_to FROM kept_pairs
    WHERE purpose = $1 AND expires_at > $2
      AND flow_id IN ($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";

/// Of two who ask at once, one gets it.
const TAKE: &str = "DELETE FROM kept_pairs WHERE flow_id = $1 AND browser_hash = $2 RETURNING *";

/// The first of `cookies` for which a pair is kept: by the flow's id and the cookie's own value, for the same purpose in
/// the same session.
async fn look(
    state: &AppState,
    cookies: &[FlowCookie],
    purpose: Purpose,
) -> Result<Option<(FlowCookie, AnyRow)>, Error> {
    let mut query = sqlx::query(LOOK).bind(purpose.word()).bind(state.clock.now().0);
    for place in 0..FlowCookie::LOOKED_AT {
        query = query.bind(cookies.get(place).map_or_else(String::new, |cookie| cookie.id().to_owned()));
    }
    let session = purpose.session().map(|session| session.as_bytes().to_vec());
    for row in query.fetch_all(state.db.read()).await? {
        let (id, hash): (String, Vec<u8>) = (row.try_get("flow_id")?, row.try_get("browser_hash")?);
        let cookie = cookies.iter().find(|cookie| cookie.id() == id && cookie.hash().as_slice() == hash);
        let same_session = row.try_get::<Option<Vec<u8>>, _>("session_hash")? == session;
        if let Some(cookie) = cookie.filter(|_| same_session) {
            return Ok(Some((cookie.clone(), row)));
        }
    }
    Ok(None)
}

async fn take(state: &AppState, cookie: &FlowCookie, kept: &AnyRow) -> Result<Found, Error> {
    let return_to = ReturnTo::parse(kept.try_get("return_to")?);
    if kept.try_get::<i64, _>("ask_at")? > state.clock.now().0 {
        return Ok(Found::TooEarly(return_to));
    }
    let query = sqlx::query(TAKE).bind(cookie.id().to_owned()).bind(cookie.hash().to_vec());
    let Some(row) = query.fetch_optional(&mut *state.db.write_one().await?).await? else { return Ok(Found::Nothing) };
    let sealed = SealedPair::read(&row)?;
    let scopes: String = row.try_get("scopes")?;
    let keyring = &state.config.keyring;
    let (Ok(access), Ok(refresh)) = (sealed.open_access(keyring), sealed.open_refresh(keyring)) else {
        // Another instance has the key, and this browser asks here: the pair is queued as it is.
        state.lifecycle.refuse_sealed(&sealed).await?;
        return Ok(Found::Nothing);
    };
    let pair = TokenPair {
        access,
        refresh,
        access_expires_at: sealed.access_expires_at,
        refresh_expires_at: sealed.refresh_expires_at,
        scopes: scopes.split(' ').filter(|scope| !scope.is_empty()).map(str::to_owned).collect(),
    };
    Ok(Found::Taken(Box::new(Taken { owner: sealed.owner, pair, return_to })))
}

/// Goes on where a limit of GitHub's stopped this browser, if it did: GitHub is asked whose the kept pair is, and is not
/// asked for another. None where nothing is kept for `purpose`.
pub(super) async fn resume(
    state: &AppState,
    headers: &HeaderMap,
    network: &str,
    current: &CurrentSession,
    purpose: Purpose,
) -> Result<Option<Response>, ServerError> {
    let cookies = FlowCookie::all(headers, &state.config.public_url);
    if cookies.is_empty() {
        return Ok(None);
    }
    let Some((cookie, kept)) = look(state, &cookies, purpose).await? else { return Ok(None) };
    let (return_to, outcome) = match take(state, &cookie, &kept).await? {
        Found::Nothing => return Ok(None),
        Found::TooEarly(return_to) => (return_to, Err(Why::GitHubLimited)),
        Found::Taken(taken) => {
            let Taken { owner, pair, return_to } = *taken;
            let arrival = Arrival {
                browser: browser_in_words(headers),
                network: network.to_owned(),
                purpose,
                return_to: return_to.clone(),
                cookie: cookie.clone(),
                current: current.clone(),
            };
            (return_to, finish(state, arrival, Brought::Pair(owner, pair)).await?)
        }
    };
    conclude(state, current, purpose, &return_to, &cookie, outcome).await.map(Some)
}
