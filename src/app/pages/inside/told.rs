use gatehouse_model::{Attempt, Outcome};
use leptos::prelude::*;

use super::outcome::{STANDS, Verdict, verdict};
use crate::app::{
    components::{Notice, Tone},
    words::{say, tell},
};

/// The story of an attempt that the server made against itself, with every answer in it.
#[component]
pub fn Told(
    /// How it went.
    outcome: Outcome,
) -> impl IntoView {
    let Outcome { attempt, before, answer, after } = outcome;
    let verdict = verdict(outcome);
    let tone = match verdict {
        Verdict::Held => Tone::Good,
        Verdict::Failed => Tone::Bad,
        Verdict::Unclear => Tone::Warn,
    };
    let code = |status: u16| view! { <code>{status}</code> };
    let sent = match attempt {
        Attempt::Forged => tell!(inside.told.forged.sent, <status> = code(answer)),
        Attempt::Replayed => tell!(inside.told.replayed.sent, <status> = code(answer)),
    };
    let afterwards = if after == STANDS {
        tell!(inside.told.stands, <status> = code(after))
    } else {
        tell!(inside.told.gone, <status> = code(after))
    };
    let alarm = (verdict == Verdict::Failed).then(|| view! { <p>{say!(inside.told.alarm)}</p> });
    view! {
        <Notice tone happened=happened(attempt, verdict)>
            <ol class="steps">
                <li>{tell!(inside.told.made, <status> = code(before))}</li>
                <li>{sent}</li>
                <li>{afterwards}</li>
            </ol>
            <p>{say!(inside.told.itself)}</p>
            {alarm}
            <p class="small">{say!(inside.told.statuses)}</p>
            <p>
                <a href="#attempts">{say!(inside.told.another)}</a>
            </p>
        </Notice>
    }
    .into_any()
}

fn happened(attempt: Attempt, verdict: Verdict) -> String {
    match (attempt, verdict) {
        (_, Verdict::Unclear) => say!(inside.told.unclear),
        (Attempt::Forged, Verdict::Held) => say!(inside.told.forged.held),
        (Attempt::Forged, Verdict::Failed) => say!(inside.told.forged.failed),
        (Attempt::Replayed, Verdict::Held) => say!(inside.told.replayed.held),
        (Attempt::Replayed, Verdict::Failed) => say!(inside.told.replayed.failed),
    }
}

#[cfg(test)]
mod tests {
    use super::{Attempt, Verdict, happened};

    #[test]
    fn an_attack_that_worked_is_told_in_other_words() {
        for attempt in Attempt::ALL {
            assert_ne!(happened(attempt, Verdict::Held), happened(attempt, Verdict::Failed));
        }
        assert_ne!(happened(Attempt::Forged, Verdict::Held), happened(Attempt::Replayed, Verdict::Held));
    }
}
