use gatehouse_model::{Flash, Message};
use leptos::prelude::*;

use super::{Notice, Tone};
use crate::app::{i18n::t, page_context};

/// What an action led to.
pub struct Outcome {
    /// How serious it is.
    pub tone: Tone,
    /// What happened: one sentence.
    pub happened: String,
    /// What it means, or what to do.
    pub next: String,
}

/// The form of a pending action is good once and for ten minutes; nobody remembers which of the two was over.
pub fn spent() -> Outcome {
    Outcome { tone: Tone::Quiet, happened: t!(common.spent.happened), next: t!(common.spent.next) }
}

/// The outcome of the last action, where it leads to this page.
#[component]
pub fn WasDone<F>(
    /// The page's words for what may lead to it.
    outcome: F,
) -> impl IntoView
where
    F: Fn(Flash) -> Option<Outcome> + 'static,
{
    let known = |flash| if let Message::Flash(done) = flash { outcome(done) } else { None };
    page_context().show_flash(known).map(|Outcome { tone, happened, next }| {
        view! {
            <Notice tone happened>
                <p>{next}</p>
            </Notice>
        }
    })
}
