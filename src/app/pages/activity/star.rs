use gatehouse_model::Timestamp;
use leptos::prelude::*;

use crate::app::{
    components::{Age, ExternalLink, Isolated, StarCount},
    i18n::t_view,
    links::given,
};

/// One repository, leading to GitHub.
#[component]
pub fn Star(
    /// Which one.
    star: gatehouse_model::Star,
    /// The server's clock.
    now: Timestamp,
) -> impl IntoView {
    let description =
        given(star.description.as_deref()).map(|text| view! { <p class="description" dir="auto">{text}</p> });
    let language = star.language.map(|language| view! { <li class="language"><Isolated text=language /></li> });
    let starred = star.starred_at.map(|timestamp| {
        let told = t_view!(activity.stars.starred_at, <age> = view! { <Age timestamp now /> });
        view! { <li>{told}</li> }
    });
    view! {
        <li class="star">
            <h3>
                <ExternalLink href=star.html_url><Isolated text=star.full_name /></ExternalLink>
            </h3>
            {description}
            <ul class="meta">
                {language}
                <StarCount number=star.stars />
                {starred}
            </ul>
        </li>
    }
    .into_any()
}
