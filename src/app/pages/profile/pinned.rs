use gatehouse_model::{Gap, PinnedItem, PinnedKind};
use leptos::prelude::*;

use crate::app::{
    bidi::non_blank,
    components::{Badge, CollectAny, ExternalLink, ForkCount, Isolated, StarCount},
    i18n::{grouped, t},
};

/// What the viewer has pinned, in their order.
#[component]
pub fn Pinned(
    /// At most six; or why there are none.
    items: Result<Vec<PinnedItem>, Gap>,
    /// Why items are missing, for each of them.
    closed: Vec<Gap>,
) -> impl IntoView {
    let missing =
        some_missing_pins_text(&closed).into_iter().map(|text| view! { <p class="small">{text}</p> }).collect_any();
    let shown = match items {
        Err(gap) => view! { <p class="small">{missing_pins_text(gap)}</p> }.into_any(),
        Ok(items) if items.is_empty() && !closed.is_empty() => ().into_any(),
        Ok(items) if items.is_empty() => view! { <p class="small">{t!(contributions.pinned.nothing)}</p> }.into_any(),
        Ok(items) => {
            let cards = items.into_iter().map(|item| view! { <PinnedCard item /> }).collect_any();
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
}

#[component]
fn PinnedCard(item: PinnedItem) -> impl IntoView {
    let gist = (item.kind == PinnedKind::Gist).then(|| view! { <Badge>{t!(contributions.pinned.gist)}</Badge> });
    let description =
        non_blank(item.description.as_deref()).map(|text| view! { <p class="description" dir="auto">{text}</p> });
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
}

/// Why there are no pinned items.
fn missing_pins_text(gap: Gap) -> String {
    match gap {
        Gap::SingleSignOn => t!(contributions.pinned.missing.sign_on),
        Gap::Closed => t!(contributions.pinned.missing.closed),
        Gap::Permission => t!(contributions.pinned.missing.permission),
        Gap::TooLarge | Gap::TimedOut => t!(contributions.pinned.missing.too_large),
    }
}

/// How many pinned items are missing, and why: a sentence for each reason.
fn some_missing_pins_text(gaps: &[Gap]) -> Vec<String> {
    let count = |kinds: &[Gap]| gaps.iter().filter(|gap| kinds.contains(gap)).count() as u64;
    let sign_on = count(&[Gap::SingleSignOn]);
    let closed = count(&[Gap::Closed]);
    let rest = count(&[Gap::Permission, Gap::TooLarge, Gap::TimedOut]);
    let sign_on = (sign_on > 0).then(|| t!(contributions.pinned.closed, count = sign_on, number = grouped(sign_on)));
    let closed = (closed > 0).then(|| t!(contributions.pinned.kept, count = closed, number = grouped(closed)));
    let rest = (rest > 0).then(|| t!(contributions.pinned.left_out, count = rest, number = grouped(rest)));
    [sign_on, closed, rest].into_iter().flatten().collect()
}
