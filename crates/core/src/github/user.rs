use super::{GitHubError, client::Client, fetch::Answer, question::Question, user_answer::UserAnswer};
use crate::token::AccessToken;

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

/// The viewer, as they are now.
pub(super) fn question() -> Question {
    Question::get(PATH)
}

/// Whose token this is.
pub(super) async fn identity(client: &Client, token: &AccessToken) -> Result<Identity, GitHubError> {
    let Answer::Fresh(fresh) = client.send::<UserAnswer>(token, &question(), None, None).await? else {
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
