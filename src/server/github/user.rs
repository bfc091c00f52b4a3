use std::{pin::Pin, sync::Arc};

use serde::Deserialize;

use super::{
    GitHubError, TokenSource,
    cache::{Asked, Entry},
    client::Client,
    fetch::Answer,
    read::{given, moment},
};
use crate::{
    model::{Plan, Profile},
    server::token::AccessToken,
};

const PATH: &str = "/user";

/// Who GitHub says has signed in.
#[derive(Clone, Debug)]
pub struct Identity {
    /// The numeric id: the key, together with the issuer.
    pub github_id: i64,
    pub login: String,
    pub name: Option<String>,
    pub avatar_url: String,
}

/// `GET /user`, as far as we read it. Only `id` and `login` are relied on.
///
/// Source: GitHub REST "Get the authenticated user"; the private fields come with `read:user` only.
#[derive(Deserialize)]
struct UserAnswer {
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

/// A profile and the `ETag` that vouches for it.
pub(super) struct ValidatedUser {
    pub(super) profile: Profile,
    etag: Option<String>,
}

type Asking = Pin<Box<dyn Future<Output = Result<Asked<ValidatedUser>, GitHubError>> + Send>>;

/// How the cache asks for the profile.
pub(super) fn fetcher(
    client: Client,
    token: TokenSource,
) -> impl Fn(Option<Arc<Entry<ValidatedUser>>>) -> Asking + Send + 'static {
    move |known| {
        let (client, token) = (client.clone(), Arc::clone(&token));
        Box::pin(async move {
            let etag = known.as_ref().and_then(|entry| entry.value.etag.as_deref());
            match get(&client, &token().await?, etag).await? {
                Answer::Unchanged => Ok(Asked::Unchanged),
                Answer::Fresh(fresh) => {
                    let user = ValidatedUser { profile: fresh.value.into(), etag: fresh.etag };
                    Ok(Asked::Changed(user, fresh.bytes))
                }
            }
        })
    }
}

/// Whose token this is.
pub(super) async fn identity(client: &Client, token: &AccessToken) -> Result<Identity, GitHubError> {
    let Answer::Fresh(fresh) = get(client, token, None).await? else {
        return Err(GitHubError::Decode("304 to a question without an ETag".to_owned()));
    };
    let user = fresh.value;
    let github_id = i64::try_from(user.id).ok().filter(|id| *id > 0);
    Ok(Identity {
        github_id: github_id.ok_or_else(|| GitHubError::Decode("the id is not a positive number".to_owned()))?,
        login: user.login,
        name: user.name,
        avatar_url: user.avatar_url,
    })
}

async fn get(client: &Client, token: &AccessToken, etag: Option<&str>) -> Result<Answer<UserAnswer>, GitHubError> {
    tokio::time::timeout(client.deadline, client.get(token, PATH, etag)).await.map_err(|_| GitHubError::TimedOut)?
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
            created_at: moment(user.created_at.as_deref()),
            updated_at: moment(user.updated_at.as_deref()),
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
