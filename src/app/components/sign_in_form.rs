use leptos::prelude::*;

use super::Button;

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
            <Button main=true>"Sign in with GitHub"</Button>
        </form>
    }
}
