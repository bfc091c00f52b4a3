use leptos::prelude::*;

/// The mark: an arch, and the gate line that stands in it.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="mark-sign" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
            <path class="arch" d="M4 21V11a8 8 0 0 1 16 0v10" />
            <path class="gate-line" d="M12 8v13" />
            <circle class="lamp" cx="12" cy="7.4" r="1.7" />
        </svg>
    }
    .into_any()
}
