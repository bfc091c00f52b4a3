use leptos::prelude::*;

use crate::app::components::Scopes;

/// What a careful person asks next.
#[component]
pub fn Points() -> impl IntoView {
    view! {
        <section class="page points" aria-labelledby="careful">
            <h2 id="careful">"Before you sign in"</h2>
            <ul class="point-row">
                <li>
                    <h3>"It asks for little"</h3>
                    <p>
                        "Gatehouse asks GitHub for " <Scopes />
                        " and for nothing else. GitHub shows you the same list before you agree."
                    </p>
                </li>
                <li>
                    <h3>"It ends when you say"</h3>
                    <p>"Sign out, and the session is gone at once. Left alone, it ends by itself."</p>
                </li>
                <li>
                    <h3>"It works without scripts"</h3>
                    <p>"Links are links and forms are forms. Switch JavaScript off, and everything still works."</p>
                </li>
                <li>
                    <h3>"You can read all of it"</h3>
                    <p>"The source is short and open. Its first page draws the same line you see above."</p>
                </li>
            </ul>
        </section>
    }
}
