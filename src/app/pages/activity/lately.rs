use gatehouse_model::{Activity, Timestamp};
use leptos::prelude::*;

use super::{day::Day, days::days};
use crate::app::{
    components::{ButtonLink, Empty, KeptBack},
    i18n::t,
};

/// What the viewer did, day by day.
#[component]
pub fn Lately(
    /// The latest first.
    activity: Activity,
    /// GitHub's web address.
    github_url: String,
    /// The server's clock.
    now: Timestamp,
) -> impl IntoView {
    let Activity { events, gathering, partial } = activity;
    let more = gathering.then(|| view! { <p class="small">{t!(activity.gathering)}</p> });
    if events.is_empty() {
        // Nothing may be there only because nothing has come yet.
        let nothing = (!gathering).then(|| {
            view! {
                <Empty sentence=t!(activity.nothing.sentence)>
                    <ButtonLink href="/repositories">{t!(activity.nothing.go_on)}</ButtonLink>
                </Empty>
            }
        });
        return view! {
            {more}
            {nothing}
            <KeptBack partial />
        }
        .into_any();
    }
    let days =
        days(events).into_iter().map(|day| view! { <Day day github_url=github_url.clone() now /> }).collect_view();
    view! {
        <p class="small">{t!(activity.days)}</p>
        {days}
        {more}
        <KeptBack partial />
    }
    .into_any()
}
