use gatehouse_model::{Stars, Timestamp};
use leptos::prelude::*;

use super::{pager::Pager, star::Star};
use crate::app::{
    components::{Empty, ExternalLink, KeptBack},
    i18n::{grouped, t},
};

/// One page of what the viewer has starred.
#[component]
pub fn Starred(
    /// The latest first.
    stars: Stars,
    /// GitHub's web address.
    github_url: String,
    /// The server's clock.
    now: Timestamp,
) -> impl IntoView {
    let Stars { items, page, pages, total, gathering, cut, partial } = stars;
    if items.is_empty() {
        if gathering {
            return view! { <p class="small">{t!(activity.stars.nothing_yet)}</p> }.into_any();
        }
        return view! {
            <Empty sentence=t!(activity.stars.nothing)>
                <ExternalLink href=format!("{github_url}/explore")>{t!(activity.stars.explore)}</ExternalLink>
            </Empty>
            <KeptBack partial />
        }
        .into_any();
    }
    let total = grouped(total.into());
    let counted = match (gathering, cut) {
        (true, _) => t!(activity.stars.so_far, total = total),
        (false, true) => t!(activity.stars.latest, total = total),
        (false, false) => t!(activity.stars.in_all, total = total),
    };
    let rows = items.into_iter().map(|star| view! { <Star star now /> }).collect_view();
    view! {
        <p class="small">{counted}</p>
        <ul class="rows star-list">{rows}</ul>
        <Pager page pages />
        <KeptBack partial />
    }
    .into_any()
}
