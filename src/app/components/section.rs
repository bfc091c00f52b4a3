use gatehouse_model::Fetched;
use leptos::prelude::*;

use super::{Answer, Freshness};
use crate::{api, app::i18n::t};

/// The frame around what GitHub was asked for: waiting, failed, limited, old or good.
#[component]
pub fn Section<T, G, V>(
    /// The answer, asked for before the page began to render.
    answer: OnceResource<api::Result<Fetched<T>>>,
    /// What to show when it is good.
    good: G,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    G: Fn(Fetched<T>) -> V + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let good = move |fetched: Fetched<T>| {
        view! {
            {good(fetched.clone())}
            <Freshness of=fetched />
        }
    };
    view! { <Answer answer waiting=t!(common.asking_github) good /> }.into_any()
}
