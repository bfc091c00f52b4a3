use axum::{
    Extension,
    extract::{Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header::CACHE_CONTROL},
    middleware::Next,
    response::Response,
};
use gatehouse_core::{config::Config, crypto::random_secret};

use crate::web::WebState;

/// The value that lets this answer's own scripts run, and no others.
#[derive(Clone)]
pub struct RequestNonce(pub String);

/// Draws a nonce for the request; pages read it from the extensions, the policy from there, too.
pub async fn nonce(mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(RequestNonce(random_secret()));
    next.run(request).await
}

/// The headers every answer carries: pages, redirects, errors, files.
pub async fn security_headers(
    State(state): State<WebState>,
    Extension(RequestNonce(nonce)): Extension<RequestNonce>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&policy(&state.core.config, state.leptos.reload_port, &nonce)) {
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
    if let Some(hsts) = state.core.config.hsts.header().filter(|_| state.core.config.public_url.is_https()) {
        headers.insert("strict-transport-security", HeaderValue::from_static(hsts));
    }
    response
}

/// No `unsafe-inline`: Leptos' own inline scripts carry the nonce. `wasm-unsafe-eval` lets islands compile their WASM
/// and allows no script text. No form of ours leads anywhere else: the way to GitHub
/// goes through a page (`app::departure_page`), because `form-action` judges every redirect that follows a form.
fn policy(config: &Config, reload_port: u32, nonce: &str) -> String {
    let github = &config.github;
    let reload = format!(" ws://127.0.0.1:{reload_port} ws://localhost:{reload_port}");
    format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' {avatars}; connect-src 'self'{reload}; manifest-src 'self'; base-uri 'none'; \
         form-action 'self'; frame-ancestors 'none'",
        avatars = github.avatar_sources(),
        reload = if config.watched { &reload } else { "" },
    )
}

/// How long files are kept: for good where their name carries a hash of their content, else only after asking again.
pub async fn cache_assets(State(state): State<WebState>, request: Request, next: Next) -> Response {
    let hashed = state.leptos.hash_files && request.uri().path().starts_with("/pkg/");
    let mut response = next.run(request).await;
    let found = matches!(response.status(), StatusCode::OK | StatusCode::NOT_MODIFIED | StatusCode::PARTIAL_CONTENT);
    let policy = match (found, hashed) {
        (true, true) => "public, max-age=31536000, immutable",
        (true, false) => "public, no-cache",
        (false, _) => "no-store",
    };
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(policy));
    response
}

#[cfg(test)]
mod tests {
    use gatehouse_core::config::{Config, Source};
    use rstest::rstest;

    use super::policy;

    const TEST_KEY: &str = "k1:3q2+7wAB/ghJmT0K5cXl9uPy4RQoVnZaMd8eS6tGhCk=";

    fn policy_for(web_url: &str, watch: &str) -> String {
        let source = Source::from([
            ("SESSION_KEYS", TEST_KEY),
            ("GITHUB_CLIENT_ID", "id"),
            ("GITHUB_CLIENT_SECRET", "secret"),
            ("GITHUB_WEB_URL", web_url),
            ("LEPTOS_WATCH", watch),
        ]);
        policy(&Config::load(&source).expect("good"), 3001, "N")
    }

    #[rstest]
    #[case("https://github.com", "https://avatars.githubusercontent.com;")]
    #[case("https://git.example/", "https://git.example https://avatars.git.example;")]
    #[case("http://localhost:4010", "http://localhost:4010;")]
    #[case(
        "https://octocorp.ghe.com",
        "https://octocorp.ghe.com https://*.octocorp.ghe.com https://avatars.githubusercontent.com;"
    )]
    fn images_come_from_the_configured_github_and_forms_go_nowhere_else(#[case] web: &str, #[case] images: &str) {
        let policy = policy_for(web, "");
        assert!(policy.contains(&format!("img-src 'self' {images}")), "{policy}");
        assert!(policy.contains("form-action 'self';"), "{policy}");
        assert!(policy.contains("connect-src 'self';"), "{policy}");
    }

    #[test]
    fn the_reload_socket_is_named_while_cargo_leptos_watches() {
        let policy = policy_for("https://github.com", "true");
        assert!(policy.contains("connect-src 'self' ws://127.0.0.1:3001 ws://localhost:3001;"), "{policy}");
    }
}
