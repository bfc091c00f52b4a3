use gatehouse_model::{Application, ORGANIZATIONS, SensitiveAction, TokenSetInfo, has_scope};
use leptos::prelude::*;

use crate::app::{
    actions::verb,
    components::{ActionForm, Installations, ScopeList},
    i18n::{t, t_view},
    page_context,
};

/// What the viewer granted, what more would be good for, and the way to give it back.
#[component]
pub fn Scopes(
    /// What the session's token may do.
    facts: TokenSetInfo,
) -> impl IntoView {
    if facts.application == Application::GitHubApp {
        return view! { <Permissions /> }.into_any();
    }
    let asked_of_everyone = has_scope(&page_context().scopes, ORGANIZATIONS);
    let held = has_scope(&facts.scopes, ORGANIZATIONS);
    let choice = if held && asked_of_everyone {
        view! { <p>{t_view!(settings.scopes.base, <code>)}</p> }.into_any()
    } else if held {
        let action = SensitiveAction::Scopes { organizations: false };
        view! {
            <p>{t!(settings.scopes.held)}</p>
            <ActionForm action=action.clone()>{verb(&action)}</ActionForm>
        }
        .into_any()
    } else {
        let action = SensitiveAction::Scopes { organizations: true };
        view! {
            <p>{t_view!(settings.scopes.reason, <code>)}</p>
            <ActionForm action=action.clone()>{verb(&action)}</ActionForm>
        }
        .into_any()
    };
    view! {
        <section class="card" aria-labelledby="scopes">
            <h2 id="scopes">{t!(settings.scopes.heading)}</h2>
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
            <h2 id="scopes">{t!(settings.scopes.heading)}</h2>
            <div class="choice">
                <p>{t!(settings.scopes.permissions)}</p>
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
        return view! { <p>{t!(settings.scopes.none)}</p> }.into_any();
    }
    view! { <p>{t_view!(settings.scopes.granted, <scopes> = view! { <ScopeList scopes /> })}</p> }.into_any()
}
