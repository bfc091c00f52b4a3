//! The thin wrap around `leptos_axum`: everything that would change with its next major version is here.

use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{
        StatusCode,
        header::{ACCEPT, REFERER, RETRY_AFTER},
    },
    response::{IntoResponse, Response},
};
use gatehouse_core::{
    access::SignedIn,
    cookies,
    flow::ReturnTo,
    session::CurrentSession,
    sign_in::{see_other, to_sign_in},
};
use gatehouse_model::{AppError, SessionVerdict};
use leptos::{config::LeptosOptions, nonce::Nonce, prelude::*};

use super::{WebState, middleware::RequestNonce, preferences};
use crate::app::{self, ErrorPage, PageContext, shell};
use crate::web::state::RequestViewer;

/// Renders a page of the application.
pub async fn page(state: WebState, request: Request) -> Response {
    document(state, request, shell).await
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
    document(state, request, move |options| app::error_page(options, kind, status.as_u16())).await
}

/// The page from which the browser goes on to `address` at GitHub.
pub async fn departure_page(state: WebState, request: Request, address: String) -> Response {
    document(state, request, move |options| app::departure_page(options, address.clone())).await
}

async fn document<V: IntoView + 'static>(
    state: WebState,
    request: Request,
    shell: impl Fn(LeptosOptions) -> V + Clone + Send + Sync + 'static,
) -> Response {
    let (options, core) = (LeptosOptions::clone(&state.leptos), state.core.clone());
    let asked = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let (context, provide) = context_of(&state, &request);
    let render = leptos_axum::render_app_async_with_context(provide, move || shell(options.clone()));
    let mut page = render(request).await.into_response();
    let outcome = context.outcome();
    match outcome.session {
        Some(SessionVerdict::Reload) => return see_other(&asked).unwrap_or_else(IntoResponse::into_response),
        Some(SessionVerdict::SignIn(reason)) => {
            let return_to = ReturnTo::parse(&core.pages, &asked);
            return to_sign_in(&core, reason, Some(&return_to)).unwrap_or_else(IntoResponse::into_response);
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
    page
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
    let (_, provide) = context_of(&state, &request);
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

/// What pages and server functions find in their context, and how it gets there.
fn context_of(state: &WebState, request: &Request) -> (PageContext, impl Fn() + Clone + Send + Sync + 'static) {
    let (core, extensions, uri) = (&state.core, request.extensions(), request.uri());
    let session = extensions.get::<CurrentSession>().and_then(CurrentSession::active).cloned();
    let nonce = extensions.get::<RequestNonce>().cloned();
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
    let page = context.clone();
    let provide = move || {
        if let Some(RequestNonce(nonce)) = &nonce {
            provide_context(Nonce::from_value(nonce.clone()));
        }
        if let Some(attempt) = attempt {
            provide_context(attempt);
        }
        provide_context(page.clone());
        provide_context(viewer.clone());
    };
    (context, provide)
}
