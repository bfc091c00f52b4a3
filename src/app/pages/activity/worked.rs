//! What was done to issues and pull requests.

use gatehouse_model::Action;
use leptos::prelude::*;

use super::subject::{Place, Subject};
use crate::app::i18n::t_view;

/// Opened, closed and the like.
pub fn worked(subject: Subject, place: Place, action: Action) -> AnyView {
    let (subject, repository) = (subject.link(), place.link());
    match action {
        Action::Opened => t_view!(activity.worked.opened, <subject> = subject, <repository> = repository),
        Action::Closed => t_view!(activity.worked.closed, <subject> = subject, <repository> = repository),
        Action::Reopened => t_view!(activity.worked.reopened, <subject> = subject, <repository> = repository),
        Action::Merged => t_view!(activity.worked.merged, <subject> = subject, <repository> = repository),
        Action::Changed => t_view!(activity.worked.changed, <subject> = subject, <repository> = repository),
    }
}

/// A review, whatever it came to.
pub fn reviewed(subject: Subject, place: Place) -> AnyView {
    t_view!(activity.worked.reviewed, <subject> = subject.link(), <repository> = place.link())
}

/// A comment, wherever it stands in the talk.
pub fn commented(subject: Subject, place: Place) -> AnyView {
    t_view!(activity.worked.commented, <subject> = subject.link(), <repository> = place.link())
}
