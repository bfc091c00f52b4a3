use gatehouse_model::{Deed, Happening};
use leptos::prelude::*;

use super::{
    made, named,
    subject::{Place, Subject},
    worked,
};
use crate::app::words::tell;

/// What was done, in a sentence a person would use. GitHub leaves parts out, so most sentences have a shorter one
/// beside them.
pub fn told(happening: Happening, github_url: String) -> AnyView {
    let place = Place::of(&happening, github_url);
    match happening.what {
        Deed::Pushed { branch, commits } => made::pushed(place, branch, commits.unwrap_or_default()),
        Deed::Created(what) => made::created(place, what),
        Deed::Deleted { name } => named::deleted(place, name),
        Deed::PullRequest { action, number, title } => {
            worked::worked(Subject::pull_request(&place, number, title.as_deref()), place, action)
        }
        Deed::Reviewed { number, title } => {
            worked::reviewed(Subject::pull_request(&place, number, title.as_deref()), place)
        }
        Deed::Issue { action, number, title } => {
            worked::worked(Subject::issue(&place, number, title.as_deref()), place, action)
        }
        Deed::Commented { number, title } => {
            worked::commented(Subject::either(&place, number, title.as_deref()), place)
        }
        Deed::CommentedOnCommit => tell!(activity.commented_on_commit, <repository> = place.link()),
        Deed::Forked { into } => named::forked(place, into),
        Deed::Starred => tell!(activity.starred, <repository> = place.link()),
        Deed::Released { name } => named::released(place, name),
        Deed::MadePublic => tell!(activity.made_public, <repository> = place.link()),
        Deed::AddedMember { login } => named::added(place, login),
        Deed::EditedWiki { pages } => made::edited(place, pages),
        Deed::Discussed { title } => named::discussed(place, title),
        Deed::Sponsored => tell!(activity.sponsored, <repository> = place.link()),
        Deed::Unknown { kind } => named::unknown(place, kind),
    }
}
