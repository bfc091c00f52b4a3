use leptos::prelude::*;

use super::CollectAny;
use crate::app::{
    bidi::{contained, non_blank},
    i18n::{grouped, t},
    page_context,
};

/// A short text from elsewhere, isolated: whatever its direction, the text around it keeps its order.
#[component]
pub fn Isolated(#[prop(into)] text: String) -> impl IntoView {
    view! { <bdi>{contained(text)}</bdi> }.into_any()
}

/// The scopes that a sign-in requests, as configured.
#[component]
pub fn Scopes() -> impl IntoView {
    view! { <ScopeList scopes=page_context().scopes /> }
}

/// Scopes within a sentence: `read:user, read:org`.
#[component]
pub fn ScopeList(scopes: Vec<String>) -> impl IntoView {
    let item = |(index, scope): (usize, String)| {
        let comma = (index > 0).then(|| t!(common.comma));
        view! { {comma} <code>{scope}</code> }
    };
    scopes.into_iter().enumerate().map(item).collect_any()
}

/// One line of a `<dl class="facts">`.
#[component]
pub fn Fact(#[prop(into)] label: String, children: Children) -> impl IntoView {
    view! {
        <div class="fact">
            <dt>{label}</dt>
            <dd>{children()}</dd>
        </div>
    }
}

/// A line whose value is plain text, or a note that GitHub has none.
#[component]
pub fn FactText(
    #[prop(into)] label: String,
    /// As GitHub sent it.
    value: Option<String>,
) -> impl IntoView {
    let value = match non_blank(value.as_deref()) {
        Some(text) => view! { <Isolated text /> }.into_any(),
        None => view! { <span class="not-given">{t!(common.not_given)}</span> }.into_any(),
    };
    view! { <Fact label>{value}</Fact> }.into_any()
}

/// A large number and its label, within a `<dl class="counts">`.
#[component]
pub fn Count(#[prop(into)] label: String, number: u64) -> impl IntoView {
    view! {
        <div class="count">
            <dt>{label}</dt>
            <dd>{grouped(number)}</dd>
        </div>
    }
}
