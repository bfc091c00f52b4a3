//! What happened, in sentences.

use gatehouse_model::{Action, Created, Event, EventPayload};
use leptos::prelude::*;

use super::subjects::{RepositoryLink, WorkItem};
use crate::app::{
    bidi::{isolated, non_blank},
    i18n::{grouped, t_view},
};

/// What happened, in a sentence. GitHub leaves details out, so most sentences have a shorter variant.
pub fn describe(event: Event, github_url: String) -> AnyView {
    let repository = RepositoryLink::new(&event, github_url);
    match event.what {
        EventPayload::Pushed { branch, commits } => pushed(repository, branch, commits.unwrap_or_default()),
        EventPayload::Created(what) => created(repository, what),
        EventPayload::Deleted { name } => deleted(repository, name),
        EventPayload::PullRequest { action, number, title } => {
            changed(WorkItem::pull_request(&repository, number, title.as_deref()), repository, action)
        }
        EventPayload::Reviewed { number, title } => {
            reviewed(WorkItem::pull_request(&repository, number, title.as_deref()), repository)
        }
        EventPayload::Issue { action, number, title } => {
            changed(WorkItem::issue(&repository, number, title.as_deref()), repository, action)
        }
        EventPayload::Commented { number, title } => {
            commented(WorkItem::either(&repository, number, title.as_deref()), repository)
        }
        EventPayload::CommentedOnCommit => t_view!(activity.commented_on_commit, <repository> = repository.link()),
        EventPayload::Forked { into } => forked(repository, into),
        EventPayload::Starred => t_view!(activity.starred, <repository> = repository.link()),
        EventPayload::Released { name } => released(repository, name),
        EventPayload::MadePublic => t_view!(activity.made_public, <repository> = repository.link()),
        EventPayload::AddedMember { login } => added_member(repository, login),
        EventPayload::EditedWiki { pages } => edited_wiki(repository, pages),
        EventPayload::Discussed { title } => discussed(repository, title),
        EventPayload::Sponsored => t_view!(activity.sponsored, <repository> = repository.link()),
        EventPayload::Unknown { kind } => unknown(repository, kind),
    }
}

/// A push without commits moved a branch, or GitHub does not say how many there were.
fn pushed(repository: RepositoryLink, branch: Option<String>, commits: u64) -> AnyView {
    match (non_blank(branch.as_deref()), commits) {
        (Some(branch), 0) => {
            t_view!(activity.pushed.something_to_branch, branch = isolated(&branch), <code>, <repository> = repository.link())
        }
        (None, 0) => t_view!(activity.pushed.something, <repository> = repository.link()),
        (Some(branch), _) => t_view!(
            activity.pushed.to_branch,
            count = commits,
            branch = isolated(&branch),
            <number> = grouped(commits),
            <code>,
            <repository> = repository.link()
        ),
        (None, _) => t_view!(
            activity.pushed.to_repository,
            count = commits,
            <number> = grouped(commits),
            <repository> = repository.link()
        ),
    }
}

fn created(repository: RepositoryLink, what: Created) -> AnyView {
    let link = repository.link();
    match what {
        Created::Repository => t_view!(activity.created.repository, <repository> = link),
        Created::Branch(name) => match non_blank(name.as_deref()) {
            Some(name) => t_view!(activity.created.branch, name = isolated(&name), <code>, <repository> = link),
            None => t_view!(activity.created.some_branch, <repository> = link),
        },
        Created::Tag(name) => match non_blank(name.as_deref()) {
            Some(name) => t_view!(activity.created.tag, name = isolated(&name), <code>, <repository> = link),
            None => t_view!(activity.created.some_tag, <repository> = link),
        },
    }
}

fn edited_wiki(repository: RepositoryLink, pages: u64) -> AnyView {
    let link = repository.link();
    match pages {
        0 => t_view!(activity.wiki.something, <repository> = link),
        _ => t_view!(activity.wiki.pages, count = pages, <number> = grouped(pages), <repository> = link),
    }
}

/// A branch or a tag: the model does not distinguish them.
fn deleted(repository: RepositoryLink, name: Option<String>) -> AnyView {
    let link = repository.link();
    match non_blank(name.as_deref()) {
        Some(name) => t_view!(activity.deleted.named, name = isolated(&name), <code>, <repository> = link),
        None => t_view!(activity.deleted.unnamed, <repository> = link),
    }
}

fn forked(repository: RepositoryLink, into: Option<String>) -> AnyView {
    let Some(fork) = non_blank(into.as_deref()) else {
        return t_view!(activity.forked.somewhere, <repository> = repository.link());
    };
    t_view!(activity.forked.to_fork, <repository> = repository.link(), <fork> = repository.page(fork))
}

fn released(repository: RepositoryLink, name: Option<String>) -> AnyView {
    let link = repository.link();
    match non_blank(name.as_deref()) {
        Some(name) => t_view!(activity.released.named, name = name, <q>, <repository> = link),
        None => t_view!(activity.released.unnamed, <repository> = link),
    }
}

fn added_member(repository: RepositoryLink, login: Option<String>) -> AnyView {
    let Some(login) = non_blank(login.as_deref()) else {
        return t_view!(activity.added.unnamed, <repository> = repository.link());
    };
    t_view!(activity.added.named, <repository> = repository.link(), <person> = repository.page(login))
}

/// A question or an answer in a discussion: GitHub does not distinguish them here.
fn discussed(repository: RepositoryLink, title: Option<String>) -> AnyView {
    let link = repository.link();
    match non_blank(title.as_deref()) {
        Some(title) => t_view!(activity.discussed.titled, title = title, <q>, <repository> = link),
        None => t_view!(activity.discussed.untitled, <repository> = link),
    }
}

/// Has GitHub's name for the event, so that people can look it up.
fn unknown(repository: RepositoryLink, kind: String) -> AnyView {
    t_view!(activity.unknown, kind = isolated(&kind), <code>, <repository> = repository.link())
}

/// An issue or a pull request was opened, closed and so on.
fn changed(item: WorkItem, repository: RepositoryLink, action: Action) -> AnyView {
    let (subject, link) = (item.link(), repository.link());
    match action {
        Action::Opened => t_view!(activity.worked.opened, <subject> = subject, <repository> = link),
        Action::Closed => t_view!(activity.worked.closed, <subject> = subject, <repository> = link),
        Action::Reopened => t_view!(activity.worked.reopened, <subject> = subject, <repository> = link),
        Action::Merged => t_view!(activity.worked.merged, <subject> = subject, <repository> = link),
        Action::Changed => t_view!(activity.worked.changed, <subject> = subject, <repository> = link),
    }
}

fn reviewed(item: WorkItem, repository: RepositoryLink) -> AnyView {
    t_view!(activity.worked.reviewed, <subject> = item.link(), <repository> = repository.link())
}

fn commented(item: WorkItem, repository: RepositoryLink) -> AnyView {
    t_view!(activity.worked.commented, <subject> = item.link(), <repository> = repository.link())
}
