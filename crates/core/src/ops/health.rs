use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode},
    response::{IntoResponse, Response},
};

use crate::{
    client_network::{Forwarded, untrusted_forwarder},
    crypto::{Bound, Keyring, Kind, Sealed, hex, unhex},
    state::CoreState,
};

/// Sent by the doctor with the address it has forged into `X-Forwarded-For`, or with none; answered with what became of it.
pub(super) const PROBE: &str = "x-gatehouse-doctor";

/// Sent besides, sealed, by a doctor that has the server's keys; answered with the address of the proxy that is not
/// trusted. A stranger is told nothing of the network behind the proxy.
pub(super) const PROBE_SEAL: &str = "x-gatehouse-doctor-seal";

/// What is sealed, and for whom.
const SEALED: &[u8] = b"who asks";
const BOUND: Bound<'static> = Bound { kind: Kind::Probe, row: "healthz", issuer: "", viewer: 0 };

/// The value of [`PROBE_SEAL`].
pub(super) fn probe_seal(keyring: &Keyring) -> String {
    hex(&keyring.seal(SEALED, BOUND).0)
}

/// `GET /healthz`: the process lives. The doctor is told besides how its request came through the proxies, which whoever
/// sends a request may know.
pub async fn alive(State(state): State<CoreState>, request: Request) -> Response {
    let mut answer = StatusCode::NO_CONTENT.into_response();
    let (headers, proxies) = (request.headers(), &state.config.trusted_proxies);
    if let Some(probe) = headers.get(PROBE) {
        state.untrusted_proxies.notice(&request, proxies);
        let forged = probe.to_str().ok().and_then(|forged| forged.parse().ok());
        let seen = word(Forwarded::of(&request, proxies, forged));
        answer.headers_mut().insert(PROBE, HeaderValue::from_static(seen));
        let ours = headers.get(PROBE_SEAL).is_some_and(|seal| is_ours(&state.config.keyring, seal));
        let forwarder = untrusted_forwarder(&request, proxies).filter(|_| ours);
        if let Some(address) = forwarder.and_then(|address| HeaderValue::try_from(address.to_string()).ok()) {
            answer.headers_mut().insert(PROBE_SEAL, address);
        }
    }
    answer
}

fn is_ours(keyring: &Keyring, seal: &HeaderValue) -> bool {
    let sealed = seal.to_str().ok().and_then(unhex).map(Sealed);
    sealed.is_some_and(|sealed| keyring.open(&sealed, BOUND).is_ok())
}

/// How the answer to a probe says it.
pub(super) fn word(forwarded: Forwarded) -> &'static str {
    match forwarded {
        Forwarded::Untrusted => "untrusted",
        Forwarded::Nobody => "nobody",
        Forwarded::Forged => "forged",
        Forwarded::Visitor => "visitor",
    }
}

/// `GET /readyz`: it can serve, which needs the database. GitHub may be down; pages then say so.
pub async fn ready(State(state): State<CoreState>) -> StatusCode {
    match state.db.ping().await {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(error) => {
            tracing::error!(%error, "not ready: the database does not answer");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}
