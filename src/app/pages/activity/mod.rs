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

use gatehouse_model::Dated;
use lately::Lately;
use leptos::prelude::*;
use starred::Starred;

use crate::{
    api,
    app::{
        components::{About, Allowance, Aside, Freshness, Heading, Section},
        page_context,
        words::say,
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
    let lately = move |activity: Dated<gatehouse_model::Activity>| {
        let Dated { value: activity, now, .. } = activity;
        view! { <Lately activity github_url=github_url.clone() now /> }
    };
    let github_url = context.github_url;
    let starred = move |stars: Dated<gatehouse_model::Stars>| {
        let now = stars.now;
        view! {
            <Starred stars=stars.value.clone() github_url=github_url.clone() now />
            <Freshness of=stars />
        }
    };
    view! {
        <About title=say!(activity.title) description=say!(activity.description) />
        <div class="page activity">
            <Heading text=say!(activity.heading) />
            <div class="activity-columns">
                <section aria-labelledby="lately">
                    <h2 id="lately">{say!(activity.lately)}</h2>
                    <Section answer=activity good=lately />
                </section>
                <section aria-labelledby="starred">
                    <h2 id="starred">{say!(activity.stars.heading)}</h2>
                    <Aside answer=stars good=starred />
                </section>
            </div>
            <Allowance of=allowances />
        </div>
    }
    .into_any()
}
