use gatehouse_model::{Event, Timestamp};
use leptos::prelude::*;

use super::told::told;
use crate::app::{
    components::{Age, Badge, Icon, Sign},
    i18n::t,
};

/// What was done, in a sentence, and when.
#[component]
pub fn Row(
    /// Which one.
    event: Event,
    /// GitHub's web address.
    github_url: String,
    /// The server's clock.
    now: Timestamp,
) -> impl IntoView {
    let private = event.private.then(|| {
        view! {
            <Badge>
                <Icon sign=Sign::Lock />
                {t!(repositories.badge.private)}
            </Badge>
        }
    });
    let at = event.at;
    view! {
        <li class="happening">
            <p>{told(event, github_url)}</p>
            <p class="small">{private} <Age timestamp=at now /></p>
        </li>
    }
    .into_any()
}
