use gatehouse_model::AppError;
use leptos::prelude::*;

use crate::api::{self, ApiError};

/// What was asked for: `waiting` is said until the answer comes, then it is shown as `good` or as `bad`.
pub(super) fn framed<T, V>(
    answer: OnceResource<api::Result<T>>,
    waiting: String,
    good: impl Fn(T) -> V + Clone + Send + Sync + 'static,
    bad: impl Fn(AppError) -> AnyView + Clone + Send + Sync + 'static,
) -> AnyView
where
    T: Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let shown = move || {
        let (good, bad) = (good.clone(), bad.clone());
        Suspend::new(async move {
            match answer.await {
                Ok(value) => good(value).into_any(),
                Err(ApiError(error)) => bad(error),
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
