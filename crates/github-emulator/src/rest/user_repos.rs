//! `GET /user/repos`
//!
//! <https://docs.github.com/rest/repos/repos#list-repositories-for-the-authenticated-user>

use axum::Extension;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use serde_json::json;

use super::caller::Caller;
use super::error::ApiError;
use super::pages::page;
use crate::accounts::{Account, Affiliation, Describer, RepositoryRow};
use crate::params::Params;
use crate::state::AppState;

pub(super) async fn list(
    State(shared): State<AppState>,
    Extension(caller): Extension<Caller>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    let token = caller.token()?;
    let params = Params::from_query(query.as_deref());
    let filter = Filter::read(&params, token.has_one_of(&["repo"]))?;
    let world = shared.world();
    let account = world.accounts.by_id(token.account).ok_or_else(ApiError::not_found)?;
    let mut listed: Vec<&RepositoryRow> = account.repositories.iter().filter(|row| filter.lets(row)).collect();
    sort(&mut listed, account, &params);
    let describer = Describer::new(account, world.started_at, &shared.examples, &shared.urls);
    let address = format!("{}/user/repos", shared.urls.api);
    Ok(page(listed, &address, &params, |row| describer.own(row)))
}

struct Filter {
    /// The one visibility asked for, if it is one.
    private: Option<bool>,
    sees_private: bool,
    affiliations: Vec<Affiliation>,
}

impl Filter {
    /// Private repositories are listed for scope `repo` only: there is no narrower one.
    fn read(params: &Params, sees_private: bool) -> Result<Self, ApiError> {
        let (visibility, affiliation) = (params.get("visibility"), params.get("affiliation"));
        let kind = params.get("type");
        if kind.is_some() && (visibility.is_some() || affiliation.is_some()) {
            let sentence = "If you specify visibility or affiliation, you cannot specify type.";
            return Err(ApiError::unprocessable(sentence, json!([])));
        }
        let affiliation = affiliation.unwrap_or(match kind {
            Some("owner") => "owner",
            Some("member") => "organization_member",
            _ => "owner,collaborator,organization_member",
        });
        Ok(Self {
            private: match visibility.or(kind) {
                Some("public") => Some(false),
                Some("private") => Some(true),
                _ => None,
            },
            sees_private,
            affiliations: affiliation.split(',').filter_map(|name| named(name.trim())).collect(),
        })
    }

    fn lets(&self, repository: &RepositoryRow) -> bool {
        let asked = self.private.is_none_or(|private| private == repository.private);
        let seen = self.sees_private || !repository.private;
        asked && seen && self.affiliations.contains(&repository.affiliation())
    }
}

/// Nobody here is a mere collaborator.
fn named(affiliation: &str) -> Option<Affiliation> {
    match affiliation {
        "owner" => Some(Affiliation::Owner),
        "organization_member" => Some(Affiliation::OrganizationMember),
        _ => None,
    }
}

/// By `full_name` upwards unless told otherwise; by time downwards.
fn sort(repositories: &mut [&RepositoryRow], account: &Account, params: &Params) {
    let direction = match params.get("sort") {
        Some("created") => {
            repositories.sort_by_key(|row| row.by_creation());
            "desc"
        }
        Some("updated") => {
            repositories.sort_by_key(|row| row.by_update());
            "desc"
        }
        Some("pushed") => {
            repositories.sort_by_key(|row| row.by_push());
            "desc"
        }
        _ => {
            repositories.sort_by_cached_key(|row| row.full_name(account).to_lowercase());
            "asc"
        }
    };
    if params.get("direction").unwrap_or(direction) == "desc" {
        repositories.reverse();
    }
}
