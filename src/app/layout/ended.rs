use leptos::prelude::*;

use crate::app::{
    components::{ButtonLink, Notice, Tone},
    i18n::t,
    links::address,
    page_context,
};

/// What takes the page's place while it is open, inert until `/gatehouse.js` needs it: its session has ended, or another
/// account has signed in in this browser.
#[component]
pub fn Ended() -> impl IntoView {
    let context = page_context();
    context.viewer.map(|_| {
        // The page itself: the guard knows why the session is gone, and tells it at the sign-in page.
        let href = address(&context.path, &context.query);
        view! {
            <template id="ended" data-lineage=context.lineage>
                <PutAway
                    heading=t!(common.ended.heading)
                    happened=t!(common.ended.happened)
                    next=t!(common.ended.next)
                    href=href.clone()
                    verb=t!(common.sign_in_again)
                />
            </template>
            <template id="another">
                <PutAway
                    heading=t!(common.another.heading)
                    happened=t!(common.another.happened)
                    next=t!(common.another.next)
                    href
                    verb=t!(common.another.go_on)
                />
            </template>
        }
    })
}

#[component]
fn PutAway(
    heading: String,
    /// What happened.
    happened: String,
    /// What it means.
    next: String,
    /// The way on.
    href: String,
    verb: String,
) -> impl IntoView {
    view! {
        <div class="page narrow">
            <h1 class="page-title">{heading}</h1>
            <Notice tone=Tone::Warn happened>
                <p>{next}</p>
                <p class="way-on">
                    <ButtonLink href main=true>{verb}</ButtonLink>
                </p>
            </Notice>
        </div>
    }
    .into_any()
}
