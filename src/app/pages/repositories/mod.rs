//! The viewer's repositories. The address has the search, the order and the page, so that they work without a script.

mod address;
mod list;
mod search;
mod summary;

use gatehouse_model::{Fetched, RepositoryPage};
use leptos::prelude::*;

use self::{
    list::{Downloads, RepositoryList, RepositoryPager},
    search::{Filters, SearchForm},
    summary::{NoRepositories, Summary},
};
use crate::{
    api,
    app::{
        components::{KeptBack, Notice, PageHeading, PageMeta, RemainingAllowance, Script, Section, Tone},
        i18n::t,
        page_context,
    },
};

#[component]
pub fn Repositories() -> impl IntoView {
    let context = page_context();
    let query = address::parse_query(&context.query);
    let repositories = OnceResource::new_blocking(api::repositories(query.clone()));
    let allowances = OnceResource::new_blocking(async move {
        let _ = repositories.await;
        api::allowances().await
    });
    let form = query.clone();
    let show = move |repositories: Fetched<RepositoryPage>| {
        let page = repositories.value;
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
        let (summary, found) = if page.matched == 0 && page.gathering.is_none() {
            (view! { <NoRepositories query=query.clone() total=page.total context=context.clone() /> }.into_any(), None)
        } else {
            let found = view! {
                <RepositoryList page=page.clone() />
                <RepositoryPager query=query.clone() page=page.page pages=page.pages />
                <Downloads query=query.clone() />
            };
            (view! { <Summary query=query.clone() page /> }.into_any(), Some(found))
        };
        view! {
            {filters}
            // `/repositories.js` replaces the content of both. Screen readers announce that of a live region only if the
            // element itself stays in the page.
            <div id="summary" aria-live="polite">
                {summary}
            </div>
            <div id="results">{found} {cut} <KeptBack partial /></div>
        }
    };
    view! {
        <PageMeta title=t!(repositories.title) description=t!(repositories.description) />
        <div class="page repositories">
            <PageHeading text=t!(repositories.heading) />
            <SearchForm query=form />
            <Section answer=repositories show />
            <RemainingAllowance allowances />
            <Script src="/repositories.js" />
        </div>
    }
}
