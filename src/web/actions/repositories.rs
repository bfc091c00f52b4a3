use std::{collections::HashMap, convert::Infallible};

use axum::{
    body::{Body, Bytes},
    extract::{Query, State},
    http::{
        HeaderName, Uri,
        header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use futures::stream;
use gatehouse_core::{
    access::GitHub,
    github::{GitHubError, Selection},
    sign_in::{ReturnTo, see_other, to_sign_in},
    state::CoreState,
};
use gatehouse_model::{Repository, RepositoryQuery, SessionVerdict};

use super::{CurrentViewer, files::RepositoryEntry, spreadsheet};

/// Rows that are written at once: a few tens of kilobytes.
const AT_ONCE: usize = 100;

const PAGE: &str = "/repositories";

/// Whether GitHub has more repositories than the file was selected from: `true` or `false`.
const TRUNCATED: HeaderName = HeaderName::from_static("gatehouse-truncated");

type Parts = Query<HashMap<String, String>>;

/// `GET /repositories.csv`: the selection that the page shows, all its pages, for a spreadsheet (RFC 4180). Where
/// the list behind it is cut, its name says so, and a header.
///
/// # Errors
///
/// Where GitHub does not give the list to its end: a 303 to the page, which says why.
pub async fn repositories_csv(
    state: State<CoreState>,
    actor: CurrentViewer,
    uri: Uri,
    parts: Parts,
) -> Result<Response, Response> {
    let Selection { repositories, truncated } = select(state, actor, &uri, parts).await?;
    let name = if truncated {
        "attachment; filename=\"repositories-truncated.csv\""
    } else {
        "attachment; filename=\"repositories.csv\""
    };
    let rows = chunks(repositories).map(|(rows, _)| spreadsheet::rows(rows.as_ref()));
    let body = streamed(std::iter::once(spreadsheet::head()).chain(rows));
    Ok((head("text/csv; charset=utf-8", name, truncated), body).into_response())
}

/// `GET /repositories.json`: the same as JSON (`docs/schemas/repositories.schema.json`), which says it within, too.
///
/// # Errors
///
/// As [`repositories_csv`].
pub async fn repositories_json(
    state: State<CoreState>,
    actor: CurrentViewer,
    uri: Uri,
    parts: Parts,
) -> Result<Response, Response> {
    let Selection { repositories, truncated } = select(state, actor, &uri, parts).await?;
    let name = if truncated {
        "attachment; filename=\"repositories-truncated.json\""
    } else {
        "attachment; filename=\"repositories.json\""
    };
    let begin = format!("{{\"truncated\": {truncated}, \"repositories\": [\n");
    let rows = chunks(repositories).map(|(rows, is_last)| json(rows.as_ref(), is_last));
    let body = streamed(std::iter::once(Bytes::from(begin)).chain(rows).chain([Bytes::from_static(b"]}\n")]));
    Ok((head("application/json; charset=utf-8", name, truncated), body).into_response())
}

async fn select(
    State(state): State<CoreState>,
    CurrentViewer(active): CurrentViewer,
    uri: &Uri,
    Query(parts): Parts,
) -> Result<Selection, Response> {
    let query = RepositoryQuery::from_parts(|name| parts.get(name).cloned());
    let selected = GitHub::for_session(&state, &active).selection(&query).await;
    selected.map_err(|error| to_page(&state, uri, &error))
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
    let lines = rows.iter().map(RepositoryEntry::from).filter_map(|entry| serde_json::to_string(&entry).ok());
    let lines: Vec<String> = lines.collect();
    Bytes::from(format!("{}{}\n", lines.join(",\n"), if is_last { "" } else { "," }))
}

fn streamed(parts: impl Iterator<Item = Bytes> + Send + 'static) -> Body {
    Body::from_stream(stream::iter(parts.map(Ok::<_, Infallible>)))
}

fn head(content_type: &'static str, disposition: &'static str, truncated: bool) -> [(HeaderName, &'static str); 3] {
    let truncated = if truncated { "true" } else { "false" };
    [(CONTENT_TYPE, content_type), (CONTENT_DISPOSITION, disposition), (TRUNCATED, truncated)]
}

/// The page asks the same again: it can tell what a file cannot.
fn to_page(state: &CoreState, uri: &Uri, error: &GitHubError) -> Response {
    let page = uri.query().map_or_else(|| PAGE.to_owned(), |query| format!("{PAGE}?{query}"));
    let answer = match error {
        GitHubError::NoToken(SessionVerdict::SignIn(reason)) => {
            to_sign_in(state, *reason, Some(&ReturnTo::parse(&state.pages, &page)))
        }
        _ => see_other(&page),
    };
    answer.unwrap_or_else(IntoResponse::into_response)
}
