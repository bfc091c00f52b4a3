use leptos::prelude::*;

use super::{Trouble, framed::framed};
use crate::{
    api,
    app::{i18n::t, page_context},
};

/// The frame around what was asked for: waiting, failed or good.
///
/// It holds the page's matter, so its failure is the page's status.
#[component]
pub fn Answer<T, G, V>(
    /// The answer, asked for before the page began to render.
    answer: OnceResource<api::Result<T>>,
    /// What is said until it comes.
    #[prop(optional, into)]
    waiting: Option<String>,
    /// What to show when it is good.
    good: G,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    G: Fn(T) -> V + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let context = page_context();
    let waiting = waiting.unwrap_or_else(|| t!(common.waiting));
    let bad = move |error| {
        context.fail(&error);
        view! { <Trouble error context=context.clone() /> }.into_any()
    };
    framed(answer, waiting, good, bad)
}
