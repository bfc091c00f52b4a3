use axum::{
    extract::{Request, State},
    http::{HeaderValue, header::SET_COOKIE},
    middleware::Next,
    response::Response,
};

use crate::server::{config::PublicUrl, session::KeepCookie, state::AppState};

/// Completes the cookie that removes the session, and takes the session's cookie out of answers that must not change it.
///
/// tower-sessions writes the first with name and path alone, and a browser refuses to let such a cookie touch a
/// `__Host-` one. It writes one for every id that was tried, too, also where nothing came of it.
pub async fn complete_removal_cookie(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let url = &state.config.public_url;
    // Our own failure says nothing of the session behind the cookie.
    let keeps = response.status().is_server_error() || response.extensions().get::<KeepCookie>().is_some();
    let headers = response.headers_mut();
    let cookies: Vec<HeaderValue> = headers.get_all(SET_COOKIE).iter().cloned().collect();
    headers.remove(SET_COOKIE);
    for cookie in cookies {
        match change(&cookie, url) {
            Change::OfAnother => headers.append(SET_COOKIE, cookie),
            Change::Set if !keeps => headers.append(SET_COOKIE, cookie),
            Change::Removed if !keeps => headers.append(SET_COOKIE, removal(url)),
            Change::Set | Change::Removed => false,
        };
    }
    response
}

/// What a `Set-Cookie` does to the session's cookie.
enum Change {
    OfAnother,
    Set,
    Removed,
}

fn change(cookie: &HeaderValue, url: &PublicUrl) -> Change {
    let text = cookie.to_str().unwrap_or_default();
    match text.strip_prefix(url.session_cookie()).and_then(|rest| rest.strip_prefix('=')) {
        None => Change::OfAnother,
        Some(value) if value.starts_with(';') => Change::Removed,
        Some(_) => Change::Set,
    }
}

fn removal(url: &PublicUrl) -> HeaderValue {
    HeaderValue::from_static(if url.is_https() {
        "__Host-session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure"
    } else {
        "gatehouse-session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"
    })
}
