use leptos::prelude::*;

use crate::app::words::say;

/// What stands on either side of the gate line.
#[component]
pub fn Holdings() -> impl IntoView {
    view! {
        <section class="page holdings" aria-labelledby="sides">
            <h2 id="sides">{say!(home.sides.heading)}</h2>
            <div class="sides">
                <div class="side">
                    <h3>{say!(home.sides.browser.heading)}</h3>
                    <ul>
                        <li>{say!(home.sides.browser.pages)}</li>
                        <li>{say!(home.sides.browser.cookie)}</li>
                        <li>{say!(home.sides.browser.nothing_else)}</li>
                    </ul>
                </div>
                <div class="side">
                    <h3>{say!(home.sides.server.heading)}</h3>
                    <ul>
                        <li>{say!(home.sides.server.token)}</li>
                        <li>{say!(home.sides.server.session)}</li>
                        <li>{say!(home.sides.server.conversation)}</li>
                    </ul>
                </div>
            </div>
        </section>
    }
    .into_any()
}
