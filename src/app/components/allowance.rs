use gatehouse_model::Allowances;
use leptos::prelude::*;

use super::AllowanceMeter;
use crate::{api, app::page_context};

/// What GitHub still allows this hour, once the page's answers have said it.
#[component]
pub fn Allowance(
    /// Asked for after everything else.
    of: OnceResource<api::Result<Allowances>>,
) -> impl IntoView {
    let now = page_context().now;
    let shown = move || {
        Suspend::new(async move {
            let known = of.await.unwrap_or_default();
            view! { <AllowanceMeter allowances=known now /> }
        })
    };
    view! { <Suspense>{shown}</Suspense> }.into_any()
}
