use async_trait::async_trait;
use gatehouse_model::{self as model, Fetched};
use serde::Deserialize;

use super::{
    GitHubError, Resource, SessionClient,
    client::Client,
    request::ApiRequest,
    resource::{Single, non_blank, timestamp},
};
use crate::token::AccessToken;

/// The viewer's profile.
#[derive(Clone, Copy, Debug)]
pub struct Profile;

#[async_trait]
impl Resource for Profile {
    type Value = model::Profile;

    const NAME: &'static str = "profile";

    async fn load(self, session: &SessionClient) -> Result<Fetched<Self::Value>, GitHubError> {
        session.single(self).await
    }
}

impl Single for Profile {
    type Answer = UserAnswer;
    type Value = model::Profile;

    const CACHE_BYTES: u64 = 4 * 1024 * 1024;

    fn request(&self) -> ApiRequest {
        ApiRequest::get("/user")
    }

    fn parse(answer: UserAnswer) -> Result<model::Profile, GitHubError> {
        Ok(answer.into())
    }
}

/// Who has signed in, according to GitHub.
#[derive(Clone, Debug)]
pub struct Identity {
    /// The numeric id: the key, together with the issuer.
    pub github_id: i64,
    pub login: String,
    pub name: Option<String>,
    pub avatar_url: String,
}

impl Identity {
    pub(super) async fn fetch(client: &Client, token: &AccessToken) -> Result<Self, GitHubError> {
        let answer = client.send_with_token::<UserAnswer>(token, &Profile.request(), None, None).await?;
        let user = answer.unconditional()?.body;
        let github_id = i64::try_from(user.id).ok().filter(|id| *id > 0);
        Ok(Self {
            github_id: github_id.ok_or_else(|| GitHubError::Decode("the id is not a positive number".to_owned()))?,
            login: user.login,
            name: user.name,
            avatar_url: user.avatar_url,
        })
    }
}

/// `GET /user`, as far as we read it. Only `id` and `login` are required.
///
/// Source: GitHub REST "Get the authenticated user"; the private fields come with `read:user` only.
#[derive(Deserialize)]
pub(super) struct UserAnswer {
    id: u64,
    login: String,
    name: Option<String>,
    #[serde(default)]
    avatar_url: String,
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

impl From<UserAnswer> for model::Profile {
    fn from(user: UserAnswer) -> Self {
        Self {
            id: user.id,
            login: user.login,
            name: non_blank(user.name),
            avatar_url: user.avatar_url,
            html_url: user.html_url,
            kind: user.kind,
            bio: non_blank(user.bio),
            company: non_blank(user.company),
            location: non_blank(user.location),
            blog: non_blank(user.blog),
            email: non_blank(user.email),
            twitter_username: non_blank(user.twitter_username),
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
            plan: user.plan.map(|plan| model::Plan {
                name: plan.name,
                space: plan.space,
                private_repos: plan.private_repos,
                collaborators: plan.collaborators,
            }),
        }
    }
}
