//! What the viewer did lately at GitHub, and what they have starred.

mod address;
mod day;
mod days;
mod lately;
mod made;
mod named;
mod pager;
mod row;
mod star;
mod starred;
mod subject;
mod told;
mod worked;

use gatehouse_model::Fetched;
use lately::Lately;
use leptos::prelude::*;
use starred::Starred;

use crate::{
    api,
    app::{
        components::{About, Allowance, Freshness, Heading, Section, SideSection},
        i18n::t,
        page_context,
    },
};

/// The page of activity.
#[component]
pub fn Activity() -> impl IntoView {
    let context = page_context();
    let activity = OnceResource::new_blocking(api::activity());
    let stars = OnceResource::new_blocking(api::stars(address::read(&context.query)));
    let allowances = OnceResource::new_blocking(async move {
        let _ = (activity.await, stars.await);
        api::allowances().await
    });
    let github_url = context.github_url.clone();
    let lately = move |activity: Fetched<gatehouse_model::Activity>| {
        let Fetched { value: activity, now, .. } = activity;
        view! { <Lately activity github_url=github_url.clone() now /> }
    };
    let github_url = context.github_url;
    let starred = move |stars: Fetched<gatehouse_model::Stars>| {
        let now = stars.now;
        view! {
            <Starred stars=stars.value.clone() github_url=github_url.clone() now />
            <Freshness of=stars />
        }
    };
    view! {
        <About title=t!(activity.title) description=t!(activity.description) />
        <div class="page activity">
            <Heading text=t!(activity.heading) />
            <div class="activity-columns">
                <section aria-labelledby="lately">
                    <h2 id="lately">{t!(activity.lately)}</h2>
                    <Section answer=activity good=lately />
                </section>
                <section aria-labelledby="starred">
                    <h2 id="starred">{t!(activity.stars.heading)}</h2>
                    <SideSection answer=stars good=starred />
                </section>
            </div>
            <Allowance of=allowances />
        </div>
    }
    .into_any()
}
