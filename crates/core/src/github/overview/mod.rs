//! Contributions and pinned items, in one query; in several where GitHub answers only a part of it.

mod calendar;
mod pins;
mod query;

use async_trait::async_trait;
use gatehouse_model::{self as model, Contributions, Fetched, Gap, Timestamp};

use self::{
    calendar::{DaySpan, MergedCalendar},
    pins::Pins,
    query::{MissingReason, OverviewAnswer, OverviewParts},
};
use super::{
    GitHubError, Resource, SessionClient,
    cache::{Update, size_of},
    graphql::GraphQlAnswer,
    request::ApiRequest,
    resource::Cacheable,
};

/// Contributions of a calendar year, or of the last twelve months, and pinned items.
#[derive(Clone, Copy, Debug)]
pub struct Overview {
    pub year: Option<u16>,
}

#[async_trait]
impl Resource for Overview {
    type Value = model::Overview;

    const NAME: &'static str = "overview";

    async fn load(self, session: &SessionClient) -> Result<Fetched<Self::Value>, GitHubError> {
        // GitHub has known contributions since 2005; nonsense is not worth a request.
        let year = self.year.filter(|year| (2005..=2100).contains(year));
        Ok(session.cached::<CachedOverview>(year).await?.map(|entry| entry.value.overview.clone()))
    }
}

struct CachedOverview {
    overview: model::Overview,
    /// Set where GitHub refused the whole calendar.
    span_limit: Option<SpanLimit>,
}

/// How many days may be requested at once.
#[derive(Clone, Copy)]
struct SpanLimit {
    days: i64,
    /// When GitHub refused more.
    since: Timestamp,
}

/// After this many seconds the whole calendar is tried again: GitHub may only have been slow.
const SPAN_LIMIT_LASTS: i64 = 6 * 3_600;

impl Cacheable for CachedOverview {
    /// The calendar year, or the last twelve months.
    type Source = Option<u16>;

    const CACHE_BYTES: u64 = 12 * 1024 * 1024;

    fn part(year: &Option<u16>) -> u16 {
        year.unwrap_or_default()
    }

    /// One call for nearly everybody. What is too large for GitHub is requested once more in parts, one after the other:
    /// pins apart from the calendar, and the calendar in shorter spans.
    async fn fetch(
        year: &Option<u16>,
        session: &SessionClient,
        cached: Option<&Self>,
    ) -> Result<Update<Self>, GitHubError> {
        let (year, now) = (*year, session.now());
        let mut span_limit =
            cached.and_then(|cached| cached.span_limit).filter(|limit| now.0 - limit.since.0 < SPAN_LIMIT_LASTS);
        let OverviewParts { contributions, pins, mut partly } = match span_limit {
            None => request_parts(session, &query::both(year)).await?,
            Some(_) => refused(MissingReason::TooLarge),
        };
        let pins = match pins {
            Err(reason) if reason.is_about_size() || reason == MissingReason::Unknown => {
                let apart = request_parts(session, &query::pins()).await?;
                partly = partly.or(apart.partly);
                apart.pins
            }
            pins => pins,
        };
        let contributions = match contributions {
            Err(MissingReason::Unknown) => {
                let apart = request_parts(session, &query::calendar(year)).await?;
                partly = partly.or(apart.partly);
                apart.contributions
            }
            contributions => contributions,
        };
        if let (Err(reason), Err(pins_reason)) = (&contributions, &pins)
            && reason.is_about_size()
            && pins_reason.is_about_size()
        {
            // If GitHub does not even list six items, the length of the calendar is not to blame.
            return Err(pins_reason.into_error());
        }
        let contributions = match contributions {
            Err(reason) if reason.is_about_size() => {
                let known_days = span_limit.map(|limit| limit.days);
                let (days, contributions) = request_in_spans(session, year, reason, known_days).await?;
                let since = span_limit.map_or(now, |limit| limit.since);
                span_limit = days.map(|days| SpanLimit { days, since });
                contributions
            }
            contributions => contributions,
        };
        if let Err(reason) = contributions
            && reason.is_about_size()
            && cached.is_some_and(|cached| cached.overview.contributions.is_ok())
        {
            // The cached calendar is better than none.
            return Err(reason.into_error());
        }
        let overview = overview(year, contributions, pins, partly)?;
        let bytes = size_of(&overview);
        Ok(Update::Modified(Self { overview, span_limit }, bytes))
    }
}

/// The calendar, merged from spans of `days`, or of half of it, and half as many after each refusal. Returns the final
/// length, too.
async fn request_in_spans(
    session: &SessionClient,
    year: Option<u16>,
    reason: MissingReason,
    days: Option<i64>,
) -> Result<(Option<i64>, Result<Contributions, MissingReason>), GitHubError> {
    let whole = DaySpan::new(year, session.now());
    let Some(half) = whole.half() else { return Ok((days, Err(reason))) };
    let mut days = days.unwrap_or(half);
    let (mut merged, mut rest) = (MergedCalendar::default(), Some(whole));
    while let Some(span) = rest {
        let (span, left) = span.split(days);
        match request_parts(session, &query::calendar_between(&span.from(), &span.to())).await?.contributions {
            Ok(part) => {
                merged.add(part);
                rest = left;
            }
            Err(reason) if reason.is_about_size() => {
                // The days after it are presumably as busy.
                let Some(half) = span.half() else { return Ok((Some(days), Err(reason))) };
                days = half;
                rest = Some(span.through(left));
            }
            Err(reason) => return Ok((Some(days), Err(reason))),
        }
    }
    Ok((Some(days), Ok(merged.finish())))
}

async fn request_parts(session: &SessionClient, request: &ApiRequest) -> Result<OverviewParts, GitHubError> {
    let sent = session.send::<GraphQlAnswer<OverviewAnswer>>(request, None).await;
    let parts = sent.and_then(|answer| query::parse(answer.unconditional()?.body));
    match parts {
        Err(error @ (GitHubError::TooLarge | GitHubError::GaveUp)) => Ok(refused(MissingReason::from(&error))),
        // GitHub aborts a query after ten seconds, which is also our deadline: its own error comes too late.
        Err(GitHubError::TimedOut) => Ok(refused(MissingReason::GaveUp)),
        parts => parts,
    }
}

fn refused(reason: MissingReason) -> OverviewParts {
    OverviewParts { contributions: Err(reason), pins: Err(reason), partly: None }
}

fn overview(
    year: Option<u16>,
    contributions: Result<Contributions, MissingReason>,
    pins: Result<Pins, MissingReason>,
    partly: Option<Gap>,
) -> Result<model::Overview, GitHubError> {
    let contributions = match contributions {
        Ok(contributions) => Ok(Contributions { year, ..contributions }),
        Err(reason) => Err(reason.into_gap()?),
    };
    let (pinned, closed_pins) = match pins {
        Ok(Pins { items, closed }) => (Ok(items), closed),
        Err(reason) => (Err(reason.into_gap()?), Vec::new()),
    };
    Ok(model::Overview { contributions, pinned, closed_pins, partly_closed: partly })
}
