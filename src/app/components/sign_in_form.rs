use leptos::prelude::*;

use super::Button;
use crate::app::i18n::t;

/// Begins a sign-in. A form, because it changes something: the server opens a flow and sets a cookie for it.
#[component]
pub fn SignInForm(
    /// Where to come back to, on this site.
    #[prop(optional_no_strip)]
    return_to: Option<String>,
) -> impl IntoView {
    let return_to = return_to.map(|path| view! { <input type="hidden" name="return_to" value=path /> });
    view! {
        <form class="sign-in-form" method="post" action="/auth/github">
            {return_to}
            <Button main=true>{t!(common.sign_in_with_github)}</Button>
        </form>
    }
    .into_any()
}
