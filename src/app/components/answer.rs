use leptos::prelude::*;

use super::Trouble;
use crate::{
    app::{page_context, words::say},
    model::AppError,
};

/// The frame around what was asked for: waiting, failed or good.
///
/// It holds the page's matter, so its failure is the page's status.
#[component]
pub fn Answer<T, G, V>(
    /// The answer, asked for before the page began to render.
    answer: OnceResource<Result<T, AppError>>,
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
    let waiting = waiting.unwrap_or_else(|| say!(common.waiting));
    let shown = move || {
        let (context, good) = (context.clone(), good.clone());
        Suspend::new(async move {
            match answer.await {
                Ok(value) => good(value).into_any(),
                Err(error) => {
                    context.fail(&error);
                    view! { <Trouble error context /> }.into_any()
                }
            }
        })
    };
    view! {
        <Suspense fallback=move || view! { <p class="waiting" role="status">{waiting.clone()}</p> }>
            {shown}
        </Suspense>
    }
    .into_any()
}
