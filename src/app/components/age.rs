use leptos::prelude::*;

use crate::model::Moment;

/// How long ago something was. The exact time is there on hover, and as text for those who listen.
#[component]
pub fn Age(
    /// The time to tell.
    moment: Moment,
    /// The server's clock.
    now: Moment,
) -> impl IntoView {
    let exact = moment.date_and_time();
    view! {
        <time datetime=moment.rfc3339() title=exact>
            {moment.seen_from(now)}
            <span class="unseen">" ("{exact.clone()}")"</span>
        </time>
    }
}
