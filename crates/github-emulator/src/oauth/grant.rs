use std::collections::HashMap;

use crate::accounts::AccountId;

/// What each account has granted the application so far.
///
/// A later request without `scope` yields all of it again: "the flow completes with the scopes the user has authorized".
#[derive(Debug, Default)]
pub(crate) struct Grants(HashMap<AccountId, Vec<String>>);

impl Grants {
    pub(super) fn of(&self, account: AccountId) -> Vec<String> {
        self.0.get(&account).cloned().unwrap_or_default()
    }

    pub(super) fn add(&mut self, account: AccountId, scopes: &[String]) {
        let granted = self.0.entry(account).or_default();
        granted.extend_from_slice(scopes);
        *granted = super::scopes::normalise(std::mem::take(granted));
    }

    pub(crate) fn forget(&mut self, account: AccountId) {
        self.0.remove(&account);
    }
}
