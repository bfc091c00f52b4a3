use gatehouse_model::SensitiveAction;
use leptos::prelude::*;

use super::{Button, Lineage};

/// A form that is one sensitive action. Where the session is not fresh, it leads to the reauthentication first.
#[component]
pub fn ActionForm(
    /// What it does.
    action: SensitiveAction,
    /// Spends the action that waited for a reauthentication.
    #[prop(optional_no_strip)]
    nonce: Option<String>,
    /// The verb on its button.
    children: Children,
) -> impl IntoView {
    let (method, path) = (action.method(), action.path());
    let is_destructive = action.is_destructive();
    let download = action.downloads().then_some("");
    let field = action.field().map(|(name, value)| view! { <input type="hidden" name=name value=value.to_owned() /> });
    let nonce = nonce.map(|nonce| view! { <input type="hidden" name="nonce" value=nonce /> });
    view! {
        <form method=method action=path data-download=download>
            <Lineage />
            {field}
            {nonce}
            <Button main=!is_destructive danger=is_destructive>
                {children()}
            </Button>
        </form>
    }
    .into_any()
}
