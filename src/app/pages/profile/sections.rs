use gatehouse_model::Fetched;
use leptos::prelude::*;

use super::{
    calendar::{Calendar, MissingCalendar},
    gaps,
    languages::Languages,
    organizations::{MissingScope, Organizations},
    pinned::Pinned,
};
use crate::{
    api,
    app::{
        components::{Allowance, Freshness, SideSection},
        page_context,
        query::value,
    },
};

/// What the viewer did, made and belongs to. Asked for side by side with the card; one that fails says so and takes
/// nothing else along.
#[component]
pub fn Sections(
    /// The card's own question: the meter waits for the last answer.
    profile: OnceResource<api::Result<Fetched<gatehouse_model::Profile>>>,
) -> impl IntoView {
    let year = value(&page_context().query, "year").and_then(|year| year.parse().ok());
    let overview = OnceResource::new_blocking(api::overview(year));
    let languages = OnceResource::new_blocking(api::languages());
    let organizations = OnceResource::new_blocking(api::organizations());
    let allowances = OnceResource::new_blocking(async move {
        let _ = (profile.await, overview.await, languages.await, organizations.await);
        api::allowances().await
    });
    let work = move |overview: Fetched<gatehouse_model::Overview>| {
        let gatehouse_model::Overview { contributions, pinned, closed_pins, partly_closed } = overview.value.clone();
        let calendar = match contributions {
            Ok(contributions) => view! { <Calendar contributions /> }.into_any(),
            Err(gap) => view! { <MissingCalendar gap year /> }.into_any(),
        };
        let closed = partly_closed.map(|gap| view! { <p class="small">{gaps::part(gap)}</p> });
        view! {
            {calendar}
            <Pinned items=pinned closed=closed_pins />
            {closed}
            <Freshness of=overview />
        }
    };
    let spoken = |languages: Fetched<gatehouse_model::Languages>| {
        view! {
            <Languages languages=languages.value.clone() />
            <Freshness of=languages />
        }
    };
    let groups = |groups: Fetched<gatehouse_model::Organizations>| {
        view! {
            <Organizations organizations=groups.value.clone() />
            <Freshness of=groups />
        }
    };
    view! {
        <SideSection answer=overview good=work />
        <SideSection answer=languages good=spoken />
        <SideSection answer=organizations good=groups scope_missing=|| view! { <MissingScope /> }.into_any() />
        <Allowance of=allowances />
    }
    .into_any()
}
