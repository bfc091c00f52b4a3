use gatehouse_model::TokenSetInfo;
use leptos::prelude::*;

use crate::app::{
    components::{Countdown, Fact},
    i18n::{grouped, kibibytes, t, t_view},
};

/// The session around the tokens: which limits apply to it, and what is kept in memory for it.
#[component]
pub fn Session(
    /// Everything about it that may be known.
    facts: TokenSetInfo,
) -> impl IntoView {
    let TokenSetInfo { idle_ends_at, absolute_ends_at, fresh_until, kept_answers, kept_bytes, now, .. } = facts;
    // Where the last day comes first, leaving it alone ends nothing.
    let idle = (idle_ends_at < absolute_ends_at).then(|| {
        view! {
            <Fact label=t!(inside.session.idle)>
                <Countdown until=idle_ends_at now />
            </Fact>
        }
    });
    let fresh = match fresh_until.filter(|until| *until > now) {
        Some(until) => t_view!(inside.session.fresh, <when> = view! { <Countdown until now /> }),
        None => t!(inside.session.stale).into_any(),
    };
    let kept = if kept_answers == 0 {
        t!(inside.nothing)
    } else {
        let size = kibibytes(kept_bytes.div_ceil(1_024));
        t!(inside.session.kept_told, number = grouped(kept_answers.into()), size = size)
    };
    view! {
        <dl class="facts">
            {idle}
            <Fact label=t!(inside.session.absolute)>
                <Countdown until=absolute_ends_at now />
            </Fact>
            <Fact label=t!(inside.session.reauthentication)>{fresh}</Fact>
            <Fact label=t!(inside.session.kept)>{kept}</Fact>
        </dl>
    }
    .into_any()
}
