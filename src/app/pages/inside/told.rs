use gatehouse_model::{Attempt, AttemptOutcome};
use leptos::prelude::*;

use super::outcome::{STANDS, Verdict, verdict};
use crate::app::{
    components::{Notice, Tone},
    i18n::{t, t_view},
};

/// The story of an attempt that the server made against itself, with every answer in it.
#[component]
pub fn Told(
    /// How it went.
    outcome: AttemptOutcome,
) -> impl IntoView {
    let AttemptOutcome { attempt, before, answer, after } = outcome;
    let verdict = verdict(outcome);
    let tone = match verdict {
        Verdict::LiveToken => Tone::Good,
        Verdict::Failed => Tone::Bad,
        Verdict::Unclear => Tone::Warn,
    };
    let code = |status: u16| view! { <code>{status}</code> };
    let sent = match attempt {
        Attempt::Forged => t_view!(inside.told.forged.sent, <status> = code(answer)),
        Attempt::Replayed => t_view!(inside.told.replayed.sent, <status> = code(answer)),
    };
    let afterwards = if after == STANDS {
        t_view!(inside.told.stands, <status> = code(after))
    } else {
        t_view!(inside.told.gone, <status> = code(after))
    };
    let alarm = (verdict == Verdict::Failed).then(|| view! { <p>{t!(inside.told.alarm)}</p> });
    view! {
        <Notice tone happened=happened(attempt, verdict)>
            <ol class="steps">
                <li>{t_view!(inside.told.made, <status> = code(before))}</li>
                <li>{sent}</li>
                <li>{afterwards}</li>
            </ol>
            <p>{t!(inside.told.itself)}</p>
            {alarm}
            <p class="small">{t!(inside.told.statuses)}</p>
            <p>
                <a href="#attempts">{t!(inside.told.another)}</a>
            </p>
        </Notice>
    }
    .into_any()
}

fn happened(attempt: Attempt, verdict: Verdict) -> String {
    match (attempt, verdict) {
        (_, Verdict::Unclear) => t!(inside.told.unclear),
        (Attempt::Forged, Verdict::LiveToken) => t!(inside.told.forged.held),
        (Attempt::Forged, Verdict::Failed) => t!(inside.told.forged.failed),
        (Attempt::Replayed, Verdict::LiveToken) => t!(inside.told.replayed.held),
        (Attempt::Replayed, Verdict::Failed) => t!(inside.told.replayed.failed),
    }
}

#[cfg(test)]
mod tests {
    use super::{Attempt, Verdict, happened};

    #[test]
    fn an_attack_that_worked_is_told_in_other_words() {
        for attempt in Attempt::ALL {
            assert_ne!(happened(attempt, Verdict::LiveToken), happened(attempt, Verdict::Failed));
        }
        assert_ne!(happened(Attempt::Forged, Verdict::LiveToken), happened(Attempt::Replayed, Verdict::LiveToken));
    }
}
