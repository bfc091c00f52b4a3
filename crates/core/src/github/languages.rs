use std::{cmp::Reverse, collections::HashMap};

use async_trait::async_trait;
use gatehouse_model::{self as model, Fetched, LanguageShare, Repository};

use super::{GitHubError, Resource, SessionClient, repositories::RepositoryList};

/// The languages of the viewer's repositories, as far as they are gathered.
#[derive(Clone, Copy, Debug)]
pub struct Languages;

#[async_trait]
impl Resource for Languages {
    type Value = model::Languages;

    const NAME: &'static str = "languages";

    async fn load(self, session: &SessionClient) -> Result<Fetched<Self::Value>, GitHubError> {
        Ok(session.list(RepositoryList).await?.map(|entry| {
            let list = &entry.value;
            count_languages(list.items(), list.is_complete() && !list.is_partial())
        }))
    }
}

/// Counts each repository once, by its main language. Forks are others' work and are left out.
fn count_languages<'a>(repositories: impl Iterator<Item = &'a Repository>, complete: bool) -> model::Languages {
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
    model::Languages { shares, counted, without, complete }
}
