use std::sync::Arc;

use gatehouse_model::{Contributions, Gap, Overview, Timestamp};

use super::{Data, Missing, Parts, counted::Counted, pins::Pins, query, read, span::Span};
use crate::github::{
    GitHubError, TokenSource,
    cache::{Asked, Known, weight},
    client::Client,
    fetch::Answer,
    graphql::GraphQlAnswer,
    question::Question,
    single::Asking,
};

/// What is kept of it.
pub(in crate::github) struct Kept {
    pub(in crate::github) overview: Overview,
    /// How many days to ask for at once, where GitHub would not count all of them.
    longest: Option<Longest>,
}

#[derive(Clone, Copy)]
struct Longest {
    days: i64,
    /// When GitHub refused more.
    at: Timestamp,
}

/// In seconds: GitHub may only have been slow.
const TRIED_AGAIN_AFTER: i64 = 6 * 3_600;

/// How the cache asks for a calendar year or the last twelve months, and for what is pinned.
pub(in crate::github) fn fetcher(
    client: Client,
    tokens: TokenSource,
    year: Option<u16>,
) -> impl Fn(Known<Kept>) -> Asking<Kept> + Send + 'static {
    move |known| {
        let asker = Asker { client: client.clone(), tokens: Arc::clone(&tokens), year };
        Box::pin(async move { asker.ask(known.as_ref().map(|entry| &entry.value)).await })
    }
}

struct Asker {
    client: Client,
    tokens: TokenSource,
    year: Option<u16>,
}

impl Asker {
    /// One call for nearly everybody. What GitHub finds too large is asked for once more in parts, one after the other: pins
    /// apart from the calendar, and that in shorter spans.
    async fn ask(&self, known: Option<&Kept>) -> Result<Asked<Kept>, GitHubError> {
        let now = self.client.clock.now();
        let mut longest =
            known.and_then(|kept| kept.longest).filter(|longest| now.0 - longest.at.0 < TRIED_AGAIN_AFTER);
        let Parts { contributions, pins, mut partly } = match longest {
            None => self.parts(&query::both(self.year)).await?,
            Some(_) => refused(Missing::TooLarge),
        };
        let pins = match pins {
            Err(reason) if reason.is_of_size() || reason == Missing::Unsaid => {
                let apart = self.parts(&query::pins()).await?;
                partly = partly.or(apart.partly);
                apart.pins
            }
            pins => pins,
        };
        let contributions = match contributions {
            Err(Missing::Unsaid) => {
                let apart = self.parts(&query::calendar(self.year)).await?;
                partly = partly.or(apart.partly);
                apart.contributions
            }
            contributions => contributions,
        };
        if let (Err(reason), Err(of_pins)) = (&contributions, &pins)
            && reason.is_of_size()
            && of_pins.is_of_size()
        {
            // It is not for the calendar's length that GitHub does not even list six items.
            return Err(of_pins.error());
        }
        let contributions = match contributions {
            Err(reason) if reason.is_of_size() => {
                let (days, contributions) = self.in_spans(reason, longest.map(|longest| longest.days)).await?;
                let at = longest.map_or(now, |longest| longest.at);
                longest = days.map(|days| Longest { days, at });
                contributions
            }
            contributions => contributions,
        };
        if let Err(reason) = contributions
            && reason.is_of_size()
            && known.is_some_and(|kept| kept.overview.contributions.is_ok())
        {
            // The older calendar is better than none.
            return Err(reason.error());
        }
        let overview = overview(self.year, contributions, pins, partly)?;
        let bytes = weight(&overview);
        Ok(Asked::Changed(Kept { overview, longest }, bytes))
    }

    /// The calendar put together from spans of `days`, or of half of it, and of half as many from each refusal on. Gives
    /// the length it came to.
    async fn in_spans(
        &self,
        reason: Missing,
        days: Option<i64>,
    ) -> Result<(Option<i64>, Result<Contributions, Missing>), GitHubError> {
        let whole = Span::of(self.year, self.client.clock.now());
        let Some(half) = whole.half() else { return Ok((days, Err(reason))) };
        let mut days = days.unwrap_or(half);
        let (mut counted, mut rest) = (Counted::default(), Some(whole));
        while let Some(span) = rest {
            let (span, left) = span.split(days);
            match self.parts(&query::calendar_between(&span.from(), &span.to())).await?.contributions {
                Ok(part) => {
                    counted.add(part);
                    rest = left;
                }
                Err(reason) if reason.is_of_size() => {
                    // What comes after is as busy, as far as anybody knows.
                    let Some(half) = span.half() else { return Ok((Some(days), Err(reason))) };
                    days = half;
                    rest = Some(span.through(left));
                }
                Err(reason) => return Ok((Some(days), Err(reason))),
            }
        }
        Ok((Some(days), Ok(counted.whole())))
    }

    async fn parts(&self, question: &Question) -> Result<Parts, GitHubError> {
        let answer = match self.client.ask::<GraphQlAnswer<Data>>(&self.tokens, question, None).await {
            Ok(Answer::Fresh(fresh)) => read(fresh.value),
            Ok(Answer::Unchanged) => Err(GitHubError::Decode("304 to a question without an ETag".to_owned())),
            Err(error) => Err(error),
        };
        match answer {
            Err(error @ (GitHubError::TooLarge | GitHubError::GaveUp)) => Ok(refused(Missing::of(&error))),
            // GitHub gives up after ten seconds, which is as long as we wait: its own word comes too late.
            Err(GitHubError::TimedOut) => Ok(refused(Missing::GaveUp)),
            answer => answer,
        }
    }
}

fn refused(reason: Missing) -> Parts {
    Parts { contributions: Err(reason), pins: Err(reason), partly: None }
}

fn overview(
    year: Option<u16>,
    contributions: Result<Contributions, Missing>,
    pins: Result<Pins, Missing>,
    partly: Option<Gap>,
) -> Result<Overview, GitHubError> {
    let contributions = match contributions {
        Ok(contributions) => Ok(Contributions { year, ..contributions }),
        Err(reason) => Err(reason.gap()?),
    };
    let (pinned, closed_pins) = match pins {
        Ok(Pins { items, closed }) => (Ok(items), closed),
        Err(reason) => (Err(reason.gap()?), Vec::new()),
    };
    Ok(Overview { contributions, pinned, closed_pins, partly_closed: partly })
}
