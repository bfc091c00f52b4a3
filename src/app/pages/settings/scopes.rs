use gatehouse_model::{Act, Application, GrantFacts, ORGANIZATIONS, holds};
use leptos::prelude::*;

use crate::app::{
    acts::verb,
    components::{ActForm, Installations, ScopeList},
    page_context,
    words::{say, tell},
};

/// What the viewer granted, what more would be good for, and the way to give it back.
#[component]
pub fn Scopes(
    /// What the session's token may do.
    facts: GrantFacts,
) -> impl IntoView {
    if facts.application == Application::GitHubApp {
        return view! { <Permissions /> }.into_any();
    }
    let asked_of_everyone = holds(&page_context().scopes, ORGANIZATIONS);
    let held = holds(&facts.scopes, ORGANIZATIONS);
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

/// A GitHub App has no scopes to choose from.
#[component]
fn Permissions() -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="scopes">
            <h2 id="scopes">{say!(settings.scopes.heading)}</h2>
            <div class="choice">
                <p>{say!(settings.scopes.permissions)}</p>
                <p>
                    <Installations />
                </p>
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
