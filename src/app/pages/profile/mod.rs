//! The viewer's profile: its public fields, what only the viewer sees, contributions, languages and organisations.

mod calendar;
mod card;
mod languages;
mod organizations;
mod pinned;

use gatehouse_model::{Fetched, Gap, Overview};
use leptos::prelude::*;

use self::card::{Person, PrivateFacts, PublicCounts, PublicFacts};
use crate::{
    api,
    app::{
        components::{Freshness, PageHeading, PageMeta, RemainingAllowance, Section, SideSection},
        i18n::t,
        links::query_value,
        page_context,
        pages::profile::{
            calendar::{Calendar, MissingCalendar},
            languages::Languages,
            organizations::{MissingScope, Organizations},
            pinned::Pinned,
        },
    },
};

#[component]
pub fn Profile() -> impl IntoView {
    let profile = OnceResource::new_blocking(api::profile());
    let sections = view! { <Sections profile /> }.into_any();
    let show = |profile: Fetched<gatehouse_model::Profile>| {
        let value = profile.value;
        view! {
            <div class="rail-and-column">
                <Person profile=value.clone() />
                <div class="column">
                    <PublicCounts profile=value.clone() />
                    <PublicFacts profile=value.clone() />
                    <PrivateFacts profile=value />
                </div>
            </div>
        }
    };
    view! {
        <PageMeta title=t!(profile.title) description=t!(profile.description) />
        <div class="page profile">
            <PageHeading text=t!(profile.heading) />
            <Section answer=profile show />
            {sections}
        </div>
    }
}

/// Contributions, languages and organisations. They are requested alongside the profile, and each may fail on its own.
#[component]
fn Sections(
    /// Awaited before the allowances, which are those after the last answer.
    profile: OnceResource<api::Result<Fetched<gatehouse_model::Profile>>>,
) -> impl IntoView {
    let year = query_value(&page_context().query, "year").and_then(|year| year.parse().ok());
    let overview = OnceResource::new_blocking(api::overview(year));
    let languages = OnceResource::new_blocking(api::languages());
    let organizations = OnceResource::new_blocking(api::organizations());
    let allowances = OnceResource::new_blocking(async move {
        let _ = (profile.await, overview.await, languages.await, organizations.await);
        api::allowances().await
    });
    let contributions = move |overview: Fetched<Overview>| {
        let Overview { contributions, pinned, closed_pins, partly_closed } = overview.value.clone();
        let calendar = match contributions {
            Ok(contributions) => view! { <Calendar contributions /> }.into_any(),
            Err(gap) => view! { <MissingCalendar gap year /> }.into_any(),
        };
        let partial = partly_closed.map(|gap| view! { <p class="small">{partial_text(gap)}</p> });
        view! {
            {calendar}
            <Pinned items=pinned closed=closed_pins />
            {partial}
            <Freshness fetched=overview />
        }
    };
    let language_section = |languages: Fetched<gatehouse_model::Languages>| {
        view! {
            <Languages languages=languages.value.clone() />
            <Freshness fetched=languages />
        }
    };
    let organization_section = |organizations: Fetched<gatehouse_model::Organizations>| {
        view! {
            <Organizations organizations=organizations.value.clone() />
            <Freshness fetched=organizations />
        }
    };
    view! {
        <SideSection answer=overview show=contributions />
        <SideSection answer=languages show=language_section />
        <SideSection answer=organizations show=organization_section scope_missing=|| view! { <MissingScope /> }.into_any() />
        <RemainingAllowance allowances />
    }
}

/// Why parts of calendar or pinned items are missing.
fn partial_text(gap: Gap) -> String {
    match gap {
        Gap::SingleSignOn => t!(contributions.partly_closed),
        Gap::Closed => t!(contributions.partly_kept),
        Gap::Permission => t!(contributions.partly_permission),
        Gap::TooLarge | Gap::TimedOut => t!(contributions.partly_too_large),
    }
}
