use gatehouse_model::{Allowance, Allowances, Timestamp};
use leptos::prelude::*;

use super::Countdown;
use crate::app::i18n::{grouped, t, t_view};

/// What GitHub still allows this hour: a quiet line for each allowance that is known, and nothing before one is.
#[component]
pub fn AllowanceMeter(
    /// As GitHub's latest answers told.
    allowances: Allowances,
    /// The server's clock.
    now: Timestamp,
) -> impl IntoView {
    let Allowances { rest, graphql } = allowances;
    let rest = rest.map(|rest| gauge(rest, calls(rest, now), now));
    let graphql = graphql.map(|graphql| gauge(graphql, points(graphql, now), now));
    (rest.is_some() || graphql.is_some()).then(|| {
        view! {
            <div class="allowances">
                {rest}
                {graphql}
            </div>
        }
    })
}

/// The words name the meter, and say what it shows.
fn gauge(allowance: Allowance, told: AnyView, now: Timestamp) -> AnyView {
    let limit = allowance.limit;
    // From here on the colour says what the words do: it gets scarce.
    let low = limit / 10;
    view! {
        <label class="allowance">
            <span>{told}</span>
            <meter min="0" max=limit low=low optimum=limit value=left(allowance, now)></meter>
        </label>
    }
    .into_any()
}

fn calls(allowance: Allowance, now: Timestamp) -> AnyView {
    let (left, limit, until) = (left(allowance, now), allowance.limit, allowance.resets_at);
    let (number, most) = (grouped(left.into()), grouped(limit.into()));
    if left == limit {
        return t!(common.meter.all_calls, limit = most).into_any();
    }
    again(t!(common.meter.calls, left = number, limit = most), until, now)
}

fn points(allowance: Allowance, now: Timestamp) -> AnyView {
    let (left, limit, until) = (left(allowance, now), allowance.limit, allowance.resets_at);
    let (number, most) = (grouped(left.into()), grouped(limit.into()));
    if left == limit {
        return t!(common.meter.all_points, limit = most).into_any();
    }
    again(t!(common.meter.points, left = number, limit = most), until, now)
}

fn again(left: String, until: Timestamp, now: Timestamp) -> AnyView {
    let again = t_view!(common.meter.again, <when> = view! { <Countdown until now /> });
    view! { {left} {again} }.into_any()
}

/// What is left now. All of it, once the hour it was told for is over.
fn left(allowance: Allowance, now: Timestamp) -> u32 {
    if allowance.resets_at <= now { allowance.limit } else { allowance.remaining.min(allowance.limit) }
}

#[cfg(test)]
mod tests {
    use super::{Allowance, Timestamp, left};

    #[test]
    fn an_allowance_is_whole_again_when_its_hour_is_over() {
        let allowance = Allowance { limit: 5_000, remaining: 12, resets_at: Timestamp(1_000) };
        assert_eq!([999, 1_000, 1_001].map(|now| left(allowance, Timestamp(now))), [12, 5_000, 5_000]);
        let odd = Allowance { remaining: 6_000, ..allowance };
        assert_eq!(left(odd, Timestamp(0)), 5_000);
    }
}
