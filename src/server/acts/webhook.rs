use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use hmac::{Hmac, Mac};
use secrecy::ExposeSecret;
use serde::Deserialize;
use sha2::Sha256;

use crate::server::{access, security_event::SecurityEvent, session::SessionKey, state::AppState};

/// GitHub signs the body with the secret both know (GitHub "Validating webhook deliveries").
const SIGNATURE: &str = "x-hub-signature-256";
const EVENT: &str = "x-github-event";

/// `github_app_authorization`, as far as we read it.
#[derive(Deserialize)]
struct Authorization {
    sender: Sender,
}

#[derive(Deserialize)]
struct Sender {
    id: i64,
}

const OF_VIEWER: &str = "SELECT id_hash FROM sessions WHERE issuer = $1 AND github_id = $2 AND active = 1";

/// `POST /webhooks/github`: somebody withdrew their authorisation, GitHub says. A hint, no more: the delivery's id is not
/// signed, so any delivery may be an old one sent again. Each of the viewer's tokens is checked at GitHub, and those
/// that are dead end their sessions.
pub async fn webhook(State(state): State<AppState>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let Some(secret) = &state.config.github.webhook_secret else { return StatusCode::NOT_FOUND };
    if !is_signed(secret.expose_secret().as_bytes(), &headers, &body) {
        SecurityEvent::ForgedRequestRefused.record();
        return StatusCode::UNAUTHORIZED;
    }
    if headers.get(EVENT).is_none_or(|event| event != "github_app_authorization") {
        return StatusCode::NO_CONTENT;
    }
    let Ok(Authorization { sender }) = serde_json::from_slice(&body) else { return StatusCode::BAD_REQUEST };
    // GitHub gives up on a delivery after ten seconds, and our checks may take longer.
    state.tasks.spawn(check(state.clone(), sender.id));
    StatusCode::ACCEPTED
}

/// In constant time: `verify_slice` compares every byte.
fn is_signed(secret: &[u8], headers: &HeaderMap, body: &[u8]) -> bool {
    let signature = headers.get(SIGNATURE).and_then(|value| value.to_str().ok()?.strip_prefix("sha256="));
    let Some(signature) = signature.and_then(bytes) else { return false };
    Hmac::<Sha256>::new_from_slice(secret).is_ok_and(|mac| mac.chain_update(body).verify_slice(&signature).is_ok())
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u32>> = hex.chars().map(|digit| digit.to_digit(16)).collect();
    let pairs = digits.filter(|digits| digits.len() == 64)?;
    pairs.chunks(2).map(|pair| u8::try_from(pair[0] * 16 + pair[1]).ok()).collect()
}

async fn check(state: AppState, viewer: i64) {
    let keys: Result<Vec<Vec<u8>>, _> =
        sqlx::query_scalar(OF_VIEWER).bind(state.oauth.issuer()).bind(viewer).fetch_all(state.db.read()).await;
    let keys = keys.unwrap_or_else(|error| {
        tracing::error!(%error, "the database does not answer");
        Vec::new()
    });
    // One after the other: a replayed delivery must not become a burst at GitHub.
    for key in keys.into_iter().filter_map(|bytes| SessionKey::try_from(bytes).ok()) {
        // The next use of the token finds out as well.
        if state.stopping.is_cancelled() {
            return;
        }
        if let Err(error) = access::verify(&state, key).await {
            tracing::info!(session = ?key, %error, "a session's grant was checked after a webhook");
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue};

    use super::{SIGNATURE, is_signed};

    /// The example of GitHub's own documentation.
    const SECRET: &[u8] = b"It's a Secret to Everybody";
    const BODY: &[u8] = b"Hello, World!";
    const SIGNED: &str = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    fn signed_with(signature: &'static str, body: &[u8]) -> bool {
        is_signed(
            SECRET,
            &HeaderMap::from_iter([(SIGNATURE.parse().expect("a name"), HeaderValue::from_static(signature))]),
            body,
        )
    }

    #[test]
    fn only_githubs_own_signature_counts() {
        assert!(signed_with(SIGNED, BODY));
        assert!(!signed_with(SIGNED, b"Hello, World?"));
        assert!(!signed_with("sha256=", BODY));
        assert!(!signed_with(&SIGNED[7..], BODY));
        assert!(!signed_with("sha256=757107", BODY));
        assert!(!is_signed(SECRET, &HeaderMap::new(), BODY));
    }
}
