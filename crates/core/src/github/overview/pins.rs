use gatehouse_model::{Gap, PinnedItem, PinnedKind};
use serde::Deserialize;

use super::query::{MissingReason, PINNED};
use crate::github::{GitHubError, resource::non_blank};

#[derive(Deserialize)]
pub(super) struct PinnedNodes {
    nodes: Option<Vec<Option<PinnedNode>>>,
}

/// The pinned items that the viewer may see here.
#[derive(Debug)]
pub(super) struct Pins {
    pub items: Vec<PinnedItem>,
    /// Why each of the others is missing.
    pub closed: Vec<Gap>,
}

#[derive(Deserialize)]
#[serde(tag = "__typename", rename_all_fields = "camelCase")]
enum PinnedNode {
    Repository {
        name_with_owner: String,
        description: Option<String>,
        url: String,
        stargazer_count: u64,
        fork_count: u64,
        primary_language: Option<LanguageNode>,
    },
    Gist {
        /// The last part of its address. People know a gist by its first file.
        name: String,
        description: Option<String>,
        url: String,
        stargazer_count: u64,
        files: Option<Vec<Option<GistFileNode>>>,
    },
    #[serde(other)]
    Unknown,
}

#[derive(Deserialize)]
struct GistFileNode {
    name: Option<String>,
}

#[derive(Deserialize)]
struct LanguageNode {
    name: String,
}

impl PinnedNodes {
    /// Why each null item is missing. Takes the reasons out of `gaps`.
    pub(super) fn closed(&self, gaps: &mut Vec<(Vec<String>, GitHubError)>) -> Vec<Gap> {
        let nodes = self.nodes.as_deref().unwrap_or_default();
        let mut closed = vec![None; nodes.len()];
        gaps.retain(|(path, error)| {
            let [_, items, list, index, ..] = path.as_slice() else { return true };
            let index = index.parse::<usize>().ok().filter(|_| items == PINNED && list == "nodes");
            // An error within an item may have made all of it null.
            let Some(index) = index.filter(|index| matches!(nodes.get(*index), Some(None))) else { return true };
            closed[index] = MissingReason::from(error).into_gap().ok();
            false
        });
        closed.into_iter().flatten().collect()
    }

    pub(super) fn into_pins(self, closed: Vec<Gap>) -> Option<Pins> {
        let items = self.nodes?.into_iter().flatten().filter_map(pinned_item).collect();
        Some(Pins { items, closed })
    }
}

fn pinned_item(node: PinnedNode) -> Option<PinnedItem> {
    Some(match node {
        PinnedNode::Repository { name_with_owner, description, url, stargazer_count, fork_count, primary_language } => {
            PinnedItem {
                kind: PinnedKind::Repository,
                name: name_with_owner,
                description: non_blank(description),
                url,
                language: primary_language.map(|language| language.name),
                stars: stargazer_count,
                forks: fork_count,
            }
        }
        PinnedNode::Gist { name, description, url, stargazer_count, files } => PinnedItem {
            kind: PinnedKind::Gist,
            name: files.into_iter().flatten().flatten().find_map(|file| non_blank(file.name)).unwrap_or(name),
            description: non_blank(description),
            url,
            language: None,
            stars: stargazer_count,
            forks: 0,
        },
        PinnedNode::Unknown => return None,
    })
}
