use leptos::prelude::*;

/// One sentence to leave with.
#[component]
pub fn Footer() -> impl IntoView {
    view! {
        <footer class="bottom">
            <p>"Tokens stay on the server. Your browser holds one cookie."</p>
            <p>"Gatehouse is open source, written in Rust with Leptos."</p>
        </footer>
    }
}
