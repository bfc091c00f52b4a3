use std::collections::BTreeMap;

use axum::body::{Bytes, to_bytes};
use axum::http::header::CONTENT_LENGTH;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::with;

/// An answer that is patched is far smaller.
const LARGEST: usize = 8 * 1024 * 1024;

/// What a normal answer is changed by.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default)]
pub struct Patch {
    pub status: Option<u16>,
    pub headers: BTreeMap<String, String>,
    /// Merged into the JSON: members of objects are replaced or added one by one, and a null takes one away
    /// (RFC 7396). Lists are replaced whole.
    pub json: Value,
    /// Values by their places (RFC 6901), for what stands in a list or is to become null. A place whose parent does not
    /// exist stays as it is.
    pub at: BTreeMap<String, Value>,
}

/// The answer with the patch. One whose body is not JSON gets the status and the headers only.
pub(crate) async fn patch(response: Response, patch: &Patch) -> Response {
    let response = edit(response, |answer| {
        merge(answer, &patch.json);
        for (place, value) in &patch.at {
            put(answer, place, value);
        }
    })
    .await;
    let headers = patch.headers.iter();
    let mut response = headers.fold(response, |response, (name, value)| with(response, name, value.clone()));
    if let Some(status) = patch.status.and_then(|status| StatusCode::from_u16(status).ok()) {
        *response.status_mut() = status;
    }
    response
}

/// Makes `node` null in a GraphQL answer, as GitHub does with what an organisation keeps behind its single sign-on, a
/// public repository of it too (cli/cli#7881). An answer without the node stays as it is.
pub(crate) async fn close(response: Response, node: &str) -> Response {
    let step = |name: &str| name.parse::<u64>().map_or_else(|_| json!(name), |place| json!(place));
    let path: Vec<Value> = node.split('.').map(step).collect();
    edit(response, |answer| {
        let Some(closed) = answer["data"].pointer_mut(&format!("/{}", node.replace('.', "/"))) else { return };
        *closed = Value::Null;
        answer["errors"] = json!([{
            "type": "FORBIDDEN",
            "path": path,
            "extensions": {"saml_failure": true},
            "message": "Resource protected by organization SAML enforcement. You must grant your OAuth token access to an organization.",
        }]);
    })
    .await
}

async fn edit(response: Response, change: impl FnOnce(&mut Value)) -> Response {
    let (mut head, body) = response.into_parts();
    let bytes = to_bytes(body, LARGEST).await.unwrap_or_default();
    let Ok(mut answer) = serde_json::from_slice::<Value>(&bytes) else {
        return Response::from_parts(head, bytes.into());
    };
    change(&mut answer);
    let bytes = Bytes::from(answer.to_string());
    lengthen(&mut head.headers, bytes.len());
    Response::from_parts(head, bytes.into())
}

fn lengthen(headers: &mut HeaderMap, length: usize) {
    if headers.contains_key(CONTENT_LENGTH) {
        headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
}

fn merge(value: &mut Value, patch: &Value) {
    let Value::Object(members) = patch else { return };
    if !value.is_object() {
        *value = Value::Object(Map::new());
    }
    for (name, new) in members {
        match (new, &mut *value) {
            (Value::Null, Value::Object(old)) => {
                old.remove(name);
            }
            (Value::Object(_), old) => merge(&mut old[name], new),
            (_, old) => old[name] = new.clone(),
        }
    }
}

fn put(answer: &mut Value, place: &str, value: &Value) {
    let Some((parent, name)) = place.rsplit_once('/') else { return };
    let name = name.replace("~1", "/").replace("~0", "~");
    match answer.pointer_mut(parent) {
        Some(Value::Object(members)) => {
            members.insert(name, value.clone());
        }
        Some(Value::Array(list)) => match name.parse::<usize>().ok().and_then(|place| list.get_mut(place)) {
            Some(old) => *old = value.clone(),
            None if name == "-" => list.push(value.clone()),
            None => {}
        },
        _ => {}
    }
}
