use serde_json::{Map, json};

use super::dice::Dice;
use super::names;
use crate::accounts::RepositoryRow;

const LANGUAGES: [Option<&str>; 18] = [
    Some("C"),
    Some("C++"),
    Some("CSS"),
    Some("Elixir"),
    Some("Go"),
    Some("HTML"),
    Some("Haskell"),
    Some("Java"),
    Some("Kotlin"),
    Some("Python"),
    Some("Ruby"),
    Some("Rust"),
    Some("Rust"),
    Some("Shell"),
    Some("Swift"),
    Some("TypeScript"),
    Some("TypeScript"),
    None,
];

const LICENSES: [Option<&str>; 7] = [Some("MIT"), Some("Apache-2.0"), Some("GPL-3.0"), None, None, None, None];

const DECADE: u64 = 3_650;

/// One in twenty is private, one in sixteen archived, one in seven a fork, one in two hundred was never pushed to.
pub(super) fn own(first_id: u64, number: u64) -> RepositoryRow {
    let mut row = public(first_id, number);
    row.private = number % 20 == 19;
    row.fields.insert("archived".to_owned(), json!(number % 16 == 5));
    row.fields.insert("fork".to_owned(), json!(number % 7 == 3));
    if number % 200 == 60 {
        row.pushed_days_ago = None;
    }
    row
}

pub(super) fn public(first_id: u64, number: u64) -> RepositoryRow {
    let mut dice = Dice::of(number);
    let name = names::name(number);
    let created = 1 + dice.throw(DECADE);
    let described = dice.throw(6) > 0;
    let description = described.then(|| format!("The {}, number {}", name.replace('-', " "), number + 1));
    // Most have few stars.
    let stars = dice.throw(40) * dice.throw(40) / (1 + dice.throw(200));
    let fields = [
        ("description", json!(description)),
        ("language", json!(dice.choose(&LANGUAGES))),
        ("stargazers_count", json!(stars)),
        ("forks_count", json!(dice.throw(10))),
        ("open_issues_count", json!(dice.throw(20))),
        ("size", json!(dice.throw(90_000))),
    ];
    RepositoryRow {
        id: first_id + number,
        name,
        org: None,
        private: false,
        license: dice.choose(&LICENSES).copied().flatten().map(str::to_owned),
        created_days_ago: created,
        pushed_days_ago: Some(dice.throw(created)),
        fields: fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>(),
    }
}
