use leptos::prelude::*;

use crate::{
    app::{acts::verb, components::ActForm},
    model::Act,
};

/// What is kept about the viewer: to take along, and to delete.
#[component]
pub fn Data() -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="data">
            <h2 id="data">"Your data"</h2>
            <div class="choice">
                <p>
                    "A file with everything kept here about you: who you are, your devices, and what happened to them. "
                    "It holds no tokens."
                </p>
                <ActForm act=Act::Export>{verb(&Act::Export)}</ActForm>
            </div>
            <div class="choice">
                <p>
                    "Deleting it ends every session and removes what we keep about you, for good. Tokens that GitHub "
                    "hasn't yet confirmed as dead stay in the queue, sealed, for a week at most."
                </p>
                <ActForm act=Act::DeleteData>{verb(&Act::DeleteData)}</ActForm>
            </div>
        </section>
    }
}
