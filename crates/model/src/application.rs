use serde::{Deserialize, Serialize};

/// As what this site is registered at GitHub, which its tokens tell (GitHub "Differences between GitHub Apps and OAuth apps").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Application {
    /// What it may do is set by scopes, which a person grants at the sign-in.
    #[default]
    OAuthApp,
    /// What it may do is set by its permissions and by where it is installed. It has no scopes, whatever it asks for.
    GitHubApp,
}
