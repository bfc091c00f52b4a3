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
                <Notice tone=Tone::Quiet happened="This list ends early.">
                    <p>
                        "GitHub has more of your repositories than it told us this time. \
                         Search works on those listed here."
                    </p>
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
        <Title text="Repositories · Gatehouse" />
        <div class="page repositories">
            <h1 class="page-title">"Repositories"</h1>
            <SearchForm query=form />
            <Section answer=repositories good />
        </div>
    }
}
