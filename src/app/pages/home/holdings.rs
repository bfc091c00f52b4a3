use leptos::prelude::*;

use crate::app::i18n::t;

/// What stands on either side of the gate line.
#[component]
pub fn Holdings() -> impl IntoView {
    view! {
        <section class="page holdings" aria-labelledby="sides">
            <h2 id="sides">{t!(home.sides.heading)}</h2>
            <div class="sides">
                <div class="side">
                    <h3>{t!(home.sides.browser.heading)}</h3>
                    <ul>
                        <li>{t!(home.sides.browser.pages)}</li>
                        <li>{t!(home.sides.browser.cookie)}</li>
                        <li>{t!(home.sides.browser.nothing_else)}</li>
                    </ul>
                </div>
                <div class="side">
                    <h3>{t!(home.sides.server.heading)}</h3>
                    <ul>
                        <li>{t!(home.sides.server.token)}</li>
                        <li>{t!(home.sides.server.session)}</li>
                        <li>{t!(home.sides.server.conversation)}</li>
                    </ul>
                </div>
            </div>
        </section>
    }
    .into_any()
}
