//! What was done to issues and pull requests.

use leptos::prelude::*;

use super::subject::{Place, Subject};
use crate::{app::words::tell, model::Action};

/// Opened, closed and the like.
pub fn worked(subject: Subject, place: Place, action: Action) -> AnyView {
    let (subject, repository) = (move || subject.link(), move || place.link());
    match action {
        Action::Opened => tell!(activity.worked.opened, <subject> = subject, <repository> = repository).into_any(),
        Action::Closed => tell!(activity.worked.closed, <subject> = subject, <repository> = repository).into_any(),
        Action::Reopened => tell!(activity.worked.reopened, <subject> = subject, <repository> = repository).into_any(),
        Action::Merged => tell!(activity.worked.merged, <subject> = subject, <repository> = repository).into_any(),
        Action::Changed => tell!(activity.worked.changed, <subject> = subject, <repository> = repository).into_any(),
    }
}

/// A review, whatever it came to.
pub fn reviewed(subject: Subject, place: Place) -> AnyView {
    tell!(
        activity.worked.reviewed,
        <subject> = move || subject.link(),
        <repository> = move || place.link()
    )
    .into_any()
}

/// A comment, wherever it stands in the talk.
pub fn commented(subject: Subject, place: Place) -> AnyView {
    tell!(
        activity.worked.commented,
        <subject> = move || subject.link(),
        <repository> = move || place.link()
    )
    .into_any()
}
