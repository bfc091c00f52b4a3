use axum::Json;
use axum::body::to_bytes;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// A GraphQL answer is far smaller.
const LARGEST: usize = 8 * 1024 * 1024;

/// Makes `node` null in a GraphQL answer, as GitHub does with what an organisation keeps behind its single sign-on, a
/// public repository of it too (cli/cli#7881). An answer without the node stays as it is.
pub(crate) async fn close(response: Response, node: &str) -> Response {
    let (head, body) = response.into_parts();
    let bytes = to_bytes(body, LARGEST).await.unwrap_or_default();
    let mut answer: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    let Some(closed) = answer["data"].pointer_mut(&format!("/{}", node.replace('.', "/"))) else {
        return Response::from_parts(head, bytes.into());
    };
    *closed = Value::Null;
    let step = |name: &str| name.parse::<u64>().map_or_else(|_| json!(name), |place| json!(place));
    let path: Vec<Value> = node.split('.').map(step).collect();
    answer["errors"] = json!([{
        "type": "FORBIDDEN",
        "path": path,
        "extensions": {"saml_failure": true},
        "message": "Resource protected by organization SAML enforcement. You must grant your OAuth token access to an organization.",
    }]);
    let mut response = Json(answer).into_response();
    for (name, value) in head.headers.iter().filter(|(name, _)| name.as_str().starts_with("x-")) {
        response.headers_mut().insert(name, value.clone());
    }
    response
}
