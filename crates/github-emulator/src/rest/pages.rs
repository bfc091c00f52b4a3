//! <https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api>

use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::params::Params;

const DEFAULT_PER_PAGE: usize = 30;
const MOST_PER_PAGE: usize = 100;

/// One page of `items`, of which no others are described, each in JSON; `address` is the list's own, absolute.
pub(super) fn page<T>(items: Vec<T>, address: &str, params: &Params, describe: impl Fn(T) -> String) -> Response {
    let number = |name| params.get(name).and_then(|value| value.parse::<usize>().ok());
    let per_page = number("per_page").unwrap_or(DEFAULT_PER_PAGE).clamp(1, MOST_PER_PAGE);
    let page = number("page").unwrap_or(1).max(1);
    let last = items.len().div_ceil(per_page).max(1);
    let skipped = (page - 1).saturating_mul(per_page);
    let items: Vec<String> = items.into_iter().skip(skipped).take(per_page).map(describe).collect();
    let body = ([(header::CONTENT_TYPE, "application/json; charset=utf-8")], format!("[{}]", items.join(",")));
    match links(page, last, address, params) {
        None => body.into_response(),
        Some(links) => ([(header::LINK, links)], body).into_response(),
    }
}

/// `Link` (RFC 8288), in GitHub's order; a list of one page has none.
fn links(page: usize, last: usize, address: &str, params: &Params) -> Option<String> {
    if last == 1 && page == 1 {
        return None;
    }
    let before = page > 1;
    let after = page < last;
    let relations = [
        (before, "prev", (page - 1).min(last)),
        (after, "next", page.saturating_add(1)),
        (after, "last", last),
        (before, "first", 1),
    ];
    let present = relations.into_iter().filter(|(present, ..)| *present);
    let links: Vec<String> = present
        .map(|(_, relation, to)| {
            let query = params.query_with("page", &to.to_string());
            format!("<{address}?{query}>; rel=\"{relation}\"")
        })
        .collect();
    Some(links.join(", "))
}
