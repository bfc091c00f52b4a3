use gatehouse_model::Act;
use leptos::prelude::*;

use super::{Button, Lineage};

/// A form that is one sensitive act. Where the session is not fresh, it leads to the proof first.
#[component]
pub fn ActForm(
    /// What it does.
    act: Act,
    /// Spends the act that waited for a proof.
    #[prop(optional_no_strip)]
    spend: Option<String>,
    /// The verb on its button.
    children: Children,
) -> impl IntoView {
    let (method, path) = (act.method(), act.path());
    let takes_away = act.takes_away();
    let download = act.downloads().then_some("");
    let field = act.field().map(|(name, value)| view! { <input type="hidden" name=name value=value.to_owned() /> });
    let spend = spend.map(|spend| view! { <input type="hidden" name="spend" value=spend /> });
    view! {
        <form method=method action=path data-download=download>
            <Lineage />
            {field}
            {spend}
            <Button main=!takes_away danger=takes_away>
                {children()}
            </Button>
        </form>
    }
    .into_any()
}
