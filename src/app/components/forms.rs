use gatehouse_model::SensitiveAction;
use leptos::prelude::*;

use crate::app::{i18n::t, links::path_and_query, page_context};

/// Submits its form. The text is a verb.
#[component]
pub fn Button(
    /// The primary action; at most one per view.
    #[prop(optional)]
    main: bool,
    /// Ends or deletes something for good.
    #[prop(optional)]
    danger: bool,
    /// The form's id, for a button outside of it.
    #[prop(optional)]
    form: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    let class = match (main, danger) {
        (_, true) => "button danger",
        (true, false) => "button main",
        (false, false) => "button",
    };
    view! {
        <button type="submit" class=class form=form>
            {children()}
        </button>
    }
}

/// Part of every form that acts for the viewer: the server refuses it if another account has signed in since.
#[component]
pub fn Lineage() -> impl IntoView {
    page_context().lineage.map(|lineage| view! { <input type="hidden" name="lineage" value=lineage /> })
}

/// The form of a sensitive action. Without a recent sign-in, it leads to reauthentication first.
#[component]
pub fn ActionForm(
    action: SensitiveAction,
    /// Consumes the action that waited for reauthentication.
    #[prop(optional_no_strip)]
    nonce: Option<String>,
    /// The label of its button.
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
}

/// Fetches what this page shows from GitHub again.
#[component]
pub fn RefreshForm() -> impl IntoView {
    let context = page_context();
    view! {
        <form class="refresh" method="post" action="/refresh">
            <Lineage />
            <input type="hidden" name="return_to" value=path_and_query(&context.path, &context.query) />
            <Button>{t!(common.refresh)}</Button>
        </form>
    }
}

/// Starts a sign-in. It is a form because the server changes something: it opens a flow and sets a cookie for it.
#[component]
pub fn SignInForm(
    /// The path to return to.
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
}

/// Signs this browser out. That needs no reauthentication.
#[component]
pub fn SignOutForm() -> impl IntoView {
    view! {
        <form method="post" action="/auth/sign-out">
            <Lineage />
            <Button>{t!(common.sign_out)}</Button>
        </form>
    }
}
