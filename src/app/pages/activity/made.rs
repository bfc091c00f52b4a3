//! What was brought into a repository.

use gatehouse_model::Created;
use leptos::prelude::*;

use super::subject::Place;
use crate::app::{
    bidi::isolated,
    i18n::{grouped, t_view},
    links::given,
};

/// A push of no commits moved a branch, or GitHub does not say how many.
pub fn pushed(place: Place, branch: Option<String>, commits: u64) -> AnyView {
    match (given(branch.as_deref()), commits) {
        (Some(branch), 0) => {
            t_view!(activity.pushed.something_to_branch, branch = isolated(&branch), <code>, <repository> = place.link())
        }
        (None, 0) => t_view!(activity.pushed.something, <repository> = place.link()),
        (Some(branch), _) => t_view!(
            activity.pushed.to_branch,
            count = commits,
            branch = isolated(&branch),
            <number> = grouped(commits),
            <code>,
            <repository> = place.link()
        ),
        (None, _) => t_view!(
            activity.pushed.to_repository,
            count = commits,
            <number> = grouped(commits),
            <repository> = place.link()
        ),
    }
}

/// The repository itself, or a branch or tag in it.
pub fn created(place: Place, what: Created) -> AnyView {
    let link = place.link();
    match what {
        Created::Repository => t_view!(activity.created.repository, <repository> = link),
        Created::Branch(name) => match given(name.as_deref()) {
            Some(name) => t_view!(activity.created.branch, name = isolated(&name), <code>, <repository> = link),
            None => t_view!(activity.created.some_branch, <repository> = link),
        },
        Created::Tag(name) => match given(name.as_deref()) {
            Some(name) => t_view!(activity.created.tag, name = isolated(&name), <code>, <repository> = link),
            None => t_view!(activity.created.some_tag, <repository> = link),
        },
    }
}

/// Pages of the wiki.
pub fn edited(place: Place, pages: u64) -> AnyView {
    let link = place.link();
    match pages {
        0 => t_view!(activity.wiki.something, <repository> = link),
        _ => t_view!(activity.wiki.pages, count = pages, <number> = grouped(pages), <repository> = link),
    }
}
