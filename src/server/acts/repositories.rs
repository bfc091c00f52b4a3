use std::{collections::HashMap, convert::Infallible, sync::Arc};

use axum::{
    body::{Body, Bytes},
    extract::{Query, State},
    http::{
        Uri,
        header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use futures::stream;

use super::{Actor, spreadsheet};
use crate::{
    model::{Repository, RepositoryQuery},
    server::{
        access::{Access, GitHub, Verdict},
        sign_in::{ReturnTo, see_other, sign_in_page},
        state::AppState,
    },
};

/// Rows that are written at once: a few tens of kilobytes.
const AT_ONCE: usize = 100;

const PAGE: &str = "/repositories";

type Parts = Query<HashMap<String, String>>;

/// `GET /repositories.csv`: the selection that the page shows, all its pages, for a spreadsheet (RFC 4180).
///
/// # Errors
///
/// Where GitHub does not give the list to its end: a 303 to the page, which says why.
pub async fn repositories_csv(
    state: State<AppState>,
    actor: Actor,
    uri: Uri,
    parts: Parts,
) -> Result<Response, Response> {
    let selected = select(state, actor, &uri, parts).await?;
    let head = [(CONTENT_TYPE, "text/csv; charset=utf-8"), named("attachment; filename=\"repositories.csv\"")];
    let rows = chunks(selected).map(|(rows, _)| spreadsheet::rows(rows.as_ref()));
    Ok((head, streamed(std::iter::once(spreadsheet::head()).chain(rows))).into_response())
}

/// `GET /repositories.json`: the same as JSON.
///
/// # Errors
///
/// As [`repositories_csv`].
pub async fn repositories_json(
    state: State<AppState>,
    actor: Actor,
    uri: Uri,
    parts: Parts,
) -> Result<Response, Response> {
    let selected = select(state, actor, &uri, parts).await?;
    let head = [(CONTENT_TYPE, "application/json; charset=utf-8"), named("attachment; filename=\"repositories.json\"")];
    let rows = chunks(selected).map(|(rows, is_last)| json(rows.as_ref(), is_last));
    let body = std::iter::once(Bytes::from_static(b"[\n")).chain(rows).chain([Bytes::from_static(b"]\n")]);
    Ok((head, streamed(body)).into_response())
}

async fn select(
    State(state): State<AppState>,
    Actor(active): Actor,
    uri: &Uri,
    Query(parts): Parts,
) -> Result<Vec<Repository>, Response> {
    let query = RepositoryQuery::from_parts(|name| parts.get(name).cloned());
    let access = Access { state, session: Some(Arc::clone(&active)), verdict: Arc::default() };
    let selected = GitHub::of(&access, &active).selection(query).await;
    selected.map(|selection| selection.repositories).map_err(|_| to_page(uri, access.verdict.get().copied()))
}

/// The rows in parts, and whether one is the last.
fn chunks(selected: Vec<Repository>) -> impl Iterator<Item = (Vec<Repository>, bool)> {
    let mut rest = selected.into_iter().peekable();
    std::iter::from_fn(move || {
        let part: Vec<Repository> = rest.by_ref().take(AT_ONCE).collect();
        let is_last = rest.peek().is_none();
        (!part.is_empty()).then_some((part, is_last))
    })
}

/// One repository a line, so that the file can be read and compared.
fn json(rows: &[Repository], is_last: bool) -> Bytes {
    let lines: Vec<String> = rows.iter().filter_map(|repository| serde_json::to_string(repository).ok()).collect();
    Bytes::from(format!("{}{}\n", lines.join(",\n"), if is_last { "" } else { "," }))
}

fn streamed(parts: impl Iterator<Item = Bytes> + Send + 'static) -> Body {
    Body::from_stream(stream::iter(parts.map(Ok::<_, Infallible>)))
}

fn named(disposition: &'static str) -> (axum::http::HeaderName, &'static str) {
    (CONTENT_DISPOSITION, disposition)
}

/// The page asks the same again: it can tell what a file cannot.
fn to_page(uri: &Uri, verdict: Option<Verdict>) -> Response {
    let page = uri.query().map_or_else(|| PAGE.to_owned(), |query| format!("{PAGE}?{query}"));
    let there = match verdict {
        Some(Verdict::SignIn(why)) => sign_in_page(why, Some(&ReturnTo::parse(&page))),
        Some(Verdict::AskAgain) | None => page,
    };
    see_other(&there).unwrap_or_else(IntoResponse::into_response)
}
