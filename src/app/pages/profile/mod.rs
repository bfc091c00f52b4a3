//! The viewer's own profile: every public field GitHub gives, and what only they see.

mod counts;
mod facts;
mod person;
mod private;

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api,
    app::{components::Section, words::say},
    model::{self, Dated},
};
use counts::Counts;
use facts::Facts;
use person::Person;
use private::Private;

/// The profile page.
#[component]
pub fn Profile() -> impl IntoView {
    let profile = OnceResource::new_blocking(api::profile());
    let good = |profile: Dated<model::Profile>| {
        let Dated { value, now, .. } = profile;
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
        <Title text=say!(profile.title) />
        <div class="page profile">
            <h1 class="page-title">{say!(profile.heading)}</h1>
            <Section answer=profile good />
        </div>
    }
}
