//! What has a name that GitHub may leave out.

use leptos::prelude::*;

use super::subject::Place;
use crate::app::{links::given, words::tell};

/// A branch or a tag: the model does not tell them apart.
pub fn deleted(place: Place, name: Option<String>) -> AnyView {
    let link = move || place.link();
    match given(name.as_deref()) {
        Some(name) => tell!(activity.deleted.named, name = name, <code> = code, <repository> = link).into_any(),
        None => tell!(activity.deleted.unnamed, <repository> = link).into_any(),
    }
}

/// With the new repository, where GitHub names it.
pub fn forked(place: Place, into: Option<String>) -> AnyView {
    let Some(fork) = given(into.as_deref()) else {
        return tell!(activity.forked.somewhere, <repository> = move || place.link()).into_any();
    };
    let origin = place.clone();
    tell!(
        activity.forked.to_fork,
        <repository> = move || origin.link(),
        <fork> = move || place.page(fork.clone())
    )
    .into_any()
}

/// By the name its author gave it.
pub fn released(place: Place, name: Option<String>) -> AnyView {
    let link = move || place.link();
    match given(name.as_deref()) {
        Some(name) => tell!(activity.released.named, name = name, <q> = quoted, <repository> = link).into_any(),
        None => tell!(activity.released.unnamed, <repository> = link).into_any(),
    }
}

/// With the person's own page.
pub fn added(place: Place, login: Option<String>) -> AnyView {
    let Some(login) = given(login.as_deref()) else {
        return tell!(activity.added.unnamed, <repository> = move || place.link()).into_any();
    };
    let whose = place.clone();
    tell!(
        activity.added.named,
        <repository> = move || whose.link(),
        <person> = move || place.page(login.clone())
    )
    .into_any()
}

/// A question or an answer in a discussion, which GitHub does not tell apart here.
pub fn discussed(place: Place, title: Option<String>) -> AnyView {
    let link = move || place.link();
    match given(title.as_deref()) {
        Some(title) => tell!(activity.discussed.titled, title = title, <q> = quoted, <repository> = link).into_any(),
        None => tell!(activity.discussed.untitled, <repository> = link).into_any(),
    }
}

/// By GitHub's own name for it, so that the person can look it up.
pub fn unknown(place: Place, kind: String) -> AnyView {
    tell!(activity.unknown, kind = kind, <code> = code, <repository> = move || place.link()).into_any()
}

/// A name that a program reads.
pub fn code(children: ChildrenFn) -> impl IntoView {
    view! { <code>{children()}</code> }
}

/// A name that somebody wrote, in whichever script.
fn quoted(children: ChildrenFn) -> impl IntoView {
    view! { <q dir="auto">{children()}</q> }
}
