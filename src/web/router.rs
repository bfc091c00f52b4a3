//! Every route and every layer, in the order a request meets them. The only module that knows the pages.

use any_spawner::Executor;
use axum::{
    Extension, Router,
    extract::{DefaultBodyLimit, Request, State},
    http::StatusCode,
    middleware::{from_fn, from_fn_with_state},
    response::{Redirect, Response},
    routing::{MethodRouter, any_service, get, post},
};
use gatehouse_core::{middleware as core_layer, ops, sign_in, telemetry};
use tower::ServiceBuilder;
use tower_http::{
    CompressionLevel, catch_panic::CatchPanicLayer, compression::CompressionLayer, services::ServeDir,
    timeout::TimeoutLayer,
};

use super::{
    WebState,
    actions::{self, FullRouter},
    middleware::{self as layer, caught_panic},
    preferences::set_preferences,
    render::{self, LARGEST_BODY},
};
use crate::app::PAGES;

/// What is made for one person is packed as they wait: by zstd, or by gzip for browsers without it, which takes three times as
/// long. Brotli takes ten times as long as zstd for 4 of 100 bytes less.
const PACKED: CompressionLevel = CompressionLevel::Precise(3);

/// The paths of all pages, as axum matches them.
pub fn page_paths() -> Vec<String> {
    PAGES.iter().map(|page| page.path.to_owned()).collect()
}

/// The whole application. A request that comes from within (`actions::attempt`) finds it in the extensions of the one that
/// caused it.
pub fn router(state: WebState) -> Router {
    // `leptos_axum` would, if it were asked for its list of routes. A second time it is there already.
    let _ = Executor::init_tokio();
    let full = routes(state);
    full.clone().layer(Extension(FullRouter(full)))
}

fn routes(state: WebState) -> Router {
    let pages = PAGES.iter().fold(Router::new(), |router, table| router.route(table.path, get(page).head(head)));
    let sign_in_rate = from_fn_with_state(state.core.clone(), core_layer::rate_limit_sign_in);
    let routes = pages
        .route("/auth/github", post(actions::begin).layer(sign_in_rate.clone()))
        .route("/auth/github/callback", get(sign_in::callback).head(head))
        .route("/auth/reauthenticate", post(actions::reauthenticate).layer(sign_in_rate.clone()))
        .route("/auth/sign-out", post(sign_in::sign_out))
        .route("/auth/status", get(sign_in::status))
        .route("/devices/end", post(actions::end_device))
        .route("/devices/end-others", post(actions::end_others))
        .route("/devices/end-all", post(actions::end_all))
        .route("/inside/try", post(actions::attempt))
        // The address of before; links to it are in histories.
        .route("/prove", get(async || Redirect::permanent("/reauthenticate")).head(head))
        .route("/refresh", post(actions::refresh))
        .route("/repositories.csv", get(actions::repositories_csv).head(head))
        .route("/repositories.json", get(actions::repositories_json).head(head))
        .route("/settings/preferences", post(set_preferences))
        .route("/settings/scopes", post(actions::scopes).layer(sign_in_rate.clone()))
        .route("/settings/disconnect", post(actions::disconnect))
        .route("/settings/export.json", get(actions::export).head(head))
        .route("/settings/delete-data", post(actions::delete_data))
        .route("/api/{*function}", post(render::server_function))
        .route_layer(from_fn_with_state(state.clone(), layer::guard))
        .route_layer(from_fn(telemetry::record_route));
    let routes = with_session(routes, &state)
        .route("/healthz", get(ops::alive))
        .route("/readyz", get(ops::ready))
        .route("/webhooks/github", post(actions::webhook))
        .fallback_service(files(&state));
    at_the_edge(routes, state)
}

/// The layers every request meets first, around `routes`.
pub fn at_the_edge(routes: Router<WebState>, state: WebState) -> Router {
    let longest = state.core.config.longest_request;
    let layers = ServiceBuilder::new()
        .layer(from_fn(telemetry::trace))
        .layer(from_fn(layer::nonce))
        .layer(from_fn_with_state(state.clone(), layer::security_headers))
        .layer(from_fn_with_state(state.core.clone(), core_layer::canonical_host))
        .layer(from_fn_with_state(state.clone(), layer::error_pages))
        .layer(CatchPanicLayer::custom(caught_panic))
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, longest))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(from_fn_with_state(state.core.clone(), core_layer::same_origin));
    routes.layer(layers).with_state(state)
}

/// The layers of everything that depends on who asks.
fn with_session(router: Router<WebState>, state: &WebState) -> Router<WebState> {
    router.layer(
        ServiceBuilder::new()
            .layer(CompressionLayer::new().quality(PACKED))
            .layer(from_fn(core_layer::no_store))
            .layer(from_fn(core_layer::speculative))
            .layer(from_fn_with_state(state.core.clone(), core_layer::current_session)),
    )
}

/// What lies in the site folder, and "not found" for the rest. A file that is there costs no look at the session.
fn files(state: &WebState) -> MethodRouter {
    let missing = with_session(Router::new().fallback(not_found), state).with_state(state.clone());
    let folder = ServeDir::new(&*state.leptos.site_root)
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip()
        .call_fallback_on_method_not_allowed(true)
        .fallback(any_service(missing));
    any_service(folder).layer(from_fn_with_state(state.clone(), layer::cache_assets)).with_state(())
}

/// HEAD finds out whether something is there and does nothing of it: no page is rendered for it, no code exchanged, GitHub
/// is not asked (RFC 9110 section 9.3.2 lets an answer go without what only the content would tell).
async fn head() -> StatusCode {
    StatusCode::OK
}

async fn page(State(state): State<WebState>, request: Request) -> Response {
    render::page(state, request).await
}

/// The end of every path that no route and no file answers. It never renders the application: leptos' own router would
/// match spellings that the guard has not seen.
async fn not_found() -> StatusCode {
    StatusCode::NOT_FOUND
}
