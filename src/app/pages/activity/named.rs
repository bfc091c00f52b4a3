//! What has a name that GitHub may leave out.

use leptos::prelude::*;

use super::subject::Place;
use crate::app::{bidi::isolated, links::given, words::tell};

/// A branch or a tag: the model does not tell them apart.
pub fn deleted(place: Place, name: Option<String>) -> AnyView {
    let link = place.link();
    match given(name.as_deref()) {
        Some(name) => tell!(activity.deleted.named, name = isolated(&name), <code>, <repository> = link),
        None => tell!(activity.deleted.unnamed, <repository> = link),
    }
}

/// With the new repository, where GitHub names it.
pub fn forked(place: Place, into: Option<String>) -> AnyView {
    let Some(fork) = given(into.as_deref()) else {
        return tell!(activity.forked.somewhere, <repository> = place.link());
    };
    tell!(activity.forked.to_fork, <repository> = place.link(), <fork> = place.page(fork))
}

/// By the name its author gave it.
pub fn released(place: Place, name: Option<String>) -> AnyView {
    let link = place.link();
    match given(name.as_deref()) {
        Some(name) => tell!(activity.released.named, name = name, <q>, <repository> = link),
        None => tell!(activity.released.unnamed, <repository> = link),
    }
}

/// With the person's own page.
pub fn added(place: Place, login: Option<String>) -> AnyView {
    let Some(login) = given(login.as_deref()) else {
        return tell!(activity.added.unnamed, <repository> = place.link());
    };
    tell!(activity.added.named, <repository> = place.link(), <person> = place.page(login))
}

/// A question or an answer in a discussion, which GitHub does not tell apart here.
pub fn discussed(place: Place, title: Option<String>) -> AnyView {
    let link = place.link();
    match given(title.as_deref()) {
        Some(title) => tell!(activity.discussed.titled, title = title, <q>, <repository> = link),
        None => tell!(activity.discussed.untitled, <repository> = link),
    }
}

/// By GitHub's own name for it, so that the person can look it up.
pub fn unknown(place: Place, kind: String) -> AnyView {
    tell!(activity.unknown, kind = isolated(&kind), <code>, <repository> = place.link())
}
