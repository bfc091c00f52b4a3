use axum::{
    body::Body,
    extract::{Request, State},
    http::{
        HeaderValue, Method, StatusCode,
        header::{
            ACCEPT, ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, RETRY_AFTER,
        },
    },
    middleware::Next,
    response::Response,
};
use gatehouse_core::{error::panic_text, session::CurrentSession};

use crate::web::{WebState, render};

/// Gives every bare refusal a page: layers and handlers answer with a status, and a person gets a sentence and a way on.
///
/// Only navigations are answered so; a script that asked for something else keeps the bare status.
pub async fn error_pages(State(state): State<WebState>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let wants_page =
        headers.get(ACCEPT).and_then(|accept| accept.to_str().ok()).is_some_and(|a| a.contains("text/html"));
    let mut page_request = Request::new(Body::empty());
    // The page speaks the person's language.
    for name in [COOKIE, ACCEPT_LANGUAGE] {
        for value in headers.get_all(&name) {
            page_request.headers_mut().append(&name, value.clone());
        }
    }
    *page_request.uri_mut() = request.uri().clone();
    *page_request.extensions_mut() = request.extensions().clone();
    let is_head = *request.method() == Method::HEAD;

    let response = next.run(request).await;
    let status = response.status();
    let bare = response.headers().get(CONTENT_TYPE).is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    if !bare || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let (mut head, _) = response.into_parts();
    head.headers.remove(CONTENT_TYPE);
    head.headers.remove(CONTENT_LENGTH);
    head.headers.remove(CONTENT_ENCODING);
    head.headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if !wants_page || is_head {
        return Response::from_parts(head, Body::empty());
    }
    if let Some(current) = head.extensions.get::<CurrentSession>() {
        page_request.extensions_mut().insert(current.clone());
    }
    let retry =
        head.headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok()).and_then(|value| value.parse().ok());
    let (page, body) = render::error_page(state, page_request, status, retry).await.into_parts();
    if let Some(kind) = page.headers.get(CONTENT_TYPE) {
        head.headers.insert(CONTENT_TYPE, kind.clone());
    }
    Response::from_parts(head, body)
}

/// Turns a panic into a bare 500, for this layer to give a page.
#[expect(clippy::needless_pass_by_value, reason = "the signature tower-http asks for")]
pub fn caught_panic(panic: Box<dyn std::any::Any + Send>) -> Response {
    tracing::error!(panic = panic_text(&*panic), "a request's handler panicked");
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response
}
