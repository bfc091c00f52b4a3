use serde::Deserialize;
use serde_json::{Map, Value};

/// GitHub's numeric id: the one thing about an account that never changes.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq)]
pub(crate) struct AccountId(pub(crate) u64);

/// A fixture: what is particular about this account, the rest being GitHub's example.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Account {
    pub(crate) user: UserRow,
    /// The primary address is not verified, so GitHub refuses the token exchange.
    #[serde(default)]
    pub(crate) unverified: bool,
    #[serde(default)]
    pub(crate) activity: Activity,
    #[serde(default)]
    pub(crate) emails: Vec<Value>,
    #[serde(default)]
    pub(crate) organizations: Vec<OrganizationRow>,
    #[serde(default)]
    pub(crate) repositories: Vec<RepositoryRow>,
    #[serde(default)]
    pub(crate) starred: Vec<StarredRow>,
    #[serde(default)]
    pub(crate) gists: Vec<GistRow>,
    #[serde(default)]
    pub(crate) events: Vec<EventRow>,
    #[serde(default)]
    pub(crate) generated: Generated,
}

/// How many more of each are made up when the emulator starts, after those that are written down.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Generated {
    pub(crate) repositories: u64,
    pub(crate) starred: u64,
    pub(crate) events: u64,
}

/// How full the contribution calendar is.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Activity {
    #[default]
    None,
    Quiet,
    Busy,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct UserRow {
    pub(crate) id: AccountId,
    pub(crate) login: String,
    #[serde(flatten)]
    pub(crate) fields: Map<String, Value>,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct OrganizationRow {
    pub(crate) id: u64,
    pub(crate) login: String,
    pub(crate) description: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct RepositoryRow {
    pub(crate) id: u64,
    pub(crate) name: String,
    /// The organisation that owns it, where the account does not.
    pub(crate) org: Option<String>,
    #[serde(default)]
    pub(crate) private: bool,
    /// The SPDX id.
    pub(crate) license: Option<String>,
    pub(crate) created_days_ago: u64,
    /// `None` where nothing was ever pushed.
    pub(crate) pushed_days_ago: Option<u64>,
    #[serde(flatten)]
    pub(crate) fields: Map<String, Value>,
}

/// Somebody else's repository, and since when the account likes it.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct StarredRow {
    pub(crate) starred_hours_ago: u64,
    pub(crate) owner: OwnerRow,
    pub(crate) repository: RepositoryRow,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct OwnerRow {
    pub(crate) id: u64,
    pub(crate) login: String,
}

/// A Gist that is pinned to the profile.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct GistRow {
    /// What its address ends in.
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) file: String,
    pub(crate) language: Option<String>,
    pub(crate) stargazers_count: u64,
    pub(crate) created_days_ago: u64,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct EventRow {
    #[serde(rename = "type")]
    pub(crate) kind: String,
    /// `owner/name`
    pub(crate) repo: String,
    /// The repository's id, where the account has no repository of that name.
    pub(crate) repo_id: Option<u64>,
    pub(crate) hours_ago: u64,
    pub(crate) public: bool,
    pub(crate) payload: Value,
}

impl Account {
    pub(crate) fn id(&self) -> AccountId {
        self.user.id
    }

    pub(crate) fn login(&self) -> &str {
        &self.user.login
    }

    /// The display name, or the login where there is none.
    pub(crate) fn display_name(&self) -> &str {
        let name = self.user.fields.get("name").and_then(Value::as_str);
        name.unwrap_or(&self.user.login)
    }
}
