//! What meets every request before the router: the loopback check, the log, and the faults.

use std::convert::Infallible;
use std::fmt;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::Response;
use tower::ServiceExt as _;

use crate::clock::Seconds;
use crate::control;
use crate::faults::{self, FaultKind, Stage};
use crate::oauth;
use crate::rest;
use crate::state::AppState;
use crate::web::{self, error_page};

#[derive(Clone)]
pub(crate) struct Front {
    state: AppState,
    router: Router,
}

/// The answer was made and is not sent: the connection just ends.
#[derive(Debug)]
pub(crate) struct AnswerLost;

impl fmt::Display for AnswerLost {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the answer was lost on purpose")
    }
}

impl std::error::Error for AnswerLost {}

impl Front {
    pub(crate) fn new(state: AppState) -> Self {
        let router = Router::new()
            .merge(web::routes())
            .merge(oauth::routes())
            .merge(rest::routes(&state))
            .nest(control::ROOT, control::routes())
            .with_state(state.clone());
        Self { state, router }
    }

    pub(crate) async fn answer(self, request: Request<Body>) -> Result<Response, AnswerLost> {
        if !names_loopback(request.headers()) {
            let sentence = "This emulator answers to localhost, 127.0.0.1 and [::1] only.";
            return Ok(error_page(StatusCode::MISDIRECTED_REQUEST, sentence));
        }
        if request.uri().path().starts_with(control::ROOT) {
            return Ok(self.route(request).await);
        }
        let (fault, held, now) = {
            let mut world = self.state.world();
            world.requests.record(request.method(), request.uri(), request.headers());
            let (method, path) = (request.method(), request.uri().path());
            (world.faults.strike(method, path), world.faults.held(method, path), world.now())
        };
        let held_back = held.as_ref().filter(|held| held.stage == Stage::After).cloned();
        if let Some(held) = held.filter(|held| held.stage == Stage::Before) {
            held.wait().await;
        }
        let answer = self.decide(request, fault, now).await;
        if let Some(held) = held_back {
            held.wait().await;
        }
        answer
    }

    async fn decide(
        self,
        request: Request<Body>,
        fault: Option<FaultKind>,
        now: Seconds,
    ) -> Result<Response, AnswerLost> {
        let Some(fault) = fault else {
            return Ok(self.route(request).await);
        };
        if let Some(answer) = faults::answer(&fault, request.headers(), now) {
            return Ok(self.with_budget(answer, &fault, &request));
        }
        match fault {
            FaultKind::Hang => std::future::pending().await,
            FaultKind::LostAnswer => {
                self.route(request).await;
                Err(AnswerLost)
            }
            FaultKind::Delay { millis } => {
                tokio::time::sleep(Duration::from_millis(millis)).await;
                Ok(self.route(request).await)
            }
            FaultKind::Patch(patch) => Ok(faults::patch(self.route(request).await, &patch).await),
            FaultKind::Closed { node } => Ok(faults::close(self.route(request).await, &node).await),
            _ => Ok(self.route(request).await),
        }
    }

    /// The API counts on its bad days too; the machines before it, whose errors are pages, do not.
    fn with_budget(&self, answer: Response, fault: &FaultKind, request: &Request<Body>) -> Response {
        let path = request.uri().path();
        if matches!(fault, FaultKind::Html { .. }) || !path.starts_with("/api/") {
            return answer;
        }
        rest::say_budget(answer, &self.state, path, request.headers())
    }

    async fn route(self, request: Request<Body>) -> Response {
        self.router.oneshot(request).await.unwrap_or_else(|never: Infallible| match never {})
    }
}

/// A page elsewhere that points its own name at 127.0.0.1 must not read from here (DNS rebinding).
fn names_loopback(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok());
    let name = host.map(|host| match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    });
    matches!(name, Some("localhost" | "127.0.0.1" | "[::1]"))
}
