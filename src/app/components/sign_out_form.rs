use leptos::prelude::*;

use super::{Button, Lineage};
use crate::app::words::say;

/// Ends the session of this browser. It needs no proof: whoever is here may leave.
#[component]
pub fn SignOutForm() -> impl IntoView {
    view! {
        <form method="post" action="/auth/sign-out">
            <Lineage />
            <Button>{say!(common.sign_out)}</Button>
        </form>
    }
    .into_any()
}
