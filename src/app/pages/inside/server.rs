use gatehouse_model::GrantFacts;
use leptos::prelude::*;

use super::{session::Session, token::Token};
use crate::app::words::say;

/// What the server keeps for this session, told and not shown.
#[component]
pub fn Server(
    /// Everything about it that may be known.
    facts: GrantFacts,
) -> impl IntoView {
    view! {
        <p class="small">{say!(inside.server.told)}</p>
        <h3>{say!(inside.token.heading)}</h3>
        <Token facts=facts.clone() />
        <h3>{say!(inside.session.heading)}</h3>
        <Session facts />
    }
    .into_any()
}
