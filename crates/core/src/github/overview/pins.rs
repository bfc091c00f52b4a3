use gatehouse_model::{Gap, PinnedItem, PinnedKind};
use serde::Deserialize;

use super::{Missing, PINNED};
use crate::github::{GitHubError, read::given};

#[derive(Deserialize)]
pub(super) struct Nodes {
    nodes: Option<Vec<Option<Pinned>>>,
}

/// What is pinned, as far as it may be seen.
#[derive(Debug)]
pub(super) struct Pins {
    pub items: Vec<PinnedItem>,
    /// Why each of the others is missing.
    pub closed: Vec<Gap>,
}

#[derive(Deserialize)]
#[serde(tag = "__typename", rename_all_fields = "camelCase")]
enum Pinned {
    Repository {
        name_with_owner: String,
        description: Option<String>,
        url: String,
        stargazer_count: u64,
        fork_count: u64,
        primary_language: Option<Language>,
    },
    Gist {
        /// The last part of its address. People know a Gist by its first file.
        name: String,
        description: Option<String>,
        url: String,
        stargazer_count: u64,
        files: Option<Vec<Option<GistFile>>>,
    },
    #[serde(other)]
    Unknown,
}

#[derive(Deserialize)]
struct GistFile {
    name: Option<String>,
}

#[derive(Deserialize)]
struct Language {
    name: String,
}

impl Nodes {
    /// Why each pinned item is missing where nothing stands; each is taken out of `gaps`.
    pub(super) fn closed(&self, gaps: &mut Vec<(Vec<String>, GitHubError)>) -> Vec<Gap> {
        let nodes = self.nodes.as_deref().unwrap_or_default();
        let mut closed = vec![None; nodes.len()];
        gaps.retain(|(place, error)| {
            let [_, items, list, number, ..] = place.as_slice() else { return true };
            let number = number.parse::<usize>().ok().filter(|_| items == PINNED && list == "nodes");
            // What is closed within an item may have taken all of it along.
            let Some(number) = number.filter(|number| matches!(nodes.get(*number), Some(None))) else { return true };
            closed[number] = Missing::of(error).gap().ok();
            false
        });
        closed.into_iter().flatten().collect()
    }

    pub(super) fn pins(self, closed: Vec<Gap>) -> Option<Pins> {
        let items = self.nodes?.into_iter().flatten().filter_map(pinned).collect();
        Some(Pins { items, closed })
    }
}

fn pinned(item: Pinned) -> Option<PinnedItem> {
    Some(match item {
        Pinned::Repository { name_with_owner, description, url, stargazer_count, fork_count, primary_language } => {
            PinnedItem {
                kind: PinnedKind::Repository,
                name: name_with_owner,
                description: given(description),
                url,
                language: primary_language.map(|language| language.name),
                stars: stargazer_count,
                forks: fork_count,
            }
        }
        Pinned::Gist { name, description, url, stargazer_count, files } => PinnedItem {
            kind: PinnedKind::Gist,
            name: files.into_iter().flatten().flatten().find_map(|file| given(file.name)).unwrap_or(name),
            description: given(description),
            url,
            language: None,
            stars: stargazer_count,
            forks: 0,
        },
        Pinned::Unknown => return None,
    })
}
