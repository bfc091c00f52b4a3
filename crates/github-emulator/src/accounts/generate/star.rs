use serde_json::json;

use super::dice::Dice;
use super::{names, repository};
use crate::accounts::StarredRow;
use crate::accounts::account::OwnerRow;

/// Names of stars are none of one's own repositories'.
const FIRST_NAME: u64 = 2_000;

/// Ids of people come after those of their repositories.
const PEOPLE: u64 = 2_000;

/// Hours between one star and the next at most.
const PAUSE: u64 = 60;

/// The newer the star, the lower its number.
pub(super) fn star(first_id: u64, number: u64) -> StarredRow {
    let mut dice = Dice::of(first_id + number);
    let mut row = repository::public(first_id, FIRST_NAME + number);
    row.id = first_id + number;
    // What people star has been starred before.
    row.fields.insert("stargazers_count".to_owned(), json!(1 + dice.throw(300) * dice.throw(300)));
    // Everybody has two of them.
    let person = number / 2;
    StarredRow {
        starred_hours_ago: 100 + number * PAUSE + dice.throw(PAUSE),
        owner: OwnerRow { id: first_id + PEOPLE + person, login: names::login(person) },
        repository: row,
    }
}
