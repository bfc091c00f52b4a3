use gatehouse_model::Moment;
use leptos::prelude::*;

use crate::app::words::{date_and_time, seen_from};

/// How long ago something was. The exact time is there on hover, and as text for those who listen.
#[component]
pub fn Age(
    /// The time to tell.
    moment: Moment,
    /// The server's clock.
    now: Moment,
) -> impl IntoView {
    let exact = date_and_time(moment);
    view! {
        <time datetime=moment.rfc3339() title=exact.clone()>
            {seen_from(moment, now)}
            <span class="unseen">" ("{exact.clone()}")"</span>
        </time>
    }
    .into_any()
}
