use serde::{Deserialize, Serialize};

use super::Timestamp;

/// What GitHub tells about the viewer (`GET /user`), cut to what the profile page shows.
///
/// Source: GitHub REST "Get the authenticated user". Every `Option` is nullable there, or sent to some tokens only.
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
    /// Free text, as typed by its owner: a link only where [`Profile::website`] says so.
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
    /// Only tokens with `read:user` are told the rest.
    pub private_gists: Option<u64>,
    pub total_private_repos: Option<u64>,
    pub owned_private_repos: Option<u64>,
    pub collaborators: Option<u64>,
    /// Kibibytes.
    pub disk_usage: Option<u64>,
    pub two_factor_authentication: Option<bool>,
    pub plan: Option<Plan>,
}

/// The viewer's plan at GitHub.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    pub name: String,
    /// Kibibytes.
    pub space: u64,
    pub private_repos: u64,
    pub collaborators: u64,
}

impl Profile {
    /// The website as a link, if it is one: `http` or `https` only, `https` assumed where none is written.
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
        // `javascript:`, `data:` and friends have a colon before any dot or slash; `example.org:8080` has not.
        let host = typed.split(['/', '?', '#']).next().unwrap_or_default();
        let plain = host.contains('.') && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | ':'));
        plain.then(|| format!("https://{typed}"))
    }
}
