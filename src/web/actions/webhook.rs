use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode, header::CONTENT_TYPE},
};
use futures::StreamExt;
use gatehouse_core::{access, crypto::unhex, db::sessions, state::CoreState, telemetry::SecurityEvent};
use hmac::{Hmac, Mac};
use secrecy::ExposeSecret;
use serde::Deserialize;
use sha2::Sha256;

/// GitHub signs the body with the secret both know (GitHub "Validating webhook deliveries").
const SIGNATURE: &str = "x-hub-signature-256";
const EVENT: &str = "x-github-event";

/// In bytes: GitHub sends no more (GitHub "Webhook events and payloads", payload cap).
const LONGEST: usize = 25 * 1024 * 1024;

/// In bytes: as much is kept of what we read. GitHub's own are a few thousand.
const KEPT: usize = 256 * 1024;

/// `github_app_authorization`, as far as we read it.
#[derive(Deserialize)]
struct Authorization {
    sender: Sender,
}

#[derive(Deserialize)]
struct Sender {
    id: i64,
}

/// `POST /webhooks/github`: somebody withdrew their authorisation, GitHub says. A hint, no more: the delivery's id is not
/// signed, so any delivery may be an old one sent again. Each of the viewer's tokens is checked at GitHub, and those
/// that are dead end their sessions.
///
/// Whatever else GitHub signs is taken, however long: it marks a webhook that answers otherwise as failing. Of that,
/// nothing is kept while its signature is worked out.
pub async fn webhook(State(state): State<CoreState>, headers: HeaderMap, body: Body) -> StatusCode {
    let Some(secret) = &state.config.github.webhook_secret else { return StatusCode::NOT_FOUND };
    // What is not signed at all is not read.
    let Some(signature) = signature(&headers) else { return forged() };
    let Ok(mac) = Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes()) else { return forged() };
    let is_of_use = headers.get(EVENT).is_some_and(|event| event == "github_app_authorization");
    let read = match read(body, mac, if is_of_use { KEPT } else { 0 }).await {
        Ok(read) => read,
        Err(status) => return status,
    };
    // In constant time: `verify_slice` compares every byte.
    if read.mac.verify_slice(&signature).is_err() {
        return forged();
    }
    if !is_of_use {
        return StatusCode::NO_CONTENT;
    }
    if read.length > KEPT {
        return StatusCode::PAYLOAD_TOO_LARGE;
    }
    let Some(Authorization { sender }) = payload(&headers, &read.kept) else { return StatusCode::BAD_REQUEST };
    // GitHub gives up on a delivery after ten seconds, and our checks may take longer.
    state.tasks.spawn(check(state.clone(), sender.id));
    StatusCode::ACCEPTED
}

fn forged() -> StatusCode {
    SecurityEvent::ForgedRequestRefused.record();
    StatusCode::UNAUTHORIZED
}

/// A body that was read to its end.
struct Read {
    mac: Hmac<Sha256>,
    length: usize,
    /// The beginning.
    kept: Vec<u8>,
}

async fn read(body: Body, mut mac: Hmac<Sha256>, most: usize) -> Result<Read, StatusCode> {
    let (mut length, mut kept) = (0, Vec::new());
    let mut pieces = body.into_data_stream();
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| StatusCode::BAD_REQUEST)?;
        length += piece.len();
        if length > LONGEST {
            return Err(StatusCode::PAYLOAD_TOO_LARGE);
        }
        mac.update(&piece);
        if length <= most {
            kept.extend_from_slice(&piece);
        }
    }
    Ok(Read { mac, length, kept })
}

fn signature(headers: &HeaderMap) -> Option<Vec<u8>> {
    let hex = headers.get(SIGNATURE)?.to_str().ok()?.strip_prefix("sha256=")?;
    unhex(hex).filter(|bytes| bytes.len() == 32)
}

/// JSON, or a form with it: a webhook's content type is chosen at GitHub.
fn payload(headers: &HeaderMap, body: &[u8]) -> Option<Authorization> {
    let is_form =
        headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
    if !is_form {
        return serde_json::from_slice(body).ok();
    }
    let mut fields = url::form_urlencoded::parse(body);
    serde_json::from_str(&fields.find(|(name, _)| name == "payload")?.1).ok()
}

async fn check(state: CoreState, viewer: i64) {
    let keys = sessions::of_viewer(&state.db, state.oauth.issuer(), viewer).await.unwrap_or_else(|error| {
        tracing::error!(%error, "the database does not answer");
        Vec::new()
    });
    // One after the other: a replayed delivery must not become a burst at GitHub.
    for key in keys {
        // The next use of the token finds out as well.
        if state.stopping.is_cancelled() {
            return;
        }
        if let Err(error) = access::verify(&state, key).await {
            tracing::info!(session = ?key, %error, "a session's token set was checked after a webhook");
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::{
        body::Body,
        http::{HeaderMap, HeaderValue},
    };
    use hmac::{Hmac, Mac};
    use sha2::Sha256;

    use super::{SIGNATURE, read, signature};

    /// The example of GitHub's own documentation.
    const SECRET: &[u8] = b"It's a Secret to Everybody";
    const BODY: &str = "Hello, World!";
    const SIGNED: &str = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    async fn is_signed(header: &'static str, body: &'static str) -> bool {
        let headers = HeaderMap::from_iter([(SIGNATURE.parse().expect("a name"), HeaderValue::from_static(header))]);
        let mac = Hmac::<Sha256>::new_from_slice(SECRET).expect("any length");
        let read = read(Body::from(body), mac, 0).await.expect("short");
        signature(&headers).is_some_and(|signature| read.mac.verify_slice(&signature).is_ok())
    }

    #[tokio::test]
    async fn only_githubs_own_signature_counts() {
        assert!(is_signed(SIGNED, BODY).await);
        assert!(!is_signed(SIGNED, "Hello, World?").await);
        assert!(!is_signed("sha256=", BODY).await);
        assert!(!is_signed(&SIGNED[7..], BODY).await);
        assert!(!is_signed("sha256=757107", BODY).await);
        assert!(signature(&HeaderMap::new()).is_none());
    }
}
