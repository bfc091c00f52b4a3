//! `GET /user/starred`
//!
//! <https://docs.github.com/rest/activity/starring#list-repositories-starred-by-the-authenticated-user>

use std::cmp::Reverse;

use axum::Extension;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;

use super::caller::Caller;
use super::error::ApiError;
use super::pages::page;
use crate::accounts::{Describer, StarredRow};
use crate::clock::{HOUR, timestamp};
use crate::params::Params;
use crate::state::AppState;

/// The media type that tells when a star was given.
const WITH_TIMES: &str = "application/vnd.github.star+json";

pub(super) async fn list(
    State(shared): State<AppState>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    let token = caller.token()?;
    let params = Params::from_query(query.as_deref());
    let sees_private = token.has_one_of(&["repo"]);
    let world = shared.world();
    let account = world.accounts.by_id(token.account).ok_or_else(ApiError::not_found)?;
    let stars = account.starred.iter().filter(|star| sees_private || !star.repository.private);
    let mut stars: Vec<&StarredRow> = stars.collect();
    sort(&mut stars, &params);
    let describer = Describer::new(account, world.started_at, &shared.examples, &shared.urls);
    let address = format!("{}/user/starred", shared.urls.api);
    let with_times = accepts_times(&headers);
    Ok(page(stars, &address, &params, |star| {
        let repository = describer.starred(star);
        if !with_times {
            return repository;
        }
        let starred_at = timestamp(world.started_at.saturating_sub(star.starred_hours_ago * HOUR));
        format!(r#"{{"starred_at":"{starred_at}","repo":{repository}}}"#)
    }))
}

fn accepts_times(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    accepted
        .flat_map(|value| value.split(','))
        .any(|kind| kind.split(';').next().unwrap_or_default().trim() == WITH_TIMES)
}

/// "`created` means when the repository was starred. `updated` means when the repository was last pushed to."
fn sort(stars: &mut [&StarredRow], params: &Params) {
    match params.get("sort") {
        Some("updated") => stars.sort_by_key(|star| star.repository.by_push()),
        _ => stars.sort_by_key(|star| Reverse(star.starred_hours_ago)),
    }
    if params.get("direction") != Some("asc") {
        stars.reverse();
    }
}
