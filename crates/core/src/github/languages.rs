use std::{cmp::Reverse, collections::HashMap};

use gatehouse_model::{LanguageShare, Languages, Repository};

/// Counts each repository once, by the language GitHub names for it. Forks are others' work and are left out.
pub(super) fn count<'a>(repositories: impl Iterator<Item = &'a Repository>, complete: bool) -> Languages {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    let (mut counted, mut without) = (0, 0);
    for repository in repositories.filter(|repository| !repository.fork) {
        if let Some(language) = &repository.language {
            *counts.entry(language).or_default() += 1;
            counted += 1;
        } else {
            without += 1;
        }
    }
    let share = |(name, repositories): (&str, u32)| LanguageShare {
        name: name.to_owned(),
        repositories,
        permille: u32::try_from(u64::from(repositories) * 1_000 / u64::from(counted.max(1))).unwrap_or_default(),
    };
    let mut shares: Vec<LanguageShare> = counts.into_iter().map(share).collect();
    shares
        .sort_by(|one, other| (Reverse(one.repositories), &one.name).cmp(&(Reverse(other.repositories), &other.name)));
    Languages { shares, counted, without, complete }
}
