use axum::{
    extract::Request,
    http::{HeaderMap, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// Browsers load pages ahead of a click, and may throw the answer away: a sign-in would be spent on it, a download noted
/// that never happened. Such a load gets nothing that depends on who asks; the navigation that may follow does.
///
/// 503 is what makes a browser drop the load and ask again (Chrome for Developers, "Prerender pages"). `Sec-Purpose` is
/// the Fetch standard's header; `Purpose` and `X-Moz` are what came before it.
pub async fn speculative(request: Request, next: Next) -> Response {
    if is_speculative(request.headers()) {
        StatusCode::SERVICE_UNAVAILABLE.into_response()
    } else {
        next.run(request).await
    }
}

fn is_speculative(headers: &HeaderMap) -> bool {
    ["sec-purpose", "purpose", "x-moz"].iter().flat_map(|name| headers.get_all(*name)).any(|purpose| {
        let purpose = purpose.as_bytes().to_ascii_lowercase();
        [b"prefetch".as_slice(), b"prerender"].iter().any(|kind| purpose.windows(kind.len()).any(|part| part == *kind))
    })
}
