use serde::{Deserialize, Serialize};

use super::Timestamp;

/// The signed-in person, reduced to what a page may show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    /// Their current GitHub login. Logins can change hands, so never use one as a key.
    pub login: String,
    /// Their display name at GitHub, if they set one.
    pub name: Option<String>,
    pub avatar_url: String,
}

impl Viewer {
    /// The display name, or the login if there is none.
    #[must_use]
    pub fn display_name(&self) -> &str {
        self.name.as_deref().filter(|name| !name.trim().is_empty()).unwrap_or(&self.login)
    }
}

/// One of the viewer's sessions, described so that they can recognise the device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// Identifies the device in forms. It survives session id rotation and is no credential.
    pub id: String,
    /// For example `Firefox on Linux`.
    pub browser: String,
    /// The coarse network of the last sign-in or reauthentication, for example `203.0.113.0/24`; empty if unknown.
    pub network: String,
    pub created_at: Timestamp,
    /// Updated at most once a minute.
    pub last_seen_at: Timestamp,
    /// When it expires if it is not used again.
    pub idle_ends_at: Timestamp,
    /// When it expires however much it is used.
    pub absolute_ends_at: Timestamp,
    /// Whether this request belongs to it.
    pub current: bool,
}

/// The sessions shown on `/devices`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Devices {
    /// The current one first, then by most recent use.
    pub devices: Vec<Device>,
    /// The server's clock when it answered.
    pub now: Timestamp,
    /// The limit on concurrent sessions; one more ends the least recently used.
    pub most: u32,
    /// Until when the current session counts as fresh, if it does.
    pub fresh_until: Option<Timestamp>,
}

/// What the server knows about the current session's tokens, without any part of the tokens themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenSetInfo {
    /// The access token does not expire.
    pub lasting: bool,
    /// There is a refresh token.
    pub refreshable: bool,
    /// The kind of application it was issued to.
    pub application: Application,
    /// The scopes the viewer granted, possibly fewer than requested.
    pub scopes: Vec<String>,
    /// When GitHub issued the current pair.
    pub received_at: Timestamp,
    pub access_ends_at: Option<Timestamp>,
    pub refresh_ends_at: Option<Timestamp>,
    /// Starts at 1 and rises with every new pair, including after a change of scopes.
    pub generation: u32,
    /// How often the pair was refreshed.
    pub refreshes: u32,
    /// The id of the key the pair is sealed with, which is no secret.
    pub key_id: String,
    /// When the session expires if it is not used again.
    pub idle_ends_at: Timestamp,
    /// When the session expires however much it is used.
    pub absolute_ends_at: Timestamp,
    /// Until when it counts as fresh, if it does.
    pub fresh_until: Option<Timestamp>,
    /// The server's clock when it answered.
    pub now: Timestamp,
}

/// How many of GitHub's answers this server caches for a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CacheUsage {
    pub answers: u32,
    /// Their approximate size.
    pub bytes: u64,
}

/// The kind of application this site is registered as at GitHub, which its tokens reveal (GitHub "Differences between
/// GitHub Apps and OAuth apps").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Application {
    /// Limited by scopes, which each person grants at sign-in.
    #[default]
    OAuthApp,
    /// Limited by its permissions and by where it is installed. Its tokens never have scopes, whatever it requests.
    GitHubApp,
}

/// Scopes and the narrower ones they include (GitHub "Scopes for OAuth apps").
const INCLUDES: &[(&str, &[&str])] = &[
    ("repo", &["repo:status", "repo_deployment", "public_repo", "repo:invite", "security_events"]),
    ("user", &["read:user", "user:email", "user:follow"]),
    ("admin:org", &["write:org", "read:org", "manage_runners:org"]),
    ("write:org", &["read:org"]),
    ("admin:repo_hook", &["write:repo_hook", "read:repo_hook"]),
    ("write:repo_hook", &["read:repo_hook"]),
    ("admin:public_key", &["write:public_key", "read:public_key"]),
    ("write:public_key", &["read:public_key"]),
    ("admin:gpg_key", &["write:gpg_key", "read:gpg_key"]),
    ("write:gpg_key", &["read:gpg_key"]),
    ("admin:enterprise", &["manage_runners:enterprise", "manage_billing:enterprise", "read:enterprise"]),
    ("write:packages", &["read:packages"]),
    ("write:discussion", &["read:discussion"]),
    ("project", &["read:project"]),
    ("audit_log", &["read:audit_log"]),
];

/// Whether the scopes `granted` cover `wanted`. GitHub only lists the widest ones, so included scopes count too.
pub fn has_scope(granted: &[impl AsRef<str>], wanted: &str) -> bool {
    granted.iter().map(AsRef::as_ref).any(|scope| {
        let included = INCLUDES.iter().find(|(wide, _)| *wide == scope);
        scope == wanted || included.is_some_and(|(_, narrow)| narrow.contains(&wanted))
    })
}

/// A viewer's hourly rate limit at GitHub, shared by all the applications they use.
///
/// Source: GitHub REST "Rate limits", headers `x-ratelimit-*`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allowance {
    /// Per hour: calls for REST, points for GraphQL.
    pub limit: u32,
    pub remaining: u32,
    /// When the full allowance is restored.
    pub resets_at: Timestamp,
}

/// The allowances that pages draw on, as of GitHub's latest answers; `None` before the first one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allowances {
    pub rest: Option<Allowance>,
    pub graphql: Option<Allowance>,
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::has_scope;

    #[rstest]
    #[case::itself("read:org", "read:org", true)]
    #[case::wider("admin:org", "read:org", true)]
    #[case::wider_by_two("repo", "public_repo", true)]
    #[case::narrower("read:org", "admin:org", false)]
    #[case::another("read:user", "read:org", false)]
    #[case::begins_alike("repo:status", "repo", false)]
    fn a_wide_scope_includes_the_narrow_ones(#[case] held: &str, #[case] wanted: &str, #[case] expected: bool) {
        assert_eq!(has_scope(&["gist", held], wanted), expected);
        assert!(!has_scope(&[""; 0], wanted));
    }
}
