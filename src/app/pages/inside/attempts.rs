use gatehouse_model::Attempt;
use leptos::prelude::*;

use super::theft::Theft;
use crate::app::{
    components::{Button, Lineage},
    words::say,
};

/// What a thief would try, each with a button that tries it.
#[component]
pub fn Attempts() -> impl IntoView {
    let by_server = Attempt::ALL.map(|attempt| view! { <ByServer attempt /> });
    view! {
        <section id="attempts" aria-labelledby="try-it">
            <h2 id="try-it">{say!(inside.attempts.heading)}</h2>
            <p>{say!(inside.attempts.intro)}</p>
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
            (say!(inside.attempts.forged.name), say!(inside.attempts.forged.what), say!(inside.attempts.forged.run))
        }
        Attempt::Replayed => (
            say!(inside.attempts.replayed.name),
            say!(inside.attempts.replayed.what),
            say!(inside.attempts.replayed.run),
        ),
    };
    view! {
        <li class="attempt">
            <div class="attempt-words">
                <h3>{name}</h3>
                <p>{what}</p>
                <p class="small">{say!(inside.attempts.by_server)}</p>
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
