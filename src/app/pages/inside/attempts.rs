use gatehouse_model::{Attempt, AttemptOutcome};
use leptos::prelude::*;

use crate::app::{
    components::{Button, CollectAny, Lineage, Notice, Tone},
    i18n::{t, t_view},
    page_context,
};

/// Attacks, each with a button that runs it.
#[component]
pub fn Attempts() -> impl IntoView {
    let by_server = Attempt::ALL.map(|attempt| view! { <ServerAttempt attempt /> });
    view! {
        <section id="attempts" aria-labelledby="try-it">
            <h2 id="try-it">{t!(inside.attempts.heading)}</h2>
            <p>{t!(inside.attempts.intro)}</p>
            <ul class="rows">
                <TokenTheft />
                {by_server.into_iter().collect_any()}
            </ul>
        </section>
    }
}

/// An attack that the server runs against itself: a browser does not let a page send what another site would.
#[component]
fn ServerAttempt(attempt: Attempt) -> impl IntoView {
    let (name, what, run) = match attempt {
        Attempt::Forged => {
            (t!(inside.attempts.forged.name), t!(inside.attempts.forged.what), t!(inside.attempts.forged.run))
        }
        Attempt::Replayed => {
            (t!(inside.attempts.replayed.name), t!(inside.attempts.replayed.what), t!(inside.attempts.replayed.run))
        }
    };
    view! {
        <li class="attempt">
            <div class="attempt-words">
                <h3>{name}</h3>
                <p>{what}</p>
                <p class="small">{t!(inside.attempts.by_server)}</p>
            </div>
            <form method="post" action="/inside/try">
                <Lineage />
                <input type="hidden" name="attempt" value=attempt.code() />
                <Button>{run}</Button>
            </form>
        </li>
    }
}

/// A script in this page looks for the session, then for GitHub's token. `/inside.js` enables the button, runs the attack and
/// shows the sentences that apply: within the island, a request and its promise would add some kilobytes.
#[component]
fn TokenTheft() -> impl IntoView {
    let found = || view! { <code data-found="" translate="no"></code> };
    view! {
        <li id="theft" class="attempt" data-address=api_address(&page_context().github_url)>
            <div class="attempt-words">
                <h3>{t!(inside.theft.name)}</h3>
                <p>{t_view!(inside.theft.what, <code>)}</p>
                <p class="small">{t!(inside.theft.by_page)}</p>
                <noscript>
                    <p class="small">{t!(inside.theft.unscripted)}</p>
                </noscript>
            </div>
            <button type="button" class="button" disabled=true>
                {t!(inside.theft.run)}
            </button>
            <div class="story" role="status" aria-live="polite">
                <p data-when="empty" hidden=true>
                    {t_view!(inside.theft.empty, <code>)}
                </p>
                <p data-when="ours" hidden=true>
                    {t_view!(inside.theft.ours, <code>, <found> = found())}
                </p>
                <p data-when="strange" hidden=true>
                    {t_view!(inside.theft.strange, <code>, <found> = found())}
                </p>
                <p data-when="refused" hidden=true>
                    {t!(inside.theft.refused)}
                </p>
                <p data-when="failed" hidden=true>
                    {t!(inside.theft.failed)}
                </p>
                <p data-when="answered" hidden=true>
                    {t_view!(inside.theft.answered, <status> = found())}
                </p>
            </div>
        </li>
    }
}

/// The viewer's account in GitHub's API, which has its own host; that of GitHub Enterprise is below a path.
fn api_address(github_url: &str) -> String {
    match github_url.trim_end_matches('/') {
        "https://github.com" => "https://api.github.com/user".to_owned(),
        enterprise => format!("{enterprise}/api/v3/user"),
    }
}

/// The status of `GET /auth/status` with a live session.
const SIGNED_IN: u16 = 204;

/// Whether this site withstood an attack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AttemptVerdict {
    /// It failed, as it should.
    Refused,
    /// It got further than it should.
    Succeeded,
    /// There was no session to steal, so it shows nothing.
    Unclear,
}

/// An attack that is refused but ends the session counts as a success.
fn verdict(outcome: AttemptOutcome) -> AttemptVerdict {
    let AttemptOutcome { attempt, before, answer, after } = outcome;
    let refused = match attempt {
        Attempt::Forged => answer == 403 && after == before,
        Attempt::Replayed => answer == 303 && after != SIGNED_IN,
    };
    match (refused, before == SIGNED_IN) {
        (false, _) => AttemptVerdict::Succeeded,
        (true, false) => AttemptVerdict::Unclear,
        (true, true) => AttemptVerdict::Refused,
    }
}

/// Reports an attack that the server ran against itself, with every status.
#[component]
pub fn AttemptReport(outcome: AttemptOutcome) -> impl IntoView {
    let AttemptOutcome { attempt, before, answer, after } = outcome;
    let verdict = verdict(outcome);
    let tone = match verdict {
        AttemptVerdict::Refused => Tone::Good,
        AttemptVerdict::Succeeded => Tone::Bad,
        AttemptVerdict::Unclear => Tone::Warn,
    };
    let code = |status: u16| view! { <code>{status}</code> };
    let sent = match attempt {
        Attempt::Forged => t_view!(inside.result.forged.sent, <status> = code(answer)),
        Attempt::Replayed => t_view!(inside.result.replayed.sent, <status> = code(answer)),
    };
    let afterwards = if after == SIGNED_IN {
        t_view!(inside.result.stands, <status> = code(after))
    } else {
        t_view!(inside.result.gone, <status> = code(after))
    };
    let alarm = (verdict == AttemptVerdict::Succeeded).then(|| view! { <p>{t!(inside.result.alarm)}</p> });
    view! {
        <Notice tone happened=happened(attempt, verdict)>
            <ol class="steps">
                <li>{t_view!(inside.result.made, <status> = code(before))}</li>
                <li>{sent}</li>
                <li>{afterwards}</li>
            </ol>
            <p>{t!(inside.result.itself)}</p>
            {alarm}
            <p class="small">{t!(inside.result.statuses)}</p>
            <p>
                <a href="#attempts">{t!(inside.result.another)}</a>
            </p>
        </Notice>
    }
}

fn happened(attempt: Attempt, verdict: AttemptVerdict) -> String {
    match (attempt, verdict) {
        (_, AttemptVerdict::Unclear) => t!(inside.result.unclear),
        (Attempt::Forged, AttemptVerdict::Refused) => t!(inside.result.forged.held),
        (Attempt::Forged, AttemptVerdict::Succeeded) => t!(inside.result.forged.failed),
        (Attempt::Replayed, AttemptVerdict::Refused) => t!(inside.result.replayed.held),
        (Attempt::Replayed, AttemptVerdict::Succeeded) => t!(inside.result.replayed.failed),
    }
}

#[cfg(test)]
mod tests {
    use gatehouse_model::{Attempt, AttemptOutcome};

    use super::{AttemptVerdict, api_address, happened, verdict};

    #[test]
    fn the_attack_goes_to_the_api_of_each_host() {
        assert_eq!(api_address("https://github.com"), "https://api.github.com/user");
        assert_eq!(api_address("https://github.com/"), "https://api.github.com/user");
        assert_eq!(api_address("https://git.example"), "https://git.example/api/v3/user");
    }

    #[test]
    fn an_attack_that_worked_is_not_called_refused() {
        let verdict_of = |attempt, before, answer, after| verdict(AttemptOutcome { attempt, before, answer, after });
        assert_eq!(verdict_of(Attempt::Forged, 204, 403, 204), AttemptVerdict::Refused);
        assert_eq!(verdict_of(Attempt::Forged, 204, 303, 204), AttemptVerdict::Succeeded);
        assert_eq!(verdict_of(Attempt::Forged, 204, 500, 204), AttemptVerdict::Succeeded);
        assert_eq!(verdict_of(Attempt::Forged, 204, 403, 401), AttemptVerdict::Succeeded);
        assert_eq!(verdict_of(Attempt::Replayed, 204, 303, 401), AttemptVerdict::Refused);
        assert_eq!(verdict_of(Attempt::Replayed, 204, 200, 401), AttemptVerdict::Succeeded);
        assert_eq!(verdict_of(Attempt::Replayed, 204, 303, 204), AttemptVerdict::Succeeded);
    }

    #[test]
    fn without_a_session_the_verdict_is_unclear() {
        let verdict_of = |attempt, before, answer, after| verdict(AttemptOutcome { attempt, before, answer, after });
        assert_eq!(verdict_of(Attempt::Forged, 401, 403, 401), AttemptVerdict::Unclear);
        assert_eq!(verdict_of(Attempt::Forged, 401, 204, 401), AttemptVerdict::Succeeded);
        assert_eq!(verdict_of(Attempt::Replayed, 401, 303, 401), AttemptVerdict::Unclear);
    }

    #[test]
    fn each_verdict_has_its_own_sentence() {
        for attempt in Attempt::ALL {
            assert_ne!(happened(attempt, AttemptVerdict::Refused), happened(attempt, AttemptVerdict::Succeeded));
        }
        assert_ne!(
            happened(Attempt::Forged, AttemptVerdict::Refused),
            happened(Attempt::Replayed, AttemptVerdict::Refused)
        );
    }
}
