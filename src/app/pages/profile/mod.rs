//! The viewer's own profile: every public field GitHub gives, what only they see, and what they did and made.

mod calendar;
mod counts;
mod facts;
mod gaps;
mod languages;
mod organizations;
mod person;
mod pinned;
mod private;
mod sections;

use counts::Counts;
use facts::Facts;
use gatehouse_model::Fetched;
use leptos::prelude::*;
use person::Person;
use private::Private;
use sections::Sections;

use crate::{
    api,
    app::{
        components::{About, Heading, Section},
        i18n::t,
    },
};

/// The profile page. The card is its matter; the sections below come or fail by themselves.
#[component]
pub fn Profile() -> impl IntoView {
    let profile = OnceResource::new_blocking(api::profile());
    let sections = view! { <Sections profile /> }.into_any();
    let good = |profile: Fetched<gatehouse_model::Profile>| {
        let Fetched { value, now, .. } = profile;
        view! {
            <div class="rail-and-column">
                <Person profile=value.clone() />
                <div class="column">
                    <Counts profile=value.clone() />
                    <Facts profile=value.clone() now />
                    <Private profile=value />
                </div>
            </div>
        }
    };
    view! {
        <About title=t!(profile.title) description=t!(profile.description) />
        <div class="page profile">
            <Heading text=t!(profile.heading) />
            <Section answer=profile good />
            {sections}
        </div>
    }
    .into_any()
}
