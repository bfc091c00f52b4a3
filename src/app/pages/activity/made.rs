//! What was brought into a repository.

use leptos::prelude::*;

use super::{named::code, subject::Place};
use crate::{
    app::{
        links::given,
        words::{grouped, tell},
    },
    model::Created,
};

/// A push of no commits moved a branch, or GitHub does not say how many.
pub fn pushed(place: Place, branch: Option<String>, commits: u64) -> AnyView {
    match (given(branch.as_deref()), commits) {
        (Some(branch), 0) => tell!(
            activity.pushed.something_to_branch,
            branch = branch,
            <code> = code,
            <repository> = move || place.link()
        )
        .into_any(),
        (None, 0) => tell!(activity.pushed.something, <repository> = move || place.link()).into_any(),
        (Some(branch), _) => tell!(
            activity.pushed.to_branch,
            count = move || commits,
            <number> = move || grouped(commits),
            branch = branch,
            <code> = code,
            <repository> = move || place.link()
        )
        .into_any(),
        (None, _) => tell!(
            activity.pushed.to_repository,
            count = move || commits,
            <number> = move || grouped(commits),
            <repository> = move || place.link()
        )
        .into_any(),
    }
}

/// The repository itself, or a branch or tag in it.
pub fn created(place: Place, what: Created) -> AnyView {
    let link = move || place.link();
    match what {
        Created::Repository => tell!(activity.created.repository, <repository> = link).into_any(),
        Created::Branch(name) => match given(name.as_deref()) {
            Some(name) => tell!(activity.created.branch, name = name, <code> = code, <repository> = link).into_any(),
            None => tell!(activity.created.some_branch, <repository> = link).into_any(),
        },
        Created::Tag(name) => match given(name.as_deref()) {
            Some(name) => tell!(activity.created.tag, name = name, <code> = code, <repository> = link).into_any(),
            None => tell!(activity.created.some_tag, <repository> = link).into_any(),
        },
    }
}

/// Pages of the wiki.
pub fn edited(place: Place, pages: u64) -> AnyView {
    let link = move || place.link();
    match pages {
        0 => tell!(activity.wiki.something, <repository> = link).into_any(),
        _ => tell!(
            activity.wiki.pages,
            count = move || pages,
            <number> = move || grouped(pages),
            <repository> = link
        )
        .into_any(),
    }
}
