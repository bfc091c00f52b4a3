use gatehouse_model::{Gap, PinnedItem, PinnedKind};
use leptos::prelude::*;

use super::gaps;
use crate::app::{
    components::{Badge, ExternalLink, ForkCount, Isolated, StarCount},
    i18n::t,
    links::given,
};

/// What the viewer has pinned, in their own order.
#[component]
pub fn Pinned(
    /// At most six, says GitHub; or why there are none.
    items: Result<Vec<PinnedItem>, Gap>,
    /// Why each that is missing is.
    closed: Vec<Gap>,
) -> impl IntoView {
    let missing =
        gaps::some_pins(&closed).into_iter().map(|words| view! { <p class="small">{words}</p> }).collect_view();
    let shown = match items {
        Err(gap) => view! { <p class="small">{gaps::pins(gap)}</p> }.into_any(),
        Ok(items) if items.is_empty() && !closed.is_empty() => ().into_any(),
        Ok(items) if items.is_empty() => view! { <p class="small">{t!(contributions.pinned.nothing)}</p> }.into_any(),
        Ok(items) => {
            let cards = items.into_iter().map(|item| view! { <Card item /> }).collect_view();
            view! { <ul class="pin-list">{cards}</ul> }.into_any()
        }
    };
    view! {
        <section class="pins" aria-labelledby="pinned">
            <h2 id="pinned">{t!(contributions.pinned.heading)}</h2>
            {shown}
            {missing}
        </section>
    }
    .into_any()
}

/// One of them, leading to GitHub.
#[component]
fn Card(item: PinnedItem) -> impl IntoView {
    let gist = (item.kind == PinnedKind::Gist).then(|| view! { <Badge>{t!(contributions.pinned.gist)}</Badge> });
    let description =
        given(item.description.as_deref()).map(|text| view! { <p class="description" dir="auto">{text}</p> });
    let language = item.language.map(|language| view! { <li class="language"><Isolated text=language /></li> });
    view! {
        <li class="card">
            <h3>
                <ExternalLink href=item.url><Isolated text=item.name /></ExternalLink>
                {gist}
            </h3>
            {description}
            <ul class="meta">
                {language}
                <StarCount number=item.stars />
                <ForkCount number=item.forks />
            </ul>
        </li>
    }
    .into_any()
}
