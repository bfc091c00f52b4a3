use leptos::prelude::*;

use crate::app::{PAGES, i18n::t, page_context};

/// The links to every place, the present one marked.
#[component]
pub fn Places() -> impl IntoView {
    let path = page_context().path;
    let here = path.trim_end_matches('/').to_owned();
    let links = PAGES.iter().filter_map(|page| page.place.map(|name| (page.path, name()))).map(|(href, name)| {
        let current = (here == href).then_some("page");
        view! {
            <li>
                <a href=href aria-current=current>
                    {name}
                </a>
            </li>
        }
    });
    view! {
        <nav class="places" aria-label=t!(common.places)>
            <ul>{links.collect_view()}</ul>
        </nav>
    }
    .into_any()
}
