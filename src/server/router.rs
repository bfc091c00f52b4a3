//! Every route and every layer, in the order a request meets them. The only module that knows the pages.

use std::sync::LazyLock;

use axum::{
    Extension, Router,
    extract::{DefaultBodyLimit, Request, State},
    http::StatusCode,
    middleware::{from_fn, from_fn_with_state},
    response::Response,
    routing::{MethodRouter, any_service, get, post},
};
use leptos_axum::{AxumRouteListing, generate_route_list};
use tower::ServiceBuilder;
use tower_http::{
    CompressionLevel, catch_panic::CatchPanicLayer, compression::CompressionLayer, services::ServeDir,
    timeout::TimeoutLayer,
};

use super::{
    acts,
    middleware::{self as layer, caught_panic},
    ops, render,
    render::{Front, FrontPage, LARGEST_BODY, Whole},
    sign_in,
    state::AppState,
    telemetry,
};
use crate::app::{App, ErrorPage, departure_page, error_page, shell};

/// What is made for one person is packed as they wait. One level above the default: 3 of 100 bytes less in the largest pages.
const PACKED: CompressionLevel = CompressionLevel::Precise(5);

/// Listed once a process: listing sets a process-wide switch under which a page being rendered would hang.
static PAGES: LazyLock<Vec<AxumRouteListing>> = LazyLock::new(|| generate_route_list(App));

/// What [`AppState`] carries of this module, so that no other names the router and the pages.
pub fn front() -> Front {
    Front { error_pages: FrontPage::new(error_document), departure: FrontPage::new(departure_document) }
}

/// The paths of all pages, as axum matches them.
pub fn page_paths() -> Vec<String> {
    PAGES.iter().map(|page| page.path().to_owned()).collect()
}

/// The whole application. A request that comes from within (`acts::attempt`) finds it in the extensions of the one that
/// caused it.
pub fn router(state: AppState) -> Router {
    let whole = routes(state);
    whole.clone().layer(Extension(Whole(whole)))
}

fn routes(state: AppState) -> Router {
    let pages = PAGES.iter().fold(Router::new(), |router, listed| router.route(listed.path(), get(page).head(head)));
    let sign_in_rate = from_fn_with_state(state.clone(), layer::rate_limit_sign_in);
    let routes = pages
        .route("/auth/github", post(sign_in::begin).layer(sign_in_rate.clone()))
        .route("/auth/github/callback", get(sign_in::callback).head(head))
        .route("/auth/prove", post(sign_in::prove).layer(sign_in_rate.clone()))
        .route("/auth/sign-out", post(sign_in::sign_out))
        .route("/auth/status", get(sign_in::status))
        .route("/devices/end", post(acts::end_device))
        .route("/devices/end-others", post(acts::end_others))
        .route("/devices/end-all", post(acts::end_all))
        .route("/inside/try", post(acts::attempt))
        .route("/refresh", post(acts::refresh))
        .route("/repositories.csv", get(acts::repositories_csv).head(head))
        .route("/repositories.json", get(acts::repositories_json).head(head))
        .route("/settings/preferences", post(acts::preferences))
        .route("/settings/scopes", post(acts::scopes).layer(sign_in_rate.clone()))
        .route("/settings/disconnect", post(acts::disconnect))
        .route("/settings/export.json", get(acts::export).head(head))
        .route("/settings/delete-data", post(acts::delete_data))
        .route("/api/{*function}", post(render::server_function))
        .route_layer(from_fn_with_state(state.clone(), layer::guard))
        .route_layer(from_fn(telemetry::note_route));
    let routes = with_session(routes, &state)
        .route("/healthz", get(ops::alive))
        .route("/readyz", get(ops::ready))
        .route("/webhooks/github", post(acts::webhook))
        .fallback_service(files(&state));
    at_the_edge(routes, state)
}

/// The layers every request meets first, around `routes`.
pub fn at_the_edge(routes: Router<AppState>, state: AppState) -> Router {
    let longest = state.config.longest_request;
    let layers = ServiceBuilder::new()
        .layer(from_fn(telemetry::trace))
        .layer(from_fn(layer::nonce))
        .layer(from_fn_with_state(state.clone(), layer::security_headers))
        .layer(from_fn_with_state(state.clone(), layer::canonical_host))
        .layer(from_fn_with_state(state.clone(), layer::error_pages))
        .layer(CatchPanicLayer::custom(caught_panic))
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, longest))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(from_fn_with_state(state.clone(), layer::same_origin));
    routes.layer(layers).with_state(state)
}

/// The layers of everything that depends on who asks.
fn with_session(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    router.layer(
        ServiceBuilder::new()
            .layer(CompressionLayer::new().quality(PACKED))
            .layer(from_fn(layer::no_store))
            .layer(from_fn(layer::speculative))
            .layer(from_fn_with_state(state.clone(), layer::current_session)),
    )
}

/// What lies in the site folder, and "not found" for the rest. A file that is there costs no look at the session.
fn files(state: &AppState) -> MethodRouter {
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

async fn page(State(state): State<AppState>, request: Request) -> Response {
    render::page(state, request, shell).await
}

/// The end of every path that no route and no file answers. It never renders the application: leptos' own router would
/// match spellings that the guard has not seen.
async fn not_found() -> StatusCode {
    StatusCode::NOT_FOUND
}

async fn departure_document(state: AppState, request: Request, address: String) -> Response {
    render::page(state, request, move |options| departure_page(options, address.clone())).await
}

async fn error_document(state: AppState, request: Request, (status, retry): (StatusCode, Option<u64>)) -> Response {
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
    render::page(state, request, move |options| error_page(options, kind, status.as_u16())).await
}
