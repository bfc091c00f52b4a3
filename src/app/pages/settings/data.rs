use gatehouse_model::Act;
use leptos::prelude::*;

use crate::app::{acts::verb, components::ActForm, words::say};

/// What is kept about the viewer: to take along, and to delete.
#[component]
pub fn Data() -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="data">
            <h2 id="data">{say!(settings.data.heading)}</h2>
            <div class="choice">
                <p>{say!(settings.data.export)}</p>
                <ActForm act=Act::Export>{verb(&Act::Export)}</ActForm>
            </div>
            <div class="choice">
                <p>{say!(settings.data.delete)}</p>
                <ActForm act=Act::DeleteData>{verb(&Act::DeleteData)}</ActForm>
            </div>
        </section>
    }
    .into_any()
}
