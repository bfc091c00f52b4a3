use leptos::prelude::*;

use super::Tone;

/// What happened, what it means, and (as children) what to do.
#[component]
pub fn Notice(
    /// How serious it is.
    tone: Tone,
    /// What happened: one sentence.
    #[prop(into)]
    happened: String,
    children: Children,
) -> impl IntoView {
    let role = if tone == Tone::Bad { "alert" } else { "status" };
    view! {
        <div class=format!("notice {}", tone.class()) role=role>
            <p class="happened">{happened}</p>
            {children()}
        </div>
    }
    .into_any()
}
