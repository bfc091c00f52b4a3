//! The viewer's repositories: searched, sorted and paged by the address, so that it works without a script.

mod address;
mod downloads;
mod filters;
mod list;
mod nothing;
mod pager;
mod row;
mod search_form;
mod summary;

use downloads::Downloads;
use filters::Filters;
use gatehouse_model::{Fetched, RepositoryPage};
use leptos::prelude::*;
use list::List;
use nothing::Nothing;
use pager::Pager;
use search_form::SearchForm;
use summary::Summary;

use crate::{
    api,
    app::{
        components::{About, Allowance, Heading, KeptBack, Notice, Script, Section, Tone},
        i18n::t,
        page_context,
    },
};

/// The page of repositories.
#[component]
pub fn Repositories() -> impl IntoView {
    let context = page_context();
    let query = address::read(&context.query);
    let repositories = OnceResource::new_blocking(api::repositories(query.clone()));
    let allowances = OnceResource::new_blocking(async move {
        let _ = repositories.await;
        api::allowances().await
    });
    let form = query.clone();
    let good = move |repositories: Fetched<RepositoryPage>| {
        let Fetched { value: page, now, .. } = repositories;
        let partial = page.partial;
        let cut = page.cut.then(|| {
            view! {
                <Notice tone=Tone::Quiet happened=t!(repositories.truncated.happened)>
                    <p>{t!(repositories.truncated.next)}</p>
                </Notice>
            }
        });
        let filters = (page.total > 0)
            .then(|| view! { <Filters query=query.clone() languages=page.languages.clone() /> }.into_any());
        let (told, found) = if page.matched == 0 && page.gathering.is_none() {
            (view! { <Nothing query=query.clone() total=page.total context=context.clone() /> }.into_any(), None)
        } else {
            let found = view! {
                <List page=page.clone() now />
                <Pager query=query.clone() page=page.page pages=page.pages />
                <Downloads query=query.clone() />
            };
            (view! { <Summary query=query.clone() page /> }.into_any(), Some(found))
        };
        view! {
            {filters}
            // `/repositories.js` puts another answer's in the place of both. What this one says is read out: it stays in
            // the page, and only its words change.
            <div id="summary" aria-live="polite">
                {told}
            </div>
            <div id="results">{found} {cut} <KeptBack partial /></div>
        }
    };
    view! {
        <About title=t!(repositories.title) description=t!(repositories.description) />
        <div class="page repositories">
            <Heading text=t!(repositories.heading) />
            <SearchForm query=form />
            <Section answer=repositories good />
            <Allowance of=allowances />
            <Script src="/repositories.js" />
        </div>
    }
    .into_any()
}
