//! Long lists, made up from a number: the same ones in every run.

mod dice;
mod event;
mod names;
mod repository;
mod star;

use super::account::{Account, OrganizationRow};

/// Ids of an account's generated repositories start at ten thousand times its own; those of others' come after them.
const IDS: u64 = 10_000;
const OTHERS: u64 = 5_000;

/// Adds what the fixture asks for to what it has.
pub(super) fn generate(mut account: Account) -> Account {
    let (wanted, first_id) = (account.generated, account.id().0 * IDS);
    add_repositories(&mut account, wanted.repositories);
    account.starred.extend((0..wanted.starred).map(|number| star::star(first_id + OTHERS, number)));
    let events: Vec<_> = (0..wanted.events).map(|number| event::event(&account, number, wanted.events)).collect();
    account.events.extend(events);
    account
}

/// Adds so many repositories to what the account has.
pub(super) fn add_repositories(account: &mut Account, count: u64) {
    let first_id = account.id().0 * IDS;
    account.repositories.extend((0..count).map(|number| repository::own(first_id, number)));
}

/// Puts the account into so many organisations more.
pub(super) fn add_organizations(account: &mut Account, count: u64) {
    let first_id = account.id().0 * IDS;
    account.organizations.extend((1..=count).map(|number| OrganizationRow {
        id: first_id + number,
        login: format!("league-{number}"),
        description: Some(format!("League {number}")),
    }));
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::repository;

    #[test]
    fn no_two_repositories_have_the_same_name_or_id() {
        let rows: Vec<_> = (0..4_900).map(|number| repository::own(0, number)).collect();
        let names: HashSet<&str> = rows.iter().map(|row| row.name.as_str()).collect();
        let ids: HashSet<u64> = rows.iter().map(|row| row.id).collect();
        assert_eq!((names.len(), ids.len()), (4_900, 4_900));
    }
}
