//! The thin wrap around `leptos_axum`: everything that would change with its next major version is here.

use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{
        StatusCode,
        header::{ACCEPT, REFERER, RETRY_AFTER},
    },
    response::{Html, IntoResponse, Response},
};
use gatehouse_core::{
    access::SignedIn,
    cookies,
    crypto::random_secret,
    flow::ReturnTo,
    session::CurrentSession,
    sign_in::{see_other, to_sign_in},
};
use gatehouse_model::{AppError, AttemptOutcome, SessionVerdict};
use leptos::{config::LeptosOptions, nonce::Nonce, prelude::*};

use super::{WebState, middleware::RequestNonce, preferences};
use crate::{
    app::{self, ErrorPage, Hole, PageContext, Template, path_and_query, render_in, shell},
    web::{
        kept_pages::{Ingredients, PageKey},
        state::RequestViewer,
    },
};

/// A page of the application: as it was rendered before, if it would be the same now.
pub async fn page(state: WebState, request: Request) -> Response {
    let visit = Visit::new(&state, &request);
    let Some((key, viewer)) = visit.key().zip(visit.viewer.0.clone()) else {
        return document(&state, request, visit, shell).await.0;
    };
    let (language, now) = (visit.context.preferences.language, visit.context.now);
    if let Some(kept) = state.kept_pages.get(&state.core, &key, &viewer).await {
        return Html(kept.template.fill(language, now, &visit.nonce)).into_response();
    }
    let ingredients = Ingredients::before(&state.core, viewer.session());
    let context = visit.context.clone();
    let (response, template) = document(&state, request, visit, shell).await;
    if let Some(template) = template.filter(|_| response.status() == StatusCode::OK) {
        state.kept_pages.put(&state.core, &key, template, viewer.observed(), ingredients, context.outcome());
    }
    response
}

/// The page for a bare status, which says when to ask again (in seconds) where the answer names it.
pub async fn error_page(state: WebState, request: Request, status: StatusCode, retry: Option<u64>) -> Response {
    let kind = match status {
        StatusCode::NOT_FOUND => ErrorPage::NotFound,
        StatusCode::FORBIDDEN => ErrorPage::Forbidden,
        StatusCode::CONFLICT => ErrorPage::AnotherViewer,
        StatusCode::METHOD_NOT_ALLOWED => ErrorPage::MethodNotAllowed,
        StatusCode::PAYLOAD_TOO_LARGE => ErrorPage::TooLarge,
        StatusCode::TOO_MANY_REQUESTS => ErrorPage::TooManyRequests { retry: retry.unwrap_or(60) },
        StatusCode::GATEWAY_TIMEOUT => ErrorPage::Timeout,
        StatusCode::SERVICE_UNAVAILABLE => ErrorPage::Busy { retry: retry.unwrap_or(5) },
        status if status.is_client_error() => ErrorPage::BadRequest,
        _ => ErrorPage::Internal,
    };
    let visit = Visit::new(&state, &request);
    document(&state, request, visit, move |options| app::error_page(options, kind, status.as_u16())).await.0
}

/// The page from which the browser goes on to `address` at GitHub.
pub async fn departure_page(state: WebState, request: Request, address: String) -> Response {
    let visit = Visit::new(&state, &request);
    document(&state, request, visit, move |options| app::departure_page(options, address.clone())).await.0
}

/// The response, and what can be kept of it.
async fn document<V: IntoView + 'static>(
    state: &WebState,
    request: Request,
    mut visit: Visit,
    shell: impl Fn(LeptosOptions) -> V + Clone + Send + Sync + 'static,
) -> (Response, Option<Template>) {
    let (options, core) = (LeptosOptions::clone(&state.leptos), &state.core);
    let asked = address(&request).to_owned();
    visit.context.mark = random_secret();
    let (context, nonce) = (visit.context.clone(), visit.nonce.clone());
    let language = context.preferences.language;
    let render = leptos_axum::render_app_async_with_context(visit.provide(), move || shell(options.clone()));
    let rendering = async {
        let (head, body) = render(request).await.into_response().into_parts();
        (head, to_bytes(body, usize::MAX).await)
    };
    let (head, Ok(body)) = render_in(language, rendering).await else {
        return (StatusCode::INTERNAL_SERVER_ERROR.into_response(), None);
    };
    let template = Template::new(&String::from_utf8_lossy(&body), &context.mark);
    let mut page = Response::from_parts(head, Body::from(template.fill(language, core.clock.now(), &nonce)));
    let outcome = context.outcome();
    match outcome.session {
        Some(SessionVerdict::Reload) => {
            return (see_other(&asked).unwrap_or_else(IntoResponse::into_response), None);
        }
        Some(SessionVerdict::SignIn(reason)) => {
            let return_to = ReturnTo::parse(&core.pages, &asked);
            let response = to_sign_in(core, reason, Some(&return_to));
            return (response.unwrap_or_else(IntoResponse::into_response), None);
        }
        None => {}
    }
    if let Some(status) = outcome.status.and_then(|status| StatusCode::from_u16(status).ok()) {
        *page.status_mut() = status;
    }
    if let Some(seconds) = outcome.retry_after {
        page.headers_mut().insert(RETRY_AFTER, seconds.into());
    }
    if outcome.flash_shown {
        cookies::clear_flash(&mut page, &core.config.public_url);
    }
    (page, Some(template))
}

/// Path and query.
fn address(request: &Request) -> &str {
    request.uri().path_and_query().map_or("/", |path| path.as_str())
}

/// In bytes. Forms and the arguments of server functions are a few hundred.
pub(super) const LARGEST_BODY: usize = 64 * 1024;

/// Runs a server function over HTTP and gives its errors the status they deserve: leptos answers 500 to all.
pub async fn server_function(State(state): State<WebState>, mut request: Request) -> Response {
    // To `Accept: text/html` leptos would answer by a redirect, to wherever the Referer points.
    request.headers_mut().remove(REFERER);
    request.headers_mut().remove(ACCEPT);
    // leptos would read on, and say 400 of what is too large.
    let (head, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LARGEST_BODY).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let request = Request::from_parts(head, Body::from(body));
    let now = state.core.clock.now();
    let provide = Visit::new(&state, &request).provide();
    let response = leptos_axum::handle_server_fns_with_context(provide, request).await.into_response();
    if response.status() == StatusCode::BAD_REQUEST {
        return StatusCode::NOT_FOUND.into_response();
    }
    if response.status() != StatusCode::INTERNAL_SERVER_ERROR {
        return response;
    }
    let (mut head, body) = response.into_parts();
    let body = to_bytes(body, 4_096).await.unwrap_or_default();
    let error = serde_json::from_slice::<AppError>(&body).unwrap_or(AppError::Internal);
    head.status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if let Some(seconds) = error.retry_after(now) {
        head.headers.insert(RETRY_AFTER, seconds.into());
    }
    Response::from_parts(head, Body::from(body))
}

/// What pages and server functions find in their context.
struct Visit {
    context: PageContext,
    viewer: RequestViewer,
    attempt: Option<AttemptOutcome>,
    nonce: String,
}

impl Visit {
    fn new(state: &WebState, request: &Request) -> Self {
        let (core, extensions, uri) = (&state.core, request.extensions(), request.uri());
        let session = extensions.get::<CurrentSession>().and_then(CurrentSession::active).cloned();
        let (github, now) = (&core.config.github, core.clock.now());
        let inside = session.as_ref().filter(|_| uri.path().starts_with("/inside"));
        let attempt = inside.and_then(|session| state.attempts.of(session.key, now));
        let context = PageContext {
            viewer: session.as_ref().map(|session| session.viewer.clone()),
            lineage: session.as_ref().map(|session| session.device.clone()),
            path: uri.path().to_owned(),
            query: uri.query().unwrap_or_default().to_owned(),
            now,
            github_url: github.web_url.clone(),
            scopes: github.scopes.clone(),
            application: core.oauth.application(),
            preferences: preferences::from_headers(request.headers()),
            flash: cookies::flash(request.headers(), &core.config.public_url),
            ..PageContext::default()
        };
        let viewer = RequestViewer(session.map(|session| SignedIn::new(core.clone(), session)));
        let nonce = extensions.get::<RequestNonce>().map(|RequestNonce(nonce)| nonce.clone()).unwrap_or_default();
        Self { context, viewer, attempt, nonce }
    }

    /// Under which the page may be kept. A message and the report of an attempt are shown once.
    fn key(&self) -> Option<PageKey> {
        let PageContext { path, query, preferences, flash, .. } = &self.context;
        let viewer = self.viewer.0.as_ref().filter(|_| flash.is_none() && self.attempt.is_none())?;
        Some(PageKey::new(viewer.session(), &path_and_query(path, query), *preferences))
    }

    fn provide(self) -> impl Fn() + Clone + Send + Sync + 'static {
        let Self { context, viewer, attempt, .. } = self;
        move || {
            provide_context(Nonce::from_value(Hole::Nonce.mark_with(&context.mark)));
            if let Some(attempt) = attempt {
                provide_context(attempt);
            }
            provide_context(context.clone());
            provide_context(viewer.clone());
        }
    }
}
