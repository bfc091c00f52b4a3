use gatehouse_model::Attempt;
use leptos::prelude::*;

use super::theft::Theft;
use crate::app::{
    components::{Button, Lineage},
    i18n::t,
};

/// What a thief would try, each with a button that tries it.
#[component]
pub fn Attempts() -> impl IntoView {
    let by_server = Attempt::ALL.map(|attempt| view! { <ByServer attempt /> });
    view! {
        <section id="attempts" aria-labelledby="try-it">
            <h2 id="try-it">{t!(inside.attempts.heading)}</h2>
            <p>{t!(inside.attempts.intro)}</p>
            <ul class="rows">
                <Theft />
                {by_server.into_iter().collect_view()}
            </ul>
        </section>
    }
    .into_any()
}

/// One that the server makes against itself: a browser cannot be made to send what another site would.
#[component]
fn ByServer(attempt: Attempt) -> impl IntoView {
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
    .into_any()
}
