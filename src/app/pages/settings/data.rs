use gatehouse_model::SensitiveAction;
use leptos::prelude::*;

use crate::app::{actions::verb, components::ActionForm, i18n::t};

/// What is kept about the viewer: to take along, and to delete.
#[component]
pub fn Data() -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="data">
            <h2 id="data">{t!(settings.data.heading)}</h2>
            <div class="choice">
                <p>{t!(settings.data.export)}</p>
                <ActionForm action=SensitiveAction::Export>{verb(&SensitiveAction::Export)}</ActionForm>
            </div>
            <div class="choice">
                <p>{t!(settings.data.delete)}</p>
                <ActionForm action=SensitiveAction::DeleteData>{verb(&SensitiveAction::DeleteData)}</ActionForm>
            </div>
        </section>
    }
    .into_any()
}
