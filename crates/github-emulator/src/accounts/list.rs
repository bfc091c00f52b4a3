use std::io;
use std::sync::{Arc, OnceLock};

use serde::Deserialize;
use serde_json::Value;

use super::account::{Account, AccountId, Generated, UserRow};
use super::generate::{add_organizations, add_repositories, generate};

const FIXTURES: [&str; 6] = [
    include_str!("../../fixtures/accounts/octocat.json"),
    include_str!("../../fixtures/accounts/null-fields.json"),
    include_str!("../../fixtures/accounts/markup.json"),
    include_str!("../../fixtures/accounts/many.json"),
    include_str!("../../fixtures/accounts/empty.json"),
    include_str!("../../fixtures/accounts/unverified.json"),
];

/// Ids of accounts that register while the emulator runs start here.
const FIRST_NEWCOMER: u64 = 9_000_001;

/// The accounts as they are now, and as they were when the emulator started.
#[derive(Clone)]
pub(crate) struct Accounts {
    loaded: Vec<Arc<Account>>,
    now: Vec<Arc<Account>>,
}

/// What can happen to an account while someone is signed in with it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AccountChange {
    /// A new login; the id stays.
    pub(crate) login: Option<String>,
    pub(crate) name: Option<String>,
    /// After a rename, somebody else registers the old login: same login, another id.
    #[serde(default)]
    pub(crate) reregister: bool,
}

impl Accounts {
    /// Read once a process: every test has an emulator of its own, and they all begin with the same accounts.
    pub(crate) fn load() -> io::Result<Self> {
        static READ: OnceLock<Vec<Arc<Account>>> = OnceLock::new();
        let loaded = if let Some(read) = READ.get() {
            read.clone()
        } else {
            let read = read_fixtures()?;
            READ.get_or_init(|| read).clone()
        };
        let now = loaded.clone();
        Ok(Self { loaded, now })
    }

    pub(crate) fn as_loaded(&self) -> Self {
        Self { loaded: self.loaded.clone(), now: self.loaded.clone() }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Account> {
        self.now.iter().map(|account| &**account)
    }

    pub(crate) fn by_id(&self, id: AccountId) -> Option<&Account> {
        self.iter().find(|account| account.id() == id)
    }

    /// Logins are the same whatever their case.
    pub(crate) fn by_login(&self, login: &str) -> Option<&Account> {
        self.iter().find(|account| account.login().eq_ignore_ascii_case(login))
    }

    pub(crate) fn change(&mut self, login: &str, change: AccountChange) -> Result<(), &'static str> {
        if let Some(new) = &change.login
            && !new.eq_ignore_ascii_case(login)
            && self.by_login(new).is_some()
        {
            return Err("another account has that login");
        }
        let next_id = FIRST_NEWCOMER + self.now.len() as u64;
        let account = self.account(login)?;
        if let Some(name) = change.name {
            account.user.fields.insert("name".to_owned(), Value::String(name));
        }
        let Some(new) = change.login else {
            return Ok(());
        };
        let old = std::mem::replace(&mut account.user.login, new);
        if change.reregister {
            self.now.push(Arc::new(newcomer(AccountId(next_id), old)));
        }
        Ok(())
    }

    pub(crate) fn add_repositories(&mut self, login: &str, count: u64) -> Result<(), &'static str> {
        add_repositories(self.account(login)?, count);
        Ok(())
    }

    pub(crate) fn add_organizations(&mut self, login: &str, count: u64) -> Result<(), &'static str> {
        add_organizations(self.account(login)?, count);
        Ok(())
    }

    fn account(&mut self, login: &str) -> Result<&mut Account, &'static str> {
        let account = self.now.iter_mut().find(|account| account.login().eq_ignore_ascii_case(login));
        account.map(Arc::make_mut).ok_or("no account has that login")
    }
}

fn read_fixtures() -> Result<Vec<Arc<Account>>, serde_json::Error> {
    FIXTURES.iter().map(|text| Ok(Arc::new(generate(serde_json::from_str(text)?)))).collect()
}

fn newcomer(id: AccountId, login: String) -> Account {
    let name = Value::String("Somebody else".to_owned());
    Account {
        user: UserRow { id, login, fields: [("name".to_owned(), name)].into_iter().collect() },
        unverified: false,
        activity: super::Activity::None,
        emails: Vec::new(),
        organizations: Vec::new(),
        repositories: Vec::new(),
        starred: Vec::new(),
        gists: Vec::new(),
        events: Vec::new(),
        generated: Generated::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::{AccountChange, Accounts};

    #[test]
    fn a_login_that_changes_hands_belongs_to_another_id() -> Result<(), Box<dyn std::error::Error>> {
        let mut accounts = Accounts::load()?;
        let before = accounts.by_login("octocat").map(super::Account::id);
        let change = AccountChange { login: Some("mona".to_owned()), reregister: true, ..AccountChange::default() };
        accounts.change("octocat", change)?;
        assert_eq!(accounts.by_login("mona").map(super::Account::id), before);
        assert_ne!(accounts.by_login("octocat").map(super::Account::id), before);
        Ok(())
    }
}
