//! Scopes as GitHub keeps them: without those another one includes.
//!
//! <https://docs.github.com/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps#normalized-scopes>

/// Asks for an expiring token with a refresh token; it is not kept as a scope.
pub(super) const OFFLINE_ACCESS: &str = "offline_access";

const INCLUDED: [(&str, &[&str]); 5] = [
    ("user", &["read:user", "user:email", "user:follow"]),
    ("repo", &["repo:status", "repo_deployment", "public_repo", "repo:invite", "security_events"]),
    ("admin:org", &["write:org", "read:org"]),
    ("write:org", &["read:org"]),
    ("project", &["read:project"]),
];

/// Scopes of a list separated by spaces, as asked for, or by commas, as answered.
pub(super) fn parse(list: &str) -> Vec<String> {
    let words = list.split([' ', ',']).filter(|word| !word.is_empty());
    let mut scopes: Vec<String> = Vec::new();
    for word in words {
        if !scopes.iter().any(|known| known == word) {
            scopes.push(word.to_owned());
        }
    }
    scopes
}

/// The same set in one form, so that equal sets are equal lists.
pub(super) fn normalise(mut scopes: Vec<String>) -> Vec<String> {
    for (scope, included) in INCLUDED {
        if scopes.iter().any(|known| known == scope) {
            scopes.retain(|known| !included.contains(&known.as_str()));
        }
    }
    scopes.retain(|known| known != OFFLINE_ACCESS);
    scopes.sort();
    scopes.dedup();
    scopes
}

#[cfg(test)]
mod tests {
    use super::{normalise, parse};

    #[test]
    fn a_wide_scope_swallows_the_narrow_ones() {
        let scopes = parse("user:email read:user,user offline_access gist");
        assert_eq!(normalise(scopes), ["gist", "user"]);
    }
}
