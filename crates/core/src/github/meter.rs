use std::time::Duration;

use gatehouse_model::{Allowance, Allowances, Timestamp};
use http::HeaderMap;
use moka::Entry;

use crate::wire::header_number;

/// An allowance is an hour's.
const KEPT: Duration = Duration::from_hours(1);

/// What GitHub's latest answers said it still allows each viewer.
#[derive(Clone)]
pub(super) struct Meter(moka::sync::Cache<i64, Allowances>);

impl Meter {
    pub(super) fn new() -> Self {
        Self(moka::sync::Cache::builder().max_capacity(100_000).time_to_live(KEPT).build())
    }

    /// What is known; an hour that is over says nothing any more.
    pub(super) fn read(&self, viewer: i64, now: Timestamp) -> Allowances {
        let known = self.0.get(&viewer).unwrap_or_default();
        let running = |allowance: &Allowance| allowance.resets_at > now;
        Allowances { rest: known.rest.filter(running), graphql: known.graphql.filter(running) }
    }

    /// Notes what an answer to `viewer` said.
    pub(super) fn note(&self, viewer: i64, headers: &HeaderMap) {
        let Some(allowance) = allowance(headers) else { return };
        let graphql = match headers.get("x-ratelimit-resource").map(http::HeaderValue::as_bytes) {
            Some(b"graphql") => true,
            Some(b"core") | None => false,
            Some(_) => return,
        };
        // In one step: answers of both kinds come at the same time.
        self.0.entry(viewer).and_upsert_with(|known| {
            let mut known = known.map(Entry::into_value).unwrap_or_default();
            let noted = if graphql { &mut known.graphql } else { &mut known.rest };
            *noted = Some(allowance);
            known
        });
    }
}

fn allowance(headers: &HeaderMap) -> Option<Allowance> {
    let count = |name| header_number(headers, name).and_then(|value| u32::try_from(value).ok());
    Some(Allowance {
        limit: count("x-ratelimit-limit")?,
        remaining: count("x-ratelimit-remaining")?,
        resets_at: Timestamp(header_number(headers, "x-ratelimit-reset")?),
    })
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderName, HeaderValue};

    use super::{Meter, Timestamp};

    fn headers(resource: &'static str, remaining: &'static str) -> HeaderMap {
        let pairs = [("limit", "5000"), ("remaining", remaining), ("reset", "2000"), ("resource", resource)];
        let name = |end: &str| HeaderName::try_from(format!("x-ratelimit-{end}")).expect("a name");
        pairs.into_iter().map(|(end, value)| (name(end), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn each_kind_has_its_own_meter_until_its_hour_is_over() {
        let meter = Meter::new();
        meter.note(1, &headers("core", "4999"));
        meter.note(1, &headers("graphql", "12"));
        meter.note(1, &headers("search", "0"));
        meter.note(1, &HeaderMap::new());
        let read = meter.read(1, Timestamp(1_999));
        assert_eq!(read.rest.map(|allowance| allowance.remaining), Some(4_999));
        assert_eq!(read.graphql.map(|allowance| allowance.remaining), Some(12));
        assert_eq!(meter.read(1, Timestamp(2_000)).rest, None);
        assert_eq!(meter.read(2, Timestamp(0)).rest, None, "another viewer");
    }

    #[test]
    fn answers_that_come_at_the_same_time_are_both_noted() {
        let (meter, together) = (Meter::new(), std::sync::Barrier::new(2));
        let note = |headers: HeaderMap| {
            for viewer in 0..2_000 {
                together.wait();
                meter.note(viewer, &headers);
            }
        };
        std::thread::scope(|scope| {
            scope.spawn(|| note(headers("core", "7")));
            scope.spawn(|| note(headers("graphql", "7")));
        });
        let both = |viewer: &i64| {
            let read = meter.read(*viewer, Timestamp(0));
            read.rest.is_some() && read.graphql.is_some()
        };
        assert_eq!((0..2_000).filter(both).count(), 2_000);
    }
}
