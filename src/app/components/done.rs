use gatehouse_model::{Done, Flash};
use leptos::prelude::*;

use super::{Notice, Tone};
use crate::app::{page_context, words::say};

/// What an act led to.
pub struct Outcome {
    /// How serious it is.
    pub tone: Tone,
    /// What happened: one sentence.
    pub happened: String,
    /// What it means, or what to do.
    pub next: String,
}

/// The form of a waiting act is good once and for ten minutes; nobody remembers which of the two was over.
pub fn spent() -> Outcome {
    Outcome { tone: Tone::Quiet, happened: say!(common.spent.happened), next: say!(common.spent.next) }
}

/// The outcome of the last act, where it leads to this page.
#[component]
pub fn WasDone<F>(
    /// The page's words for what may lead to it.
    outcome: F,
) -> impl IntoView
where
    F: Fn(Done) -> Option<Outcome> + 'static,
{
    let known = |flash| if let Flash::Done(done) = flash { outcome(done) } else { None };
    page_context().show_flash(known).map(|Outcome { tone, happened, next }| {
        view! {
            <Notice tone happened>
                <p>{next}</p>
            </Notice>
        }
    })
}
