use std::sync::Arc;

use axum::{
    Extension,
    extract::FromRequestParts,
    http::{StatusCode, request::Parts},
};

use crate::session::{ActiveSession, CurrentSession};

/// Who acts. The guard lets nobody else through; a route it does not stand before refuses by itself.
pub struct CurrentViewer(pub Arc<ActiveSession>);

impl<S: Send + Sync> FromRequestParts<S> for CurrentViewer {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, StatusCode> {
        let Extension(current) = Extension::<CurrentSession>::from_request_parts(parts, state)
            .await
            .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
        current.active().cloned().map(Self).ok_or(StatusCode::UNAUTHORIZED)
    }
}
