use leptos::prelude::*;

use super::{Notice, Tone};
use crate::{
    app::{page_context, query::value},
    model::Done,
};

/// What an act led to. Its address carries only the code, as `?done=ended`.
pub struct Outcome {
    /// What the address says.
    pub done: Done,
    /// How serious it is.
    pub tone: Tone,
    /// What happened: one sentence.
    pub happened: &'static str,
    /// What it means, or what to do.
    pub next: &'static str,
}

/// The form of a waiting act is good once and for ten minutes; nobody remembers which of the two was over.
pub const SPENT: Outcome = Outcome {
    done: Done::Spent,
    tone: Tone::Quiet,
    happened: "That form was used already, or it waited too long.",
    next: "Nothing was done just now.",
};

/// The outcome of the last act, where the address names one the page knows. Other codes say nothing.
#[component]
pub fn WasDone(
    /// The outcomes that may lead to this page.
    outcomes: &'static [Outcome],
) -> impl IntoView {
    let code = value(&page_context().query, "done");
    outcomes.iter().find(|outcome| code.as_deref() == Some(outcome.done.code())).map(|outcome| {
        view! {
            <Notice tone=outcome.tone happened=outcome.happened>
                <p>{outcome.next}</p>
            </Notice>
        }
    })
}
