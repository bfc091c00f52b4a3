use std::{pin::Pin, sync::Arc};

use super::{
    GitHubError, TokenSource,
    cache::{Asked, Entry},
    client::Client,
    fetch::Answer,
    user_answer::UserAnswer,
};
use crate::{model::Profile, server::token::AccessToken};

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

/// A profile and the `ETag` that vouches for it.
pub(super) struct ValidatedUser {
    pub(super) profile: Profile,
    etag: Option<String>,
}

type Asking = Pin<Box<dyn Future<Output = Result<Asked<ValidatedUser>, GitHubError>> + Send>>;

/// How the cache asks for the profile.
pub(super) fn fetcher(
    client: Client,
    tokens: TokenSource,
) -> impl Fn(Option<Arc<Entry<ValidatedUser>>>) -> Asking + Send + 'static {
    move |known| {
        let (client, tokens) = (client.clone(), Arc::clone(&tokens));
        Box::pin(async move {
            let etag = known.as_ref().and_then(|entry| entry.value.etag.as_deref());
            match client.ask::<UserAnswer>(&tokens, PATH, etag).await? {
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
    let Answer::Fresh(fresh) = client.get::<UserAnswer>(token, PATH, None).await? else {
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
