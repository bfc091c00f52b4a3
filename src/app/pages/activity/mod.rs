//! The viewer's recent activity at GitHub, and their stars.

mod recent;
mod sentences;
mod stars;
mod subjects;

use gatehouse_model::Fetched;
use leptos::prelude::*;

use self::{recent::RecentActivity, stars::StarredList};
use crate::{
    api,
    app::{
        components::{Freshness, PageHeading, PageMeta, RemainingAllowance, Section, SideSection},
        i18n::t,
        page_context,
    },
};

#[component]
pub fn Activity() -> impl IntoView {
    let context = page_context();
    let activity = OnceResource::new_blocking(api::activity());
    let stars = OnceResource::new_blocking(api::stars(stars::page_from_query(&context.query)));
    let allowances = OnceResource::new_blocking(async move {
        let _ = (activity.await, stars.await);
        api::allowances().await
    });
    let github_url = context.github_url.clone();
    let recent = move |activity: Fetched<gatehouse_model::Activity>| {
        let Fetched { value: activity, now, .. } = activity;
        view! { <RecentActivity activity github_url=github_url.clone() now /> }
    };
    let github_url = context.github_url;
    let starred = move |stars: Fetched<gatehouse_model::Stars>| {
        view! {
            <StarredList stars=stars.value.clone() github_url=github_url.clone() />
            <Freshness fetched=stars />
        }
    };
    view! {
        <PageMeta title=t!(activity.title) description=t!(activity.description) />
        <div class="page activity">
            <PageHeading text=t!(activity.heading) />
            <div class="activity-columns">
                <section aria-labelledby="recent">
                    <h2 id="recent">{t!(activity.recent)}</h2>
                    <Section answer=activity show=recent />
                </section>
                <section aria-labelledby="starred">
                    <h2 id="starred">{t!(activity.stars.heading)}</h2>
                    <SideSection answer=stars show=starred />
                </section>
            </div>
            <RemainingAllowance allowances />
        </div>
    }
}
