use gatehouse_model::{AppError, RepositoryPage, RepositoryQuery};
use leptos::prelude::*;

use super::address::{without_search, write};
use crate::app::{
    bidi::contained,
    components::Trouble,
    i18n::{grouped, t, t_view},
    page_context,
};

/// How many there are, how many of them match, and how many are still to come.
#[component]
pub fn Summary(
    /// What was asked.
    query: RepositoryQuery,
    /// What was found.
    page: RepositoryPage,
) -> impl IntoView {
    let (matched, total) = (grouped(page.matched.into()), grouped(page.total.into()));
    let coming = page.gathering.map(|about| {
        let (total, about) = (total.clone(), grouped(about.into()));
        page.stopped.map_or_else(|| going_on(&query, &total, &about), |error| stopped(error, &total, &about))
    });
    let found = if !query.narrows() {
        coming.is_none().then(|| {
            let words = if page.cut || page.partial {
                t_view!(repositories.kept, total = total, <strong>)
            } else {
                t_view!(repositories.in_all, total = total, <strong>)
            };
            view! { <p class="summary">{words}</p> }.into_any()
        })
    } else if query.q.is_empty() {
        let words = t_view!(repositories.filtered, matched = matched, <total> = total, <strong>);
        Some(view! { <p class="summary">{words} " " <Clear query /></p> }.into_any())
    } else {
        let words = t_view!(
            repositories.matching,
            matched = matched,
            words = contained(query.q.clone()),
            <total> = total,
            <strong>,
            <q>
        );
        Some(view! { <p class="summary">{words} " " <Clear query /></p> }.into_any())
    };
    view! {
        {coming}
        {found}
    }
    .into_any()
}

fn going_on(query: &RepositoryQuery, total: &str, about: &str) -> AnyView {
    let words = t_view!(repositories.so_far, total = total, about = about, <strong>);
    view! {
        <p class="summary gathering" data-gathering="">
            {words} " " <a href=write(query)>{t!(repositories.look_again)}</a>
        </p>
    }
    .into_any()
}

fn stopped(error: AppError, total: &str, about: &str) -> AnyView {
    let words = t_view!(repositories.stopped, total = total, about = about, <strong>);
    view! {
        <p class="summary">{words}</p>
        <Trouble error context=page_context() />
    }
    .into_any()
}

#[component]
fn Clear(query: RepositoryQuery) -> impl IntoView {
    view! { <a href=without_search(&query)>{t!(repositories.search.clear)}</a> }.into_any()
}
