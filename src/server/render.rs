//! The thin wrap around `leptos_axum`: everything that would change with its next major version is here.

use std::sync::{Arc, OnceLock};

use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{
        StatusCode,
        header::{ACCEPT, REFERER, RETRY_AFTER},
        uri::Uri,
    },
    response::{IntoResponse, Response},
};
use futures::future::BoxFuture;
use leptos::{config::LeptosOptions, nonce::Nonce, prelude::*};
use leptos_axum::ResponseOptions;

use super::{
    access::{Access, Verdict},
    flash,
    middleware::RequestNonce,
    preferences,
    session::CurrentSession,
    sign_in::{ReturnTo, see_other, to_sign_in},
    state::AppState,
};
use crate::{
    app::{PageAnswer, PageContext, PageFlash},
    model::AppError,
};

/// Renders the application for a page's route.
pub async fn page<V: IntoView + 'static>(
    state: AppState,
    request: Request,
    shell: impl Fn(LeptosOptions) -> V + Clone + Send + Sync + 'static,
) -> Response {
    let (options, config) = (state.leptos.clone(), Arc::clone(&state.config));
    let url = &config.public_url;
    let (verdict, message) = (Arc::new(OnceLock::new()), PageFlash::new(flash::of(request.headers(), url)));
    let provide = context_of(state, &request, Arc::clone(&verdict), message.clone());
    let asked = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let render = leptos_axum::render_app_async_with_context(provide, move || shell(options.clone()));
    let mut page = render(request).await.into_response();
    match verdict.get() {
        None => {
            if message.is_shown() {
                flash::forget(&mut page, url);
            }
            page
        }
        Some(Verdict::AskAgain) => see_other(&asked).unwrap_or_else(IntoResponse::into_response),
        Some(Verdict::SignIn(why)) => {
            to_sign_in(url, *why, Some(&ReturnTo::parse(&asked))).unwrap_or_else(IntoResponse::into_response)
        }
    }
}

/// In bytes. Forms and the arguments of server functions are a few hundred.
pub(super) const LARGEST_BODY: usize = 64 * 1024;

/// Runs a server function over HTTP and gives its errors the status they deserve: leptos answers 500 to all.
pub async fn server_function(State(state): State<AppState>, mut request: Request) -> Response {
    // To `Accept: text/html` leptos would answer by a redirect, to wherever the Referer points.
    request.headers_mut().remove(REFERER);
    request.headers_mut().remove(ACCEPT);
    // leptos would read on, and say 400 of what is too large.
    let (head, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LARGEST_BODY).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let request = Request::from_parts(head, Body::from(body));
    let now = state.clock.now();
    let provide = context_of(state, &request, Arc::default(), PageFlash::default());
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
fn context_of(
    state: AppState,
    request: &Request,
    verdict: Arc<OnceLock<Verdict>>,
    flash: PageFlash,
) -> impl Fn() + Clone + Send + Sync + 'static {
    let extensions = request.extensions();
    let session = extensions.get::<CurrentSession>().and_then(CurrentSession::active).cloned();
    let nonce = extensions.get::<RequestNonce>().cloned();
    let uri: Uri = request.uri().clone();
    let preferences = preferences::of(request.headers());
    move || {
        if let Some(RequestNonce(nonce)) = &nonce {
            provide_context(Nonce::from_value(nonce.clone()));
        }
        let response = use_context::<ResponseOptions>().unwrap_or_default();
        let (github, now) = (&state.config.github, state.clock.now());
        let inside = session.as_ref().filter(|_| uri.path().starts_with("/inside"));
        if let Some(outcome) = inside.and_then(|session| state.outcomes.of(session.key, now)) {
            provide_context(outcome);
        }
        provide_context(PageContext {
            viewer: session.as_ref().map(|session| session.viewer.clone()),
            lineage: session.as_ref().map(|session| session.device.clone()),
            path: uri.path().to_owned(),
            query: uri.query().unwrap_or_default().to_owned(),
            now,
            github_url: github.web_url.clone(),
            scopes: github.scopes.clone(),
            application: state.oauth.application(),
            preferences,
            flash: flash.clone(),
            answer: PageAnswer::new(move |status, retry| {
                if let Ok(status) = StatusCode::from_u16(status) {
                    response.set_status(status);
                }
                if let Some(seconds) = retry {
                    response.insert_header(RETRY_AFTER, seconds.into());
                }
            }),
        });
        provide_context(Access { state: state.clone(), session: session.clone(), verdict: Arc::clone(&verdict) });
    }
}

type Render<T> = dyn Fn(AppState, Request, T) -> BoxFuture<'static, Response> + Send + Sync;

/// What the router hands to those who must not know it.
#[derive(Clone)]
pub struct Front {
    /// A page for a bare status, which says when to ask again (in seconds) where the answer names it.
    pub error_pages: FrontPage<(StatusCode, Option<u64>)>,
    /// The page from which a browser goes on to this address at GitHub.
    pub departure: FrontPage<String>,
}

/// The whole application, in the extensions of every request from outside.
#[derive(Clone)]
pub struct Whole(pub axum::Router);

/// How layers and handlers get a page without knowing the pages: the router hands it to them. `T` is what it is about.
pub struct FrontPage<T>(Arc<Render<T>>);

impl<T> Clone for FrontPage<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> FrontPage<T> {
    pub fn new<F>(render: impl Fn(AppState, Request, T) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Response> + Send + 'static,
    {
        Self(Arc::new(move |state, request, about| Box::pin(render(state, request, about))))
    }

    /// The page about `about`, for whoever sends `request`.
    pub async fn render(&self, state: AppState, request: Request, about: T) -> Response {
        (self.0)(state, request, about).await
    }
}
