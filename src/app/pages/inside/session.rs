use gatehouse_model::GrantFacts;
use leptos::prelude::*;

use crate::app::{
    components::{Countdown, Fact},
    words::{grouped, kibibytes, say, tell},
};

/// The session around the tokens: which limits apply to it, and what is kept in memory for it.
#[component]
pub fn Session(
    /// Everything about it that may be known.
    facts: GrantFacts,
) -> impl IntoView {
    let GrantFacts { idle_ends_at, absolute_ends_at, fresh_until, kept_answers, kept_bytes, now, .. } = facts;
    // Where the last day comes first, leaving it alone ends nothing.
    let idle = (idle_ends_at < absolute_ends_at).then(|| {
        view! {
            <Fact label=say!(inside.session.idle)>
                <Countdown until=idle_ends_at now />
            </Fact>
        }
    });
    let fresh = match fresh_until.filter(|until| *until > now) {
        Some(until) => tell!(inside.session.fresh, <when> = view! { <Countdown until now /> }),
        None => say!(inside.session.stale).into_any(),
    };
    let kept = if kept_answers == 0 {
        say!(inside.nothing)
    } else {
        let size = kibibytes(kept_bytes.div_ceil(1_024));
        say!(inside.session.kept_told, number = grouped(kept_answers.into()), size = size)
    };
    view! {
        <dl class="facts">
            {idle}
            <Fact label=say!(inside.session.absolute)>
                <Countdown until=absolute_ends_at now />
            </Fact>
            <Fact label=say!(inside.session.proof)>{fresh}</Fact>
            <Fact label=say!(inside.session.kept)>{kept}</Fact>
        </dl>
    }
    .into_any()
}
