use leptos::prelude::*;

use crate::{
    app::{
        acts::verb,
        components::{ActForm, ScopeList},
        page_context,
        words::{say, tell},
    },
    model::{Act, GrantFacts, ORGANIZATIONS},
};

/// What the viewer granted, what more would be good for, and the way to give it back.
#[component]
pub fn Scopes(
    /// What the session's token may do.
    facts: GrantFacts,
) -> impl IntoView {
    let asked_of_everyone = page_context().scopes.iter().any(|scope| scope == ORGANIZATIONS);
    let held = facts.scopes.iter().any(|scope| scope == ORGANIZATIONS);
    let choice = if held && asked_of_everyone {
        view! { <p>{tell!(settings.scopes.base, <code>)}</p> }.into_any()
    } else if held {
        let act = Act::Scopes { organizations: false };
        view! {
            <p>{say!(settings.scopes.held)}</p>
            <ActForm act=act.clone()>{verb(&act)}</ActForm>
        }
        .into_any()
    } else {
        let act = Act::Scopes { organizations: true };
        view! {
            <p>{tell!(settings.scopes.why, <code>)}</p>
            <ActForm act=act.clone()>{verb(&act)}</ActForm>
        }
        .into_any()
    };
    view! {
        <section class="card" aria-labelledby="scopes">
            <h2 id="scopes">{say!(settings.scopes.heading)}</h2>
            <div class="choice">
                <Granted scopes=facts.scopes />
                {choice}
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Granted(scopes: Vec<String>) -> impl IntoView {
    if scopes.is_empty() {
        return view! { <p>{say!(settings.scopes.none)}</p> }.into_any();
    }
    view! { <p>{tell!(settings.scopes.granted, <scopes> = view! { <ScopeList scopes /> })}</p> }.into_any()
}
