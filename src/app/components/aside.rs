use gatehouse_model::AppError;
use leptos::prelude::*;

use super::{Trouble, framed::framed};
use crate::{
    api,
    app::{i18n::t, page_context},
};

/// A section beside the page's matter: its failure is told in its place, and the page stays what it is.
#[component]
pub fn SideSection<T, G, V>(
    /// The answer, asked for before the page began to render.
    answer: OnceResource<api::Result<T>>,
    /// What to show when it is good.
    good: G,
    /// What to show where the viewer's scopes don't allow it.
    #[prop(optional)]
    scope_missing: Option<fn() -> AnyView>,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    G: Fn(T) -> V + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let context = page_context();
    let bad = move |error| match (error, scope_missing) {
        (AppError::ScopeMissing, Some(scope_missing)) => scope_missing(),
        (error, _) => view! { <Trouble error context=context.clone() /> }.into_any(),
    };
    framed(answer, t!(common.asking_github), good, bad)
}
