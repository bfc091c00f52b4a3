//! What was done to issues and pull requests.

use gatehouse_model::Action;
use leptos::prelude::*;

use super::subject::{Place, Subject};
use crate::app::words::tell;

/// Opened, closed and the like.
pub fn worked(subject: Subject, place: Place, action: Action) -> AnyView {
    let (subject, repository) = (subject.link(), place.link());
    match action {
        Action::Opened => tell!(activity.worked.opened, <subject> = subject, <repository> = repository),
        Action::Closed => tell!(activity.worked.closed, <subject> = subject, <repository> = repository),
        Action::Reopened => tell!(activity.worked.reopened, <subject> = subject, <repository> = repository),
        Action::Merged => tell!(activity.worked.merged, <subject> = subject, <repository> = repository),
        Action::Changed => tell!(activity.worked.changed, <subject> = subject, <repository> = repository),
    }
}

/// A review, whatever it came to.
pub fn reviewed(subject: Subject, place: Place) -> AnyView {
    tell!(activity.worked.reviewed, <subject> = subject.link(), <repository> = place.link())
}

/// A comment, wherever it stands in the talk.
pub fn commented(subject: Subject, place: Place) -> AnyView {
    tell!(activity.worked.commented, <subject> = subject.link(), <repository> = place.link())
}
