use leptos::prelude::*;

use crate::app::page_context;

/// The places of a signed-in person: a new page is one line here.
const PLACES: [(&str, &str); 4] =
    [("/profile", "Profile"), ("/repositories", "Repositories"), ("/devices", "Devices"), ("/settings", "Settings")];

/// The links to every place, the present one marked.
#[component]
pub fn Places() -> impl IntoView {
    let path = page_context().path;
    let here = path.trim_end_matches('/').to_owned();
    let links = PLACES.map(|(href, name)| {
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
        <nav class="places" aria-label="Places">
            <ul>{links.into_iter().collect_view()}</ul>
        </nav>
    }
}
