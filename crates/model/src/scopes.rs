/// Scopes that hold others, each before those it holds (GitHub "Scopes for OAuth apps").
const HOLD: &[(&str, &[&str])] = &[
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

/// Whether a token with the scopes `held` may do what takes the scope `wanted`: GitHub names the widest of them alone.
pub fn holds(held: &[impl AsRef<str>], wanted: &str) -> bool {
    held.iter().map(AsRef::as_ref).any(|held| {
        let narrower = HOLD.iter().find(|(wide, _)| *wide == held);
        held == wanted || narrower.is_some_and(|(_, narrow)| narrow.contains(&wanted))
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::holds;

    #[rstest]
    #[case::itself("read:org", "read:org", true)]
    #[case::wider("admin:org", "read:org", true)]
    #[case::wider_by_two("repo", "public_repo", true)]
    #[case::narrower("read:org", "admin:org", false)]
    #[case::another("read:user", "read:org", false)]
    #[case::begins_alike("repo:status", "repo", false)]
    fn a_wide_scope_holds_the_narrow_ones(#[case] held: &str, #[case] wanted: &str, #[case] expected: bool) {
        assert_eq!(holds(&["gist", held], wanted), expected);
        assert!(!holds(&[""; 0], wanted));
    }
}
