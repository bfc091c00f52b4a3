//! Lists that are asked for by the piece.
//!
//! <https://docs.github.com/graphql/guides/using-pagination-in-the-graphql-api>

use serde_json::{Value, json};

use super::arguments;
use super::error::QueryError;
use super::selection::{Field, selects};

const MOST: i64 = 100;

/// The first or last of `nodes`, as the field asks. Nobody here has more than one piece, so there is no `after`.
pub(super) fn connection(type_name: &str, nodes: &[Value], field: &Field) -> Result<Value, QueryError> {
    let (first, last) = (bound(field, "first")?, bound(field, "last")?);
    let listed = ["nodes", "edges"].iter().any(|list| selects(&field.selections, &[*list]));
    if listed && first.is_none() && last.is_none() {
        let message =
            format!("You must provide a `first` or `last` value to properly paginate the `{}` connection.", field.name);
        return Err(QueryError::refused("MISSING_PAGINATION_BOUNDARIES", message));
    }
    let end = first.map_or(nodes.len(), |first| first.min(nodes.len()));
    let start = last.map_or(0, |last| end.saturating_sub(last));
    let edge_type = type_name.replace("Connection", "Edge");
    let edge = |(index, node): (usize, &Value)| json!({ "__typename": edge_type, "cursor": cursor(start + index), "node": node });
    let piece = &nodes[start..end];
    let edges: Vec<Value> = piece.iter().enumerate().map(edge).collect();
    Ok(json!({
        "__typename": type_name, "totalCount": nodes.len(), "nodes": piece, "edges": edges,
        "pageInfo": {
            "__typename": "PageInfo", "hasPreviousPage": start > 0, "hasNextPage": end < nodes.len(),
            "startCursor": piece.first().map(|_| cursor(start)), "endCursor": piece.last().map(|_| cursor(end - 1)),
        },
    }))
}

fn bound(field: &Field, name: &str) -> Result<Option<usize>, QueryError> {
    let Some(asked) = arguments::int(field, name)? else {
        return Ok(None);
    };
    if asked > MOST {
        let message = format!(
            "Requesting {asked} records on the `{}` connection exceeds the `{name}` limit of {MOST} records.",
            field.name
        );
        return Err(QueryError::refused("EXCESSIVE_PAGINATION", message));
    }
    usize::try_from(asked).map(Some).map_err(|_| QueryError::invalid_argument(field, name, "Int"))
}

fn cursor(index: usize) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(format!("cursor:{index}"))
}
