use gatehouse_model::Moment;
use leptos::prelude::*;

use crate::app::{
    components::{Age, Isolated, Outside, StarCount},
    links::given,
    words::tell,
};

/// One repository, leading to GitHub.
#[component]
pub fn Star(
    /// Which one.
    star: gatehouse_model::Star,
    /// The server's clock.
    now: Moment,
) -> impl IntoView {
    let description =
        given(star.description.as_deref()).map(|text| view! { <p class="description" dir="auto">{text}</p> });
    let language = star.language.map(|language| view! { <li class="language"><Isolated text=language /></li> });
    let starred = star.starred_at.map(|moment| {
        let told = tell!(activity.stars.starred_at, <age> = view! { <Age moment now /> });
        view! { <li>{told}</li> }
    });
    view! {
        <li class="star">
            <h3>
                <Outside href=star.html_url><Isolated text=star.full_name /></Outside>
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
