//! The viewer's repositories: searched, sorted and paged by the address, so that it works without a script.

mod address;
mod list;
mod nothing;
mod pager;
mod row;
mod search_form;

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api,
    app::{
        components::{Notice, Section, Tone},
        page_context,
        words::say,
    },
    model::{Dated, RepositoryPage},
};
use list::List;
use nothing::Nothing;
use pager::Pager;
use search_form::SearchForm;

/// The page of repositories.
#[component]
pub fn Repositories() -> impl IntoView {
    let context = page_context();
    let query = address::read(&context.query);
    let repositories = OnceResource::new_blocking(api::repositories(query.clone()));
    let form = query.clone();
    let good = move |repositories: Dated<RepositoryPage>| {
        let Dated { value: page, now, .. } = repositories;
        let truncated = page.truncated.then(|| {
            view! {
                <Notice tone=Tone::Quiet happened=say!(repositories.truncated.happened)>
                    <p>{say!(repositories.truncated.next)}</p>
                </Notice>
            }
        });
        if page.matched == 0 {
            return view! { <Nothing query=query.clone() total=page.total github_url=context.github_url.clone() /> }
                .into_any();
        }
        view! {
            <List query=query.clone() page=page.clone() now />
            <Pager query=query.clone() page=page.page pages=page.pages />
            {truncated}
        }
        .into_any()
    };
    view! {
        <Title text=say!(repositories.title) />
        <div class="page repositories">
            <h1 class="page-title">{say!(repositories.heading)}</h1>
            <SearchForm query=form />
            <Section answer=repositories good />
        </div>
    }
}
