use leptos::prelude::*;

use crate::{
    app::{
        components::{ButtonLink, Notice, Tone},
        links::address,
        page_context,
        query::encode,
    },
    model::Why,
};

/// What takes the page's place when its session ends while it is open: inert until `/gatehouse.js` needs it.
#[component]
pub fn Ended() -> impl IntoView {
    let context = page_context();
    context.viewer.map(|_| {
        let return_to = encode(&address(&context.path, &context.query));
        let href = format!("/sign-in?why={}&return_to={return_to}", Why::Ended.code());
        view! {
            <template id="ended">
                <div class="page narrow">
                    <h1 class="page-title">"Your session has ended"</h1>
                    <Notice tone=Tone::Warn happened="You are signed out.">
                        <p>"It ended on another page or another device. What was shown here has been put away."</p>
                        <p class="way-on">
                            <ButtonLink href main=true>"Sign in again"</ButtonLink>
                        </p>
                    </Notice>
                </div>
            </template>
        }
    })
}
