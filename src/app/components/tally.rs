use leptos::prelude::*;

use super::{Icon, Sign};
use crate::app::words::{grouped, tell};

/// How often a repository was starred. Stands in a list; not once is not worth a sign.
#[component]
pub fn StarCount(
    /// How often.
    number: u64,
) -> impl IntoView {
    (number > 0).then(|| {
        let figure = grouped(number);
        let told = tell!(
            repositories.stars,
            count = move || number,
            <figure> = move || figure.clone(),
            <noun> = noun
        );
        view! {
            <li>
                <Icon sign=Sign::Star />
                {told}
            </li>
        }
    })
}

/// How often a repository was forked. Stands in a list; not once is not worth a sign.
#[component]
pub fn ForkCount(
    /// How often.
    number: u64,
) -> impl IntoView {
    (number > 0).then(|| {
        let figure = grouped(number);
        let told = tell!(
            repositories.forks,
            count = move || number,
            <figure> = move || figure.clone(),
            <noun> = noun
        );
        view! {
            <li>
                <Icon sign=Sign::Fork />
                {told}
            </li>
        }
    })
}

/// The noun is for those who listen; the sign tells the others.
fn noun(children: ChildrenFn) -> impl IntoView {
    view! { <span class="unseen">{children()}</span> }
}
