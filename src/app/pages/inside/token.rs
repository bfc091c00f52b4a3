use gatehouse_model::{Application, Timestamp, TokenSetInfo};
use leptos::prelude::*;

use crate::app::{
    components::{Age, Countdown, Fact},
    i18n::{grouped, t},
};

/// GitHub's tokens: kind, reach, age, end, and the name of the key around them.
#[component]
pub fn Token(
    /// Everything about them that may be known.
    facts: TokenSetInfo,
) -> impl IntoView {
    let TokenSetInfo { generation, refreshes, received_at, now, .. } = facts;
    let kind = kind(facts.lasting, facts.refreshable);
    let access = ends(facts.access_ends_at, now, t!(inside.token.never));
    let refresh = facts.refreshable.then(|| {
        let ends = ends(facts.refresh_ends_at, now, t!(inside.token.unsaid));
        view! { <Fact label=t!(inside.token.refresh_ends)>{ends}</Fact> }
    });
    let key = facts.key_id;
    let (reach, scopes) = match facts.application {
        Application::OAuthApp => (t!(inside.token.scopes), scopes(facts.scopes)),
        Application::GitHubApp => (t!(inside.token.permissions), t!(inside.token.by_permissions).into_any()),
    };
    view! {
        <dl class="facts">
            <Fact label=t!(inside.token.kind)>{kind}</Fact>
            <Fact label=reach>{scopes}</Fact>
            <Fact label=t!(inside.token.access_ends)>{access}</Fact>
            {refresh}
            <Fact label=t!(inside.token.received)>
                <Age timestamp=received_at now />
            </Fact>
            <Fact label=t!(inside.token.generation)>{grouped(generation.into())}</Fact>
            <Fact label=t!(inside.token.refreshed)>{grouped(refreshes.into())}</Fact>
            <Fact label=t!(inside.token.key)>
                <code>{key}</code> <p class="small">{t!(inside.token.key_meaning)}</p>
            </Fact>
        </dl>
    }
    .into_any()
}

fn kind(lasting: bool, refreshable: bool) -> String {
    match (lasting, refreshable) {
        (true, _) => t!(inside.token.lasting),
        (false, true) => t!(inside.token.renewed),
        (false, false) => t!(inside.token.short),
    }
}

fn ends(at: Option<Timestamp>, now: Timestamp, otherwise: String) -> AnyView {
    match at {
        Some(until) => view! { <Countdown until now /> }.into_any(),
        None => otherwise.into_any(),
    }
}

fn scopes(scopes: Vec<String>) -> AnyView {
    if scopes.is_empty() {
        return t!(inside.token.no_scopes).into_any();
    }
    let scopes = scopes.into_iter().map(|scope| view! { <li><code>{scope}</code></li> }).collect_view();
    view! { <ul class="code-list">{scopes}</ul> }.into_any()
}
