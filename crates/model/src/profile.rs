use serde::{Deserialize, Serialize};

use super::Timestamp;

/// The viewer's account (`GET /user`), reduced to what the profile page shows.
///
/// Source: GitHub REST "Get the authenticated user". Every `Option` is nullable there or only sent to some tokens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    pub id: u64,
    pub login: String,
    pub name: Option<String>,
    pub avatar_url: String,
    /// The profile's address at GitHub.
    pub html_url: String,
    /// `User` for people.
    pub kind: String,
    pub bio: Option<String>,
    pub company: Option<String>,
    pub location: Option<String>,
    /// Free text as its owner typed it; use [`Profile::website`] for a link.
    pub blog: Option<String>,
    /// The public address, not the private ones.
    pub email: Option<String>,
    pub twitter_username: Option<String>,
    pub hireable: Option<bool>,
    pub site_admin: bool,
    pub public_repos: u64,
    pub public_gists: u64,
    pub followers: u64,
    pub following: u64,
    pub created_at: Option<Timestamp>,
    pub updated_at: Option<Timestamp>,
    /// This and the fields below need `read:user`.
    pub private_gists: Option<u64>,
    pub total_private_repos: Option<u64>,
    pub owned_private_repos: Option<u64>,
    pub collaborators: Option<u64>,
    /// In KiB.
    pub disk_usage: Option<u64>,
    pub two_factor_authentication: Option<bool>,
    pub plan: Option<Plan>,
}

/// The viewer's plan at GitHub.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    pub name: String,
    /// In KiB.
    pub space: u64,
    pub private_repos: u64,
    pub collaborators: u64,
}

impl Profile {
    /// The website as a link, if it is one: `http` or `https` only, `https` if no scheme is given.
    #[must_use]
    pub fn website(&self) -> Option<String> {
        let typed = self.blog.as_deref()?.trim();
        if typed.is_empty() || typed.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return None;
        }
        let lower = typed.to_ascii_lowercase();
        if lower.starts_with("https://") || lower.starts_with("http://") {
            return Some(typed.to_owned());
        }
        // `javascript:`, `data:` and the like have no dot before the colon; `example.org:8080` does.
        let host = typed.split(['/', '?', '#']).next().unwrap_or_default();
        let plain = host.contains('.') && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | ':'));
        plain.then(|| format!("https://{typed}"))
    }
}

/// An organisation the viewer belongs to.
///
/// Source: GitHub REST "List organizations for the authenticated user"; needs the scope `read:org`, and a GitHub App
/// only sees those it has access to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    pub login: String,
    pub description: Option<String>,
    pub avatar_url: String,
}

/// The organisations fetched so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organizations {
    pub list: Vec<Organization>,
    /// More are being fetched.
    pub gathering: bool,
    /// There are more than we keep.
    pub cut: bool,
    /// Some are withheld until the viewer passes their single sign-on.
    pub partial: bool,
}

/// The languages of a viewer's repositories. Each repository counts once, for its primary language at GitHub.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Languages {
    /// The most common first.
    pub shares: Vec<LanguageShare>,
    /// Repositories with a language.
    pub counted: u32,
    /// Repositories without one.
    pub without: u32,
    /// Whether every repository is counted. If not, the list is still being fetched, is cut off, or lacks what
    /// organisations withhold.
    pub complete: bool,
}

/// One language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguageShare {
    pub name: String,
    pub repositories: u32,
    /// Share of the repositories with a language, in thousandths.
    pub permille: u32,
}
