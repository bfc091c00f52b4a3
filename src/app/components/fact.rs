use leptos::prelude::*;

use super::Isolated;
use crate::app::{i18n::t, links::given};

/// One line of a `<dl class="facts">`.
#[component]
pub fn Fact(
    /// What the line tells.
    #[prop(into)]
    label: String,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="fact">
            <dt>{label}</dt>
            <dd>{children()}</dd>
        </div>
    }
    .into_any()
}

/// A line whose value is plain text, or says that GitHub was not given one.
#[component]
pub fn FactText(
    /// What the line tells.
    #[prop(into)]
    label: String,
    /// The text as GitHub sent it.
    value: Option<String>,
) -> impl IntoView {
    let value = match given(value.as_deref()) {
        Some(text) => view! { <Isolated text /> }.into_any(),
        None => view! { <span class="not-given">{t!(common.not_given)}</span> }.into_any(),
    };
    view! { <Fact label>{value}</Fact> }.into_any()
}
