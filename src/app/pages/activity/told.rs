use gatehouse_model::{Event, EventPayload};
use leptos::prelude::*;

use super::{
    made, named,
    subject::{Place, Subject},
    worked,
};
use crate::app::i18n::t_view;

/// What was done, in a sentence a person would use. GitHub leaves parts out, so most sentences have a shorter one
/// beside them.
pub fn told(event: Event, github_url: String) -> AnyView {
    let place = Place::of(&event, github_url);
    match event.what {
        EventPayload::Pushed { branch, commits } => made::pushed(place, branch, commits.unwrap_or_default()),
        EventPayload::Created(what) => made::created(place, what),
        EventPayload::Deleted { name } => named::deleted(place, name),
        EventPayload::PullRequest { action, number, title } => {
            worked::worked(Subject::pull_request(&place, number, title.as_deref()), place, action)
        }
        EventPayload::Reviewed { number, title } => {
            worked::reviewed(Subject::pull_request(&place, number, title.as_deref()), place)
        }
        EventPayload::Issue { action, number, title } => {
            worked::worked(Subject::issue(&place, number, title.as_deref()), place, action)
        }
        EventPayload::Commented { number, title } => {
            worked::commented(Subject::either(&place, number, title.as_deref()), place)
        }
        EventPayload::CommentedOnCommit => t_view!(activity.commented_on_commit, <repository> = place.link()),
        EventPayload::Forked { into } => named::forked(place, into),
        EventPayload::Starred => t_view!(activity.starred, <repository> = place.link()),
        EventPayload::Released { name } => named::released(place, name),
        EventPayload::MadePublic => t_view!(activity.made_public, <repository> = place.link()),
        EventPayload::AddedMember { login } => named::added(place, login),
        EventPayload::EditedWiki { pages } => made::edited(place, pages),
        EventPayload::Discussed { title } => named::discussed(place, title),
        EventPayload::Sponsored => t_view!(activity.sponsored, <repository> = place.link()),
        EventPayload::Unknown { kind } => named::unknown(place, kind),
    }
}
