use gatehouse_model::{Repository, Visibility};
use serde::Deserialize;

use super::{
    keyed::Keyed,
    read::{given, timestamp},
};

/// One element of `GET /user/repos`, as far as we read it.
///
/// Source: GitHub REST "List repositories for the authenticated user".
#[derive(Deserialize)]
pub(super) struct RepositoryAnswer {
    id: u64,
    name: String,
    #[serde(default)]
    full_name: String,
    #[serde(default)]
    html_url: String,
    description: Option<String>,
    language: Option<String>,
    license: Option<LicenseAnswer>,
    #[serde(default)]
    topics: Vec<String>,
    visibility: Option<Visibility>,
    #[serde(default)]
    private: bool,
    #[serde(default)]
    fork: bool,
    #[serde(default)]
    archived: bool,
    #[serde(default)]
    is_template: bool,
    #[serde(default)]
    stargazers_count: u64,
    #[serde(default)]
    forks_count: u64,
    #[serde(default)]
    open_issues_count: u64,
    pushed_at: Option<String>,
    created_at: Option<String>,
}

#[derive(Deserialize)]
struct LicenseAnswer {
    name: Option<String>,
    spdx_id: Option<String>,
}

impl Keyed for Repository {
    fn key(&self) -> impl std::hash::Hash + Eq {
        self.id
    }
}

impl From<RepositoryAnswer> for Repository {
    fn from(answer: RepositoryAnswer) -> Self {
        let visibility = if answer.private { Visibility::Private } else { Visibility::Public };
        let license = answer.license.and_then(|license| match license.spdx_id.as_deref() {
            None | Some("NOASSERTION" | "") => license.name,
            Some(_) => license.spdx_id,
        });
        Self {
            id: answer.id,
            name: answer.name,
            full_name: answer.full_name,
            html_url: answer.html_url,
            description: given(answer.description),
            language: given(answer.language),
            license,
            topics: answer.topics,
            visibility: answer.visibility.unwrap_or(visibility),
            fork: answer.fork,
            archived: answer.archived,
            template: answer.is_template,
            stars: answer.stargazers_count,
            forks: answer.forks_count,
            open_issues: answer.open_issues_count,
            pushed_at: timestamp(answer.pushed_at.as_deref()),
            created_at: timestamp(answer.created_at.as_deref()),
        }
    }
}
