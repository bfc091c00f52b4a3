use std::sync::Arc;

use axum::{
    Extension, Form,
    body::Body,
    extract::{Request, State},
    http::{header::SET_COOKIE, request::Parts},
    response::Response,
};
use serde::Deserialize;

use super::{
    ReturnTo,
    flow::{self, NewFlow, Purpose},
    flow_cookie::FlowCookie,
    kept,
};
use crate::{
    model::ORGANIZATIONS,
    server::{
        access::Acting,
        client_network::CoarseNetwork,
        error::ServerError,
        oauth::{self, Authorization},
        session::{ActiveSession, CurrentSession},
        state::AppState,
    },
};

#[derive(Deserialize)]
pub struct BeginForm {
    #[serde(default)]
    return_to: String,
    /// `yes`: by another account than the one that GitHub's limit stopped.
    #[serde(default)]
    anew: String,
}

/// `POST /auth/github`: remembers a flow, ties it to this browser, and answers with the page from which
/// the browser goes on to GitHub.
///
/// # Errors
///
/// When the database does not answer.
pub async fn begin(
    State(state): State<AppState>,
    Extension(current): Extension<CurrentSession>,
    CoarseNetwork(network): CoarseNetwork,
    asked: Parts,
    Form(form): Form<BeginForm>,
) -> Result<Response, ServerError> {
    if form.anew == "yes" {
        kept::let_go(&state, &FlowCookie::all(&asked.headers, &state.config.public_url)).await?;
    } else if let Some(answer) = kept::resume(&state, &asked.headers, &network, &current, Purpose::SignIn).await? {
        return Ok(answer);
    }
    let authorization = state.oauth.authorize(oauth::Purpose::SignIn, None);
    let departure = Departure {
        owner: flow::Owner::Network(network),
        return_to: ReturnTo::parse(&form.return_to),
        purpose: Purpose::SignIn,
        authorization,
    };
    depart(&state, asked, departure).await
}

/// `POST /auth/prove`: the same way to GitHub, to come back to this very session.
///
/// # Errors
///
/// As [`begin`].
pub async fn prove(
    State(state): State<AppState>,
    CoarseNetwork(network): CoarseNetwork,
    asked: Parts,
    Acting { session: active, .. }: Acting,
) -> Result<Response, ServerError> {
    let purpose = Purpose::Proof(active.key);
    let current = CurrentSession::SignedIn(Arc::clone(&active));
    if let Some(answer) = kept::resume(&state, &asked.headers, &network, &current, purpose).await? {
        return Ok(answer);
    }
    let authorization = state.oauth.authorize(oauth::Purpose::Proof, None);
    let departure = Departure {
        owner: flow::Owner::Viewer(active.github_id),
        return_to: ReturnTo::parse("/prove"),
        purpose,
        authorization,
    };
    depart(&state, asked, departure).await
}

/// The same way once more, for a pair with the configured scopes, and `read:org` where `organizations` are wanted.
///
/// # Errors
///
/// As [`begin`].
pub(in crate::server) async fn ask_for_scopes(
    state: &AppState,
    asked: Parts,
    network: &str,
    active: &Arc<ActiveSession>,
    organizations: bool,
) -> Result<Response, ServerError> {
    let purpose = Purpose::Scopes { session: active.key, organizations };
    let current = CurrentSession::SignedIn(Arc::clone(active));
    if let Some(answer) = kept::resume(state, &asked.headers, network, &current, purpose).await? {
        return Ok(answer);
    }
    let authorization = state.oauth.authorize(oauth::Purpose::Proof, organizations.then_some(ORGANIZATIONS));
    let departure = Departure {
        owner: flow::Owner::Viewer(active.github_id),
        return_to: ReturnTo::parse("/settings"),
        purpose,
        authorization,
    };
    depart(state, asked, departure).await
}

/// A way to GitHub that is about to begin.
struct Departure {
    owner: flow::Owner,
    return_to: ReturnTo,
    purpose: Purpose,
    authorization: Authorization,
}

async fn depart(state: &AppState, asked: Parts, departure: Departure) -> Result<Response, ServerError> {
    let Departure { owner, return_to, purpose, authorization } = departure;
    let Authorization { address, challenge } = authorization;
    let url = &state.config.public_url;
    let id = flow::id_of(&challenge.state);
    let now = state.clock.now();
    let cookie = FlowCookie::new(id.clone(), now);
    let surplus = FlowCookie::surplus(&asked.headers, url);
    flow::forget(&state.db, &surplus).await?;
    let new = NewFlow {
        id: &id,
        browser_hash: cookie.hash(),
        issuer: state.oauth.issuer(),
        owner: &owner,
        return_to: &return_to,
        purpose: &purpose,
        challenge: &challenge,
    };
    flow::insert(&state.db, &state.config.keyring, new, now, state.config.most_flows).await?;
    let mut asked = Request::from_parts(asked, Body::empty());
    // The page is shown for a moment, and to whom makes no difference.
    asked.extensions_mut().remove::<CurrentSession>();
    let mut response = state.front.departure.render(state.clone(), asked, address).await;
    let removed = surplus.iter().filter_map(|cookie| FlowCookie::remove(url, cookie.id()));
    for header in removed.chain(cookie.set(url)) {
        response.headers_mut().append(SET_COOKIE, header);
    }
    Ok(response)
}
