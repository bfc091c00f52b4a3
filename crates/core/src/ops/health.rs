use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode},
    response::{IntoResponse, Response},
};

use crate::{
    client_network::{Forwarding, untrusted_forwarder},
    crypto::{Binding, Keyring, Sealed, SecretKind, hex, unhex},
    state::CoreState,
};

/// Sent by the doctor, holding the address it forged into `X-Forwarded-For` or nothing. The answer says how the server
/// sees the request, as a [`Forwarding`].
pub(super) const PROBE: &str = "x-gatehouse-doctor";

/// Sent along by a doctor that has the server's keys. The answer names the untrusted proxy, if there is one; strangers
/// learn nothing about the network behind the proxy.
pub(super) const PROBE_SEAL: &str = "x-gatehouse-doctor-seal";

const SEALED: &[u8] = b"who asks";
const BINDING: Binding<'static> = Binding { kind: SecretKind::Probe, row: "healthz", issuer: "", viewer: 0 };

/// The value of [`PROBE_SEAL`].
pub(super) fn probe_seal(keyring: &Keyring) -> String {
    hex(&keyring.seal(SEALED, BINDING).0)
}

/// `GET /healthz`: the process is alive. Tells the doctor how its request came through the proxies, which is no secret
/// from the sender of a request.
pub async fn alive(State(state): State<CoreState>, request: Request) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let (headers, proxies) = (request.headers(), &state.config.trusted_proxies);
    if let Some(probe) = headers.get(PROBE) {
        state.untrusted_proxies.check(&request, proxies);
        let forged = probe.to_str().ok().and_then(|forged| forged.parse().ok());
        let forwarding = Forwarding::detect(&request, proxies, forged);
        response.headers_mut().insert(PROBE, HeaderValue::from_static(forwarding.as_str()));
        let authentic = headers.get(PROBE_SEAL).is_some_and(|seal| is_authentic(&state.config.keyring, seal));
        let forwarder = untrusted_forwarder(&request, proxies).filter(|_| authentic);
        if let Some(address) = forwarder.and_then(|address| HeaderValue::try_from(address.to_string()).ok()) {
            response.headers_mut().insert(PROBE_SEAL, address);
        }
    }
    response
}

fn is_authentic(keyring: &Keyring, seal: &HeaderValue) -> bool {
    let sealed = seal.to_str().ok().and_then(unhex).map(Sealed);
    sealed.is_some_and(|sealed| keyring.open(&sealed, BINDING).is_ok())
}

/// `GET /readyz`: the server can answer requests, for which it needs the database. It does not need GitHub: pages say
/// so if GitHub is down.
pub async fn ready(State(state): State<CoreState>) -> StatusCode {
    match state.db.ping().await {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(error) => {
            tracing::error!(%error, "not ready: the database does not answer");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}
