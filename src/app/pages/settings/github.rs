use leptos::prelude::*;

use crate::{
    app::{
        acts::verb,
        components::{ActForm, Scopes},
    },
    model::Act,
};

/// The connection to GitHub, and the way to cut it.
#[component]
pub fn GitHub() -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="github">
            <h2 id="github">"GitHub"</h2>
            <div class="choice">
                <p>
                    "You let this site ask GitHub for " <Scopes /> ". Disconnecting withdraws that at GitHub, for "
                    "every device, while you wait; then every device is signed out. Your account at GitHub "
                    "stays as it is."
                </p>
                <ActForm act=Act::Disconnect>{verb(&Act::Disconnect)}</ActForm>
            </div>
        </section>
    }
}
