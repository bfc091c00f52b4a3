use gatehouse_model::{Activity, Moment};
use leptos::prelude::*;

use super::{day::Day, days::days};
use crate::app::{
    components::{ButtonLink, Empty, KeptBack},
    words::say,
};

/// What the viewer did, day by day.
#[component]
pub fn Lately(
    /// The latest first.
    activity: Activity,
    /// GitHub's web address.
    github_url: String,
    /// The server's clock.
    now: Moment,
) -> impl IntoView {
    let Activity { happenings, gathering, partial } = activity;
    let more = gathering.then(|| view! { <p class="small">{say!(activity.gathering)}</p> });
    if happenings.is_empty() {
        // Nothing may be there only because nothing has come yet.
        let nothing = (!gathering).then(|| {
            view! {
                <Empty sentence=say!(activity.nothing.sentence)>
                    <ButtonLink href="/repositories">{say!(activity.nothing.go_on)}</ButtonLink>
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
        days(happenings).into_iter().map(|day| view! { <Day day github_url=github_url.clone() now /> }).collect_view();
    view! {
        <p class="small">{say!(activity.days)}</p>
        {days}
        {more}
        <KeptBack partial />
    }
    .into_any()
}
