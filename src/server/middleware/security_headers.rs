use axum::{
    Extension,
    extract::{Request, State},
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};

use super::RequestNonce;
use crate::server::state::AppState;

/// Two years, as the preload lists ask.
const HSTS: &str = "max-age=63072000; includeSubDomains";

/// The headers every answer carries: pages, redirects, errors, files.
pub async fn security_headers(
    State(state): State<AppState>,
    Extension(RequestNonce(nonce)): Extension<RequestNonce>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&policy(&state, &nonce)) {
        headers.insert("content-security-policy", policy);
    }
    let fixed = [
        ("x-content-type-options", "nosniff"),
        // Nothing in our addresses is for GitHub's logs, or anybody's. Not `no-referrer`: under it our own forms would
        // say `Origin: null`, and a browser without `Sec-Fetch-Site` could not sign in.
        ("referrer-policy", "same-origin"),
        ("x-frame-options", "DENY"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ];
    for (name, value) in fixed {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if state.config.public_url.is_https() {
        headers.insert("strict-transport-security", HeaderValue::from_static(HSTS));
    }
    response
}

/// No `unsafe-inline`: Leptos' own inline scripts carry the nonce. `wasm-unsafe-eval` lets islands compile their WASM
/// and allows no script text. `form-action` names GitHub, or Chromium blocks the redirect that answers the sign-in form.
fn policy(state: &AppState, nonce: &str) -> String {
    let github = &state.config.github;
    let reload = state.leptos.reload_port;
    let watch =
        if state.config.watched { format!(" ws://127.0.0.1:{reload} ws://localhost:{reload}") } else { String::new() };
    format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' {avatars}; connect-src 'self'{watch}; manifest-src 'self'; base-uri 'none'; \
         form-action 'self' {web}; frame-ancestors 'none'",
        avatars = github.avatar_sources(),
        web = github.web_origin(),
    )
}
