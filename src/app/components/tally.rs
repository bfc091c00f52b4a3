use leptos::prelude::*;

use super::{Icon, Sign};
use crate::app::i18n::{grouped, t_view};

/// How often a repository was starred. Stands in a list; not once is not worth a sign.
#[component]
pub fn StarCount(
    /// How often.
    number: u64,
) -> impl IntoView {
    (number > 0).then(|| {
        let told = t_view!(repositories.stars, count = number, <figure> = grouped(number), <unseen>);
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
        let told = t_view!(repositories.forks, count = number, <figure> = grouped(number), <unseen>);
        view! {
            <li>
                <Icon sign=Sign::Fork />
                {told}
            </li>
        }
    })
}
