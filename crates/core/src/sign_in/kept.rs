use axum::{http::HeaderMap, response::Response};
use gatehouse_model::{SignInReason, Timestamp};
use sqlx::{Row, any::AnyRow};

use super::{
    ReturnTo,
    browser::browser_in_words,
    conclude::conclude,
    finish::{Arrival, Brought, Found, Visit, finish, once},
    flow::Purpose,
    flow_cookie::FlowCookie,
};
use crate::{
    crypto::sha256,
    db::Error,
    error::ServerError,
    revocation::{self, Kept},
    session::CurrentSession,
    state::CoreState,
    token::{Owner, SealedPair, TokenPair},
};

/// So many seconds after GitHub answers again a pair is still kept.
const LIFE: i64 = 600;

const KEEP: &str = "
    INSERT INTO kept_pairs (id, issuer, github_id, client_id, access_token, refresh_token, access_expires_at,
                            refresh_expires_at, flow_id, browser_hash, purpose, session_hash, return_to, scopes,
                            reauthenticated_at, ask_at, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";

/// Keeps `pair`, sealed, for the browser of `arrival`: GitHub says whose it is not before `until`. It gives a person ten
/// pairs an hour (GitHub "Authorizing OAuth apps"), and another try must not cost another.
pub(super) async fn keep(
    state: &CoreState,
    arrival: &Arrival,
    owner: Owner,
    pair: &TokenPair,
    until: Timestamp,
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
        .bind(arrival.reauthenticated_at.0)
        .bind(until.0)
        .bind(until.0 + LIFE);
    row.execute(&mut *state.db.write_one().await?).await?;
    Ok(())
}

/// As many places as cookies are looked at; see [`FlowCookie::all`]. A pair of another application or GitHub is the
/// sweep's: its token must not be sent to the one configured now.
const LOOK: &str = "
    SELECT id, flow_id, browser_hash, session_hash, reauthenticated_at, ask_at, return_to FROM kept_pairs
    WHERE purpose = $1 AND expires_at > $2
      AND flow_id IN ($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) AND issuer = $15 AND client_id = $16";

/// The first of `cookies` for which a pair is kept: by the flow's id and the cookie's own value, for the same purpose in
/// the same session.
async fn look(
    state: &CoreState,
    cookies: &[FlowCookie],
    purpose: Purpose,
) -> Result<Option<(FlowCookie, AnyRow)>, Error> {
    let mut query = sqlx::query(LOOK).bind(purpose.word()).bind(state.clock.now().0);
    for place in 0..FlowCookie::LOOKED_AT {
        query = query.bind(cookies.get(place).map_or_else(String::new, |cookie| cookie.id().to_owned()));
    }
    let query = query.bind(state.oauth.issuer().to_owned()).bind(state.oauth.client_id().to_owned());
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

/// Of two who ask at once, one gets it.
const TAKE: &str = "
    DELETE FROM kept_pairs WHERE id = $1
    RETURNING id AS token_set_id, issuer, github_id, client_id, access_token, refresh_token, access_expires_at,
              refresh_expires_at, scopes";

/// Takes the pair called `id`. Call it where nobody who hangs up can cancel it: from here on the caller answers for the
/// pair. One that does not open here is queued as it is.
pub(super) async fn take(state: &CoreState, id: &str) -> Result<Option<(Owner, TokenPair)>, Error> {
    let mut write = state.db.write_surely().await?;
    let Some(row) = sqlx::query(TAKE).bind(id).fetch_optional(&mut *write).await? else { return Ok(None) };
    let sealed = SealedPair::read(&row)?;
    let scopes: String = row.try_get("scopes")?;
    let keyring = &state.config.keyring;
    let (Ok(access), Ok(refresh)) = (sealed.open_access(keyring), sealed.open_refresh(keyring)) else {
        revocation::queue_pair(&mut write, &sealed, state.clock.now()).await?;
        write.commit().await?;
        return Ok(None);
    };
    write.commit().await?;
    let pair = TokenPair {
        access,
        refresh,
        access_expires_at: sealed.access_expires_at,
        refresh_expires_at: sealed.refresh_expires_at,
        scopes: scopes.split(' ').filter(|scope| !scope.is_empty()).map(str::to_owned).collect(),
    };
    Ok(Some((sealed.owner, pair)))
}

/// Goes on where a limit of GitHub's stopped this browser, if it did: GitHub is asked whose the kept pair is, and is not
/// asked for another. None where nothing is kept for `purpose`, or what is kept proves nothing any more.
pub(super) async fn resume(
    state: &CoreState,
    headers: &HeaderMap,
    network: &str,
    current: &CurrentSession,
    purpose: Purpose,
) -> Result<Option<Response>, ServerError> {
    let cookies = FlowCookie::all(headers, &state.config.public_url);
    if cookies.is_empty() {
        return Ok(None);
    }
    let key = |cookie: &FlowCookie| {
        let (flow, purpose) = (cookie.hash(), purpose.word());
        sha256(&[flow.as_slice(), purpose.as_bytes()].concat())
    };
    let found = if let Some((cookie, kept)) = look(state, &cookies, purpose).await? {
        let (now, reauthenticated_at) = (state.clock.now(), Timestamp(kept.try_get("reauthenticated_at")?));
        if purpose.session().is_some() && now.0 - reauthenticated_at.0 >= state.lifecycle.limits().fresh {
            let_go(state, &[cookie]).await?;
            return Ok(None);
        }
        let return_to = ReturnTo::parse(&state.pages, kept.try_get("return_to")?);
        let brought = if kept.try_get::<i64, _>("ask_at")? > now.0 {
            Err(SignInReason::GitHubLimited)
        } else {
            Ok(Brought::Kept(kept.try_get("id")?))
        };
        let (network, current) = (network.to_owned(), current.clone());
        let visit = Visit { browser: browser_in_words(headers), network, current };
        let (key, owned) = (key(&cookie), state.clone());
        let arrival = Arrival { visit, purpose, return_to, cookie, reauthenticated_at };
        once(state, key, |waiters| async move { finish(&owned, arrival, brought, &waiters).await }).await?
    } else if let Some(key) = cookies.iter().map(key).find(|key| state.finishing.has(key)) {
        // Pressed again: what was kept is taken by now.
        match state.finishing.of(&key).await {
            Some(found) => found?,
            None => return Ok(None),
        }
    } else {
        return Ok(None);
    };
    match found {
        Found::Ended(ended) => conclude(state, headers, current, ended).await.map(Some),
        Found::TooOld(_) | Found::Nothing => Ok(None),
    }
}

/// What is kept for these flows is wanted no more, and goes into the revocation queue: whoever sits at this browser next
/// must not go on as the one before.
pub(super) async fn let_go(state: &CoreState, cookies: &[FlowCookie]) -> Result<(), Error> {
    if cookies.is_empty() {
        return Ok(());
    }
    // Nearly always nothing is kept, and no writer has to be waited for.
    let kept: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM kept_pairs").fetch_one(state.db.read()).await?;
    if kept == 0 {
        return Ok(());
    }
    let mut write = state.db.write().await?;
    for cookie in cookies {
        let flow = Kept::OfFlow { id: cookie.id(), browser_hash: &cookie.hash() };
        revocation::queue_kept(&mut write, flow, state.clock.now()).await?;
    }
    write.commit().await
}
