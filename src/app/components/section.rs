use gatehouse_model::Dated;
use leptos::prelude::*;

use super::{Answer, Freshness};
use crate::{api, app::words::say};

/// The frame around what GitHub was asked for: waiting, failed, limited, old or good.
#[component]
pub fn Section<T, G, V>(
    /// The answer, asked for before the page began to render.
    answer: OnceResource<api::Result<Dated<T>>>,
    /// What to show when it is good.
    good: G,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    G: Fn(Dated<T>) -> V + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let good = move |dated: Dated<T>| {
        view! {
            {good(dated.clone())}
            <Freshness of=dated />
        }
    };
    view! { <Answer answer waiting=say!(common.asking_github) good /> }.into_any()
}
