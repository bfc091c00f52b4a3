use gatehouse_model::Timestamp;
use leptos::prelude::*;

use crate::app::i18n::{date_and_time, seen_from};

/// How long ago something was. The exact time is there on hover, and as text for those who listen.
#[component]
pub fn Age(
    /// The time to tell.
    timestamp: Timestamp,
    /// The server's clock.
    now: Timestamp,
) -> impl IntoView {
    let exact = date_and_time(timestamp);
    view! {
        <time datetime=timestamp.rfc3339() title=exact.clone()>
            {seen_from(timestamp, now)}
            <span class="unseen">" ("{exact.clone()}")"</span>
        </time>
    }
    .into_any()
}
