use axum::{
    extract::{Request, State},
    http::{HeaderValue, header::SET_COOKIE},
    middleware::Next,
    response::Response,
};

use crate::server::{config::PublicUrl, state::AppState};

/// Completes the cookie that removes the session.
///
/// tower-sessions writes it with name and path alone, and a browser refuses to let such a cookie touch a `__Host-` one.
pub async fn complete_removal_cookie(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let url = &state.config.public_url;
    // Our own failure says nothing of the session behind the cookie.
    let failed = response.status().is_server_error();
    let headers = response.headers_mut();
    let cookies: Vec<HeaderValue> = headers.get_all(SET_COOKIE).iter().cloned().collect();
    if cookies.iter().any(|cookie| removes_session(cookie, url)) {
        headers.remove(SET_COOKIE);
        for cookie in cookies {
            if !removes_session(&cookie, url) {
                headers.append(SET_COOKIE, cookie);
            } else if !failed {
                headers.append(SET_COOKIE, removal(url));
            }
        }
    }
    response
}

fn removes_session(cookie: &HeaderValue, url: &PublicUrl) -> bool {
    let text = cookie.to_str().unwrap_or_default();
    text.strip_prefix(url.session_cookie()).is_some_and(|rest| rest.starts_with("=;"))
}

fn removal(url: &PublicUrl) -> HeaderValue {
    HeaderValue::from_static(if url.is_https() {
        "__Host-session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure"
    } else {
        "gatehouse-session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"
    })
}
