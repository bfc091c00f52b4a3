use gatehouse_model::{Application, GrantFacts, Moment};
use leptos::prelude::*;

use crate::app::{
    components::{Age, Countdown, Fact},
    words::{grouped, say},
};

/// GitHub's tokens: kind, reach, age, end, and the name of the key around them.
#[component]
pub fn Token(
    /// Everything about them that may be known.
    facts: GrantFacts,
) -> impl IntoView {
    let GrantFacts { generation, refreshes, received_at, now, .. } = facts;
    let kind = kind(facts.lasting, facts.refreshable);
    let access = ends(facts.access_ends_at, now, say!(inside.token.never));
    let refresh = facts.refreshable.then(|| {
        let ends = ends(facts.refresh_ends_at, now, say!(inside.token.unsaid));
        view! { <Fact label=say!(inside.token.refresh_ends)>{ends}</Fact> }
    });
    let key = facts.key_id;
    let (reach, scopes) = match facts.application {
        Application::OAuthApp => (say!(inside.token.scopes), scopes(facts.scopes)),
        Application::GitHubApp => (say!(inside.token.permissions), say!(inside.token.by_permissions).into_any()),
    };
    view! {
        <dl class="facts">
            <Fact label=say!(inside.token.kind)>{kind}</Fact>
            <Fact label=reach>{scopes}</Fact>
            <Fact label=say!(inside.token.access_ends)>{access}</Fact>
            {refresh}
            <Fact label=say!(inside.token.received)>
                <Age moment=received_at now />
            </Fact>
            <Fact label=say!(inside.token.generation)>{grouped(generation.into())}</Fact>
            <Fact label=say!(inside.token.refreshed)>{grouped(refreshes.into())}</Fact>
            <Fact label=say!(inside.token.key)>
                <code>{key}</code> <p class="small">{say!(inside.token.key_meaning)}</p>
            </Fact>
        </dl>
    }
    .into_any()
}

fn kind(lasting: bool, refreshable: bool) -> String {
    match (lasting, refreshable) {
        (true, _) => say!(inside.token.lasting),
        (false, true) => say!(inside.token.renewed),
        (false, false) => say!(inside.token.short),
    }
}

fn ends(at: Option<Moment>, now: Moment, otherwise: String) -> AnyView {
    match at {
        Some(until) => view! { <Countdown until now /> }.into_any(),
        None => otherwise.into_any(),
    }
}

fn scopes(scopes: Vec<String>) -> AnyView {
    if scopes.is_empty() {
        return say!(inside.token.no_scopes).into_any();
    }
    let scopes = scopes.into_iter().map(|scope| view! { <li><code>{scope}</code></li> }).collect_view();
    view! { <ul class="code-list">{scopes}</ul> }.into_any()
}
