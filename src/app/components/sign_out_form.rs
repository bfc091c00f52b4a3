use leptos::prelude::*;

use super::{Button, Lineage};
use crate::app::i18n::t;

/// Ends the session of this browser. It needs no reauthentication: whoever is here may leave.
#[component]
pub fn SignOutForm() -> impl IntoView {
    view! {
        <form method="post" action="/auth/sign-out">
            <Lineage />
            <Button>{t!(common.sign_out)}</Button>
        </form>
    }
    .into_any()
}
