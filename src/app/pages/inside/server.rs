use gatehouse_model::TokenSetInfo;
use leptos::prelude::*;

use super::{session::Session, token::Token};
use crate::app::i18n::t;

/// What the server keeps for this session, told and not shown.
#[component]
pub fn Server(
    /// Everything about it that may be known.
    facts: TokenSetInfo,
) -> impl IntoView {
    view! {
        <p class="small">{t!(inside.server.told)}</p>
        <h3>{t!(inside.token.heading)}</h3>
        <Token facts=facts.clone() />
        <h3>{t!(inside.session.heading)}</h3>
        <Session facts />
    }
    .into_any()
}
