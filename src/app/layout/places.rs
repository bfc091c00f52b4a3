use leptos::prelude::*;

use crate::app::{page_context, words::say};

/// The places of a signed-in person: a new page is one line here.
fn places() -> [(&'static str, String); 6] {
    [
        ("/profile", say!(common.place.profile)),
        ("/repositories", say!(common.place.repositories)),
        ("/activity", say!(common.place.activity)),
        ("/devices", say!(common.place.devices)),
        ("/inside", say!(common.place.inside)),
        ("/settings", say!(common.place.settings)),
    ]
}

/// The links to every place, the present one marked.
#[component]
pub fn Places() -> impl IntoView {
    let path = page_context().path;
    let here = path.trim_end_matches('/').to_owned();
    let links = places().map(|(href, name)| {
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
        <nav class="places" aria-label=say!(common.places)>
            <ul>{links.into_iter().collect_view()}</ul>
        </nav>
    }
    .into_any()
}
