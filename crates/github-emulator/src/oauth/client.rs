//! Which application is asking.

use axum::http::{HeaderMap, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use subtle::ConstantTimeEq as _;

use crate::params::Params;
use crate::{CLIENT_ID, CLIENT_SECRET};

/// Client credentials in a request's body or, undocumented by GitHub but taken, in HTTP Basic (RFC 6749, 2.3.1).
pub(super) fn authenticates(headers: &HeaderMap, params: &Params) -> bool {
    match (params.get("client_id"), params.get("client_secret")) {
        (Some(id), Some(secret)) => is_client(id, secret),
        _ => basic_credentials(headers).is_some_and(|(id, secret)| is_client(&id, &secret)),
    }
}

pub(crate) fn is_client(id: &str, secret: &str) -> bool {
    let id = id.as_bytes().ct_eq(CLIENT_ID.as_bytes());
    let secret = secret.as_bytes().ct_eq(CLIENT_SECRET.as_bytes());
    (id & secret).into()
}

/// User and password of an `Authorization: Basic` header (RFC 7617).
pub(crate) fn basic_credentials(headers: &HeaderMap) -> Option<(String, String)> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, encoded) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (user, password) = decoded.split_once(':')?;
    Some((user.to_owned(), password.to_owned()))
}
