use leptos::prelude::*;

use super::Button;

/// Ends the session of this browser. It needs no proof: whoever is here may leave.
#[component]
pub fn SignOutForm() -> impl IntoView {
    view! {
        <form method="post" action="/auth/sign-out">
            <Button>"Sign out"</Button>
        </form>
    }
}
