//! `/login/oauth/authorize`: the request, the person's decision, and the way back.

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::callback::{self, CallbackError};
use super::code::CodeFacts;
use super::{consent_page, identity_provider, pkce, scopes};
use crate::CLIENT_ID;
use crate::params::Params;
use crate::state::{AppState, Shared};
use crate::web::error_page;
use crate::world::World;

/// A request that may be put to the user.
pub(super) struct AuthorizationRequest {
    pub(super) redirect_uri: String,
    pub(super) state: Option<String>,
    /// As asked for; the grant may be another.
    pub(super) scopes: Vec<String>,
    pub(super) challenge: Option<String>,
    /// The account the application suggests.
    pub(super) login: Option<String>,
}

/// A request that ends before the user is asked.
pub(super) enum Refusal {
    UnknownClient,
    Mismatch { registered: String, state: Option<String> },
    Challenge(&'static str),
}

impl AuthorizationRequest {
    fn read(params: &Params, callbacks: &[String]) -> Result<Self, Refusal> {
        if params.get("client_id") != Some(CLIENT_ID) {
            return Err(Refusal::UnknownClient);
        }
        let state = params.get("state").map(str::to_owned);
        let registered = callbacks.first().cloned().unwrap_or_default();
        let redirect_uri = match params.get("redirect_uri") {
            None => registered,
            Some(sent) if callbacks.iter().any(|known| callback::matches(known, sent)) => sent.to_owned(),
            Some(_) => return Err(Refusal::Mismatch { registered, state }),
        };
        Ok(Self {
            redirect_uri,
            state,
            scopes: scopes::parse(params.get("scope").unwrap_or_default()),
            challenge: pkce::challenge(params).map_err(Refusal::Challenge)?,
            login: params.get("login").map(str::to_owned),
        })
    }
}

impl Refusal {
    fn answer(self, shared: &Shared) -> Response {
        match self {
            Self::UnknownClient => error_page(StatusCode::NOT_FOUND, "No application has this client_id."),
            Self::Challenge(reason) => error_page(StatusCode::BAD_REQUEST, reason),
            Self::Mismatch { registered, state } => {
                let issuers = callback::issuers(shared, shared.world().settings.iss);
                let error = CallbackError::RedirectUriMismatch.parameters();
                callback::redirect(&registered, &error, state.as_deref(), &issuers)
            }
        }
    }
}

/// Always the page: GitHub skips it for a user who has agreed before, and a test wants to choose again.
pub(super) async fn show(State(shared): State<AppState>, RawQuery(query): RawQuery) -> Response {
    let params = Params::from_query(query.as_deref());
    if shared.world().settings.identity_provider && !identity_provider::was_passed(&params) {
        return identity_provider::send(&shared.urls, query.as_deref().unwrap_or_default());
    }
    match AuthorizationRequest::read(&params, &shared.callbacks) {
        Ok(request) => consent_page::render(&request, &shared).into_response(),
        Err(refusal) => refusal.answer(&shared),
    }
}

/// The form of the page. Its hidden fields come from a browser, so they are judged again.
pub(super) async fn decide(State(shared): State<AppState>, body: Bytes) -> Response {
    let params = Params::from_form(&body);
    let request = match AuthorizationRequest::read(&params, &shared.callbacks) {
        Ok(request) => request,
        Err(refusal) => return refusal.answer(&shared),
    };
    let mut world = shared.world();
    let issuers = callback::issuers(&shared, world.settings.iss);
    let back = |parameters: &[(&str, &str)]| {
        callback::redirect(&request.redirect_uri, parameters, request.state.as_deref(), &issuers)
    };
    match params.get("decision") {
        Some("cancel") => back(&CallbackError::AccessDenied.parameters()),
        Some("authorize") => match issue_code(&mut world, &request, params.get("account")) {
            Some(code) => back(&[("code", &code)]),
            None => error_page(StatusCode::BAD_REQUEST, "There is no such account."),
        },
        _ => error_page(StatusCode::BAD_REQUEST, "The decision is authorize or cancel."),
    }
}

fn issue_code(world: &mut World, request: &AuthorizationRequest, login: Option<&str>) -> Option<String> {
    let account = world.accounts.by_login(login?)?.id();
    let granted = match &world.settings.grant_scopes {
        Some(fewer) => scopes::parse(fewer),
        None if request.scopes.is_empty() => world.grants.of(account),
        None => request.scopes.clone(),
    };
    let granted = scopes::normalise(granted);
    world.grants.add(account, &granted);
    let facts = CodeFacts {
        account,
        redirect_uri: request.redirect_uri.clone(),
        challenge: request.challenge.clone(),
        scopes: granted,
        offline_access: request.scopes.iter().any(|scope| scope == scopes::OFFLINE_ACCESS),
    };
    let now = world.now();
    Some(world.codes.issue(facts, now, &mut world.random))
}
