use gatehouse_model::{Plan, Profile};
use serde::Deserialize;

use super::read::{given, timestamp};

/// `GET /user`, as far as we read it. Only `id` and `login` are relied on.
///
/// Source: GitHub REST "Get the authenticated user"; the private fields come with `read:user` only.
#[derive(Deserialize)]
pub(super) struct UserAnswer {
    pub id: u64,
    pub login: String,
    pub name: Option<String>,
    #[serde(default)]
    pub avatar_url: String,
    #[serde(default)]
    html_url: String,
    #[serde(default, rename = "type")]
    kind: String,
    bio: Option<String>,
    company: Option<String>,
    location: Option<String>,
    blog: Option<String>,
    email: Option<String>,
    twitter_username: Option<String>,
    hireable: Option<bool>,
    #[serde(default)]
    site_admin: bool,
    #[serde(default)]
    public_repos: u64,
    #[serde(default)]
    public_gists: u64,
    #[serde(default)]
    followers: u64,
    #[serde(default)]
    following: u64,
    created_at: Option<String>,
    updated_at: Option<String>,
    private_gists: Option<u64>,
    total_private_repos: Option<u64>,
    owned_private_repos: Option<u64>,
    collaborators: Option<u64>,
    disk_usage: Option<u64>,
    two_factor_authentication: Option<bool>,
    plan: Option<PlanAnswer>,
}

#[derive(Deserialize)]
struct PlanAnswer {
    name: String,
    #[serde(default)]
    space: u64,
    #[serde(default)]
    private_repos: u64,
    #[serde(default)]
    collaborators: u64,
}

impl From<UserAnswer> for Profile {
    fn from(user: UserAnswer) -> Self {
        Self {
            id: user.id,
            login: user.login,
            name: given(user.name),
            avatar_url: user.avatar_url,
            html_url: user.html_url,
            kind: user.kind,
            bio: given(user.bio),
            company: given(user.company),
            location: given(user.location),
            blog: given(user.blog),
            email: given(user.email),
            twitter_username: given(user.twitter_username),
            hireable: user.hireable,
            site_admin: user.site_admin,
            public_repos: user.public_repos,
            public_gists: user.public_gists,
            followers: user.followers,
            following: user.following,
            created_at: timestamp(user.created_at.as_deref()),
            updated_at: timestamp(user.updated_at.as_deref()),
            private_gists: user.private_gists,
            total_private_repos: user.total_private_repos,
            owned_private_repos: user.owned_private_repos,
            collaborators: user.collaborators,
            disk_usage: user.disk_usage,
            two_factor_authentication: user.two_factor_authentication,
            plan: user.plan.map(|plan| Plan {
                name: plan.name,
                space: plan.space,
                private_repos: plan.private_repos,
                collaborators: plan.collaborators,
            }),
        }
    }
}
