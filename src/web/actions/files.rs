//! What the JSON downloads hold: names and values in snake case, times in RFC 3339, UTC. `docs/schemas/` describes both
//! files for whoever reads them with a program; a model may change, and these may not without those.

use gatehouse_core::audit;
use gatehouse_model::{AccountEvent, AccountEventKind, Device, Repository, SignInReason, Timestamp, Viewer};
use serde::{Serialize, Serializer};

/// A time as the files have it.
pub(super) struct Time(pub Timestamp);

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.rfc3339())
    }
}

/// Everything that is kept about a viewer, but for sealed bytes and hashes, which say nothing to them.
/// `docs/schemas/export.schema.json`.
#[derive(Serialize)]
pub(super) struct ExportFile {
    pub exported_at: Time,
    pub issuer: String,
    pub github_id: i64,
    pub viewer: ViewerEntry,
    pub first_signed_in_at: Time,
    pub devices: Vec<DeviceEntry>,
    pub token_sets: Vec<TokenSetEntry>,
    /// All that are kept, the latest first.
    pub events: Vec<EventEntry>,
    /// Pairs of tokens that GitHub has not yet confirmed dead.
    pub waiting_for_revocation: i64,
}

#[derive(Serialize)]
pub(super) struct ViewerEntry {
    login: String,
    name: Option<String>,
    avatar_url: String,
}

#[derive(Serialize)]
pub(super) struct DeviceEntry {
    id: String,
    browser: Option<String>,
    network: Option<String>,
    created_at: Time,
    last_seen_at: Time,
    idle_ends_at: Time,
    absolute_ends_at: Time,
    current: bool,
}

/// What is known of one session's tokens, and not one byte of them.
#[derive(Serialize)]
pub(super) struct TokenSetEntry {
    pub scopes: Vec<String>,
    pub generation: i64,
    pub received_at: Time,
    pub access_expires_at: Option<Time>,
    pub refresh_expires_at: Option<Time>,
}

#[derive(Serialize)]
pub(super) struct EventEntry {
    at: Time,
    first_at: Time,
    times: u32,
    kind: String,
    reason: Option<String>,
    browser: Option<String>,
}

/// `docs/schemas/repositories.schema.json`, `$defs/repository`.
#[derive(Serialize)]
pub(super) struct RepositoryEntry<'a> {
    id: u64,
    name: &'a str,
    full_name: &'a str,
    html_url: &'a str,
    description: Option<&'a str>,
    language: Option<&'a str>,
    license: Option<&'a str>,
    topics: &'a [String],
    visibility: &'static str,
    fork: bool,
    archived: bool,
    template: bool,
    stars: u64,
    forks: u64,
    open_issues: u64,
    pushed_at: Option<Time>,
    created_at: Option<Time>,
}

impl From<&Viewer> for ViewerEntry {
    fn from(viewer: &Viewer) -> Self {
        let Viewer { login, name, avatar_url } = viewer.clone();
        Self { login, name, avatar_url }
    }
}

impl From<Device> for DeviceEntry {
    fn from(device: Device) -> Self {
        Self {
            id: device.id,
            browser: known(device.browser),
            network: known(device.network),
            created_at: Time(device.created_at),
            last_seen_at: Time(device.last_seen_at),
            idle_ends_at: Time(device.idle_ends_at),
            absolute_ends_at: Time(device.absolute_ends_at),
            current: device.current,
        }
    }
}

impl From<AccountEvent> for EventEntry {
    fn from(event: AccountEvent) -> Self {
        let (kind, reason) = words(event.kind);
        let AccountEvent { at, first_at, times, browser, .. } = event;
        Self { at: Time(at), first_at: Time(first_at), times, kind, reason, browser: known(browser) }
    }
}

impl<'a> From<&'a Repository> for RepositoryEntry<'a> {
    fn from(repository: &'a Repository) -> Self {
        Self {
            id: repository.id,
            name: &repository.name,
            full_name: &repository.full_name,
            html_url: &repository.html_url,
            description: repository.description.as_deref(),
            language: repository.language.as_deref(),
            license: repository.license.as_deref(),
            topics: &repository.topics,
            visibility: repository.visibility.key(),
            fork: repository.fork,
            archived: repository.archived,
            template: repository.template,
            stars: repository.stars,
            forks: repository.forks,
            open_issues: repository.open_issues,
            pushed_at: repository.pushed_at.map(Time),
            created_at: repository.created_at.map(Time),
        }
    }
}

/// The words of the database, as a program's names. That a sign-out is the ending nobody else asked for is our own
/// business.
fn words(kind: AccountEventKind) -> (String, Option<String>) {
    let (word, detail) = match kind {
        AccountEventKind::Ended(SignInReason::Required) => ("ended", "signed-out"),
        kind => audit::code(kind),
    };
    (snake(word), known(snake(detail)))
}

fn snake(word: &str) -> String {
    word.replace('-', "_")
}

fn known(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::words;
    use gatehouse_model::{AccountEventKind, SignInReason};

    #[test]
    fn the_schema_names_every_kind_and_every_reason() {
        let schema: Value =
            serde_json::from_str(include_str!("../../../docs/schemas/export.schema.json")).expect("a schema");
        let listed = |property: &str| -> BTreeSet<String> {
            let values = schema["$defs"]["event"]["properties"][property]["enum"].as_array().expect("a list");
            values.iter().filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let kinds = AccountEventKind::all();
        let said: Vec<_> = kinds.into_iter().map(words).collect();
        assert_eq!(said.iter().map(|(kind, _)| kind.clone()).collect::<BTreeSet<_>>(), listed("kind"));
        assert_eq!(said.into_iter().filter_map(|(_, reason)| reason).collect::<BTreeSet<_>>(), listed("reason"));
        assert_eq!(
            words(AccountEventKind::Ended(SignInReason::Required)),
            ("ended".to_owned(), Some("signed_out".to_owned()))
        );
    }
}
