use gatehouse_model::{Allowance, Allowances, Timestamp};
use leptos::prelude::*;

use super::Countdown;
use crate::{
    api,
    app::{
        i18n::{grouped, t, t_view},
        page_context,
    },
};

/// What is left of GitHub's rate limit this hour, as the answers on this page reported it.
#[component]
pub fn RemainingAllowance(
    /// Requested after everything else on the page.
    allowances: OnceResource<api::Result<Allowances>>,
) -> impl IntoView {
    let now = page_context().now;
    let shown = move || {
        Suspend::new(async move {
            let allowances = allowances.await.unwrap_or_default();
            view! { <AllowanceMeter allowances now /> }
        })
    };
    view! { <Suspense>{shown}</Suspense> }.into_any()
}

/// One line for each allowance that is known; nothing if none is.
#[component]
fn AllowanceMeter(allowances: Allowances, now: Timestamp) -> impl IntoView {
    let Allowances { rest, graphql } = allowances;
    let rest = rest.map(|rest| meter(rest, calls_left(rest, now), now));
    let graphql = graphql.map(|graphql| meter(graphql, points_left(graphql, now), now));
    (rest.is_some() || graphql.is_some()).then(|| {
        view! {
            <div class="allowances">
                {rest}
                {graphql}
            </div>
        }
    })
}

fn meter(allowance: Allowance, text: AnyView, now: Timestamp) -> AnyView {
    let limit = allowance.limit;
    // Below this, the meter changes colour.
    let low = limit / 10;
    view! {
        <label class="allowance">
            <span>{text}</span>
            <meter min="0" max=limit low=low optimum=limit value=left(allowance, now)></meter>
        </label>
    }
    .into_any()
}

fn calls_left(allowance: Allowance, now: Timestamp) -> AnyView {
    let (left, limit, until) = (left(allowance, now), allowance.limit, allowance.resets_at);
    let (number, limit_text) = (grouped(left.into()), grouped(limit.into()));
    if left == limit {
        return t!(common.meter.all_calls, limit = limit_text).into_any();
    }
    with_reset(t!(common.meter.calls, left = number, limit = limit_text), until)
}

fn points_left(allowance: Allowance, now: Timestamp) -> AnyView {
    let (left, limit, until) = (left(allowance, now), allowance.limit, allowance.resets_at);
    let (number, limit_text) = (grouped(left.into()), grouped(limit.into()));
    if left == limit {
        return t!(common.meter.all_points, limit = limit_text).into_any();
    }
    with_reset(t!(common.meter.points, left = number, limit = limit_text), until)
}

fn with_reset(text: String, until: Timestamp) -> AnyView {
    let reset = t_view!(common.meter.again, <when> = view! { <Countdown until /> });
    view! { {text} {reset} }.into_any()
}

/// What is left now: all of it, once the hour is over that the answer was about.
fn left(allowance: Allowance, now: Timestamp) -> u32 {
    if allowance.resets_at <= now { allowance.limit } else { allowance.remaining.min(allowance.limit) }
}

#[cfg(test)]
mod tests {
    use super::{Allowance, Timestamp, left};

    #[test]
    fn an_allowance_is_full_again_once_its_hour_is_over() {
        let allowance = Allowance { limit: 5_000, remaining: 12, resets_at: Timestamp(1_000) };
        assert_eq!([999, 1_000, 1_001].map(|now| left(allowance, Timestamp(now))), [12, 5_000, 5_000]);
        let odd = Allowance { remaining: 6_000, ..allowance };
        assert_eq!(left(odd, Timestamp(0)), 5_000);
    }
}
