use gatehouse_model::{Happening, Moment};
use leptos::prelude::*;

use super::told::told;
use crate::app::{
    components::{Age, Badge, Icon, Sign},
    words::say,
};

/// What was done, in a sentence, and when.
#[component]
pub fn Row(
    /// Which one.
    happening: Happening,
    /// GitHub's web address.
    github_url: String,
    /// The server's clock.
    now: Moment,
) -> impl IntoView {
    let private = happening.private.then(|| {
        view! {
            <Badge>
                <Icon sign=Sign::Lock />
                {say!(repositories.badge.private)}
            </Badge>
        }
    });
    let at = happening.at;
    view! {
        <li class="happening">
            <p>{told(happening, github_url)}</p>
            <p class="small">{private} <Age moment=at now /></p>
        </li>
    }
    .into_any()
}
