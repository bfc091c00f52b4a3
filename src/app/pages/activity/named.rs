//! What has a name that GitHub may leave out.

use leptos::prelude::*;

use super::subject::Place;
use crate::app::{bidi::isolated, i18n::t_view, links::given};

/// A branch or a tag: the model does not tell them apart.
pub fn deleted(place: Place, name: Option<String>) -> AnyView {
    let link = place.link();
    match given(name.as_deref()) {
        Some(name) => t_view!(activity.deleted.named, name = isolated(&name), <code>, <repository> = link),
        None => t_view!(activity.deleted.unnamed, <repository> = link),
    }
}

/// With the new repository, where GitHub names it.
pub fn forked(place: Place, into: Option<String>) -> AnyView {
    let Some(fork) = given(into.as_deref()) else {
        return t_view!(activity.forked.somewhere, <repository> = place.link());
    };
    t_view!(activity.forked.to_fork, <repository> = place.link(), <fork> = place.page(fork))
}

/// By the name its author gave it.
pub fn released(place: Place, name: Option<String>) -> AnyView {
    let link = place.link();
    match given(name.as_deref()) {
        Some(name) => t_view!(activity.released.named, name = name, <q>, <repository> = link),
        None => t_view!(activity.released.unnamed, <repository> = link),
    }
}

/// With the person's own page.
pub fn added(place: Place, login: Option<String>) -> AnyView {
    let Some(login) = given(login.as_deref()) else {
        return t_view!(activity.added.unnamed, <repository> = place.link());
    };
    t_view!(activity.added.named, <repository> = place.link(), <person> = place.page(login))
}

/// A question or an answer in a discussion, which GitHub does not tell apart here.
pub fn discussed(place: Place, title: Option<String>) -> AnyView {
    let link = place.link();
    match given(title.as_deref()) {
        Some(title) => t_view!(activity.discussed.titled, title = title, <q>, <repository> = link),
        None => t_view!(activity.discussed.untitled, <repository> = link),
    }
}

/// By GitHub's own name for it, so that the person can look it up.
pub fn unknown(place: Place, kind: String) -> AnyView {
    t_view!(activity.unknown, kind = isolated(&kind), <code>, <repository> = place.link())
}
