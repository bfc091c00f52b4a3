use leptos::prelude::*;

use super::{Freshness, Trouble};
use crate::{
    app::page_context,
    model::{AppError, Dated},
};

/// The frame around what GitHub was asked for: waiting, failed, limited, old or good.
///
/// It holds the page's main matter, so its failure is the page's status.
#[component]
pub fn Section<T, G, V>(
    /// The answer, asked for before the page began to render.
    answer: OnceResource<Result<Dated<T>, AppError>>,
    /// What to show when it is good.
    good: G,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    G: Fn(Dated<T>) -> V + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let context = page_context();
    let shown = move || {
        let (context, good) = (context.clone(), good.clone());
        Suspend::new(async move {
            match answer.await {
                Ok(dated) => view! {
                    {good(dated.clone())}
                    <Freshness of=dated />
                }
                .into_any(),
                Err(error) => {
                    context.fail(&error);
                    view! { <Trouble error context /> }.into_any()
                }
            }
        })
    };
    view! {
        <Suspense fallback=|| view! { <p class="waiting" role="status">"Asking GitHub …"</p> }>
            {shown}
        </Suspense>
    }
}
