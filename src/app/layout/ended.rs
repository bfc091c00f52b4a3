use leptos::prelude::*;

use crate::app::{
    components::{ButtonLink, Notice, Tone},
    links::address,
    page_context,
    words::say,
};

/// What takes the page's place when its session ends while it is open: inert until `/gatehouse.js` needs it.
#[component]
pub fn Ended() -> impl IntoView {
    let context = page_context();
    context.viewer.map(|_| {
        // The page itself: the guard knows why the session is gone, and tells it at the sign-in page.
        let href = address(&context.path, &context.query);
        view! {
            <template id="ended">
                <div class="page narrow">
                    <h1 class="page-title">{say!(common.ended.heading)}</h1>
                    <Notice tone=Tone::Warn happened=say!(common.ended.happened)>
                        <p>{say!(common.ended.next)}</p>
                        <p class="way-on">
                            <ButtonLink href main=true>{say!(common.sign_in_again)}</ButtonLink>
                        </p>
                    </Notice>
                </div>
            </template>
        }
    })
}
