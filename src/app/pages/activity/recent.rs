//! Events by day, in UTC: the server does not know the viewer's time zone.

use gatehouse_model::{Activity, Event, Timestamp};
use leptos::prelude::*;

use crate::app::{
    components::{Age, Badge, ButtonLink, CollectAny, EmptyState, Icon, IconKind, KeptBack},
    i18n::{date, t},
    pages::activity::sentences::describe,
};

const SECONDS_PER_DAY: i64 = 86_400;

/// The events of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ActivityDay {
    /// Any time of that day.
    at: Timestamp,
    /// In their original order, newest first.
    events: Vec<Event>,
}

/// Groups consecutive events of the same day.
fn days(events: Vec<Event>) -> Vec<ActivityDay> {
    let mut days: Vec<ActivityDay> = Vec::new();
    for event in events {
        let at = event.at;
        match days.last_mut() {
            Some(day) if days_between(day.at, at) == 0 => day.events.push(event),
            _ => days.push(ActivityDay { at, events: vec![event] }),
        }
    }
    days
}

/// The name of a day, relative to `now`.
fn day_name(at: Timestamp, now: Timestamp) -> String {
    match days_between(at, now) {
        0 => t!(activity.today),
        1 => t!(activity.yesterday),
        _ => date(at),
    }
}

/// The number of midnights between the two.
fn days_between(earlier: Timestamp, later: Timestamp) -> i64 {
    later.0.div_euclid(SECONDS_PER_DAY) - earlier.0.div_euclid(SECONDS_PER_DAY)
}

/// What the viewer did, by day.
#[component]
pub fn RecentActivity(activity: Activity, github_url: String, now: Timestamp) -> impl IntoView {
    let Activity { events, gathering, partial } = activity;
    let more = gathering.then(|| view! { <p class="small">{t!(activity.gathering)}</p> });
    if events.is_empty() {
        // While GitHub is still being read, an empty list means nothing yet.
        let nothing = (!gathering).then(|| {
            view! {
                <EmptyState sentence=t!(activity.nothing.sentence)>
                    <ButtonLink href="/repositories">{t!(activity.nothing.go_on)}</ButtonLink>
                </EmptyState>
            }
        });
        return view! {
            {more}
            {nothing}
            <KeptBack partial />
        }
        .into_any();
    }
    let days = days(events)
        .into_iter()
        .map(|day| view! { <DaySection day github_url=github_url.clone() now /> })
        .collect_any();
    view! {
        <p class="small">{t!(activity.days)}</p>
        {days}
        {more}
        <KeptBack partial />
    }
    .into_any()
}

#[component]
fn DaySection(day: ActivityDay, github_url: String, now: Timestamp) -> impl IntoView {
    let name = day_name(day.at, now);
    let rows =
        day.events.into_iter().map(|event| view! { <ActivityRow event github_url=github_url.clone() /> }).collect_any();
    view! {
        <section class="activity-day">
            <h3>{name}</h3>
            <ul class="rows">{rows}</ul>
        </section>
    }
}

/// What happened, in a sentence, and when.
#[component]
fn ActivityRow(event: Event, github_url: String) -> impl IntoView {
    let private = event.private.then(|| {
        view! {
            <Badge>
                <Icon kind=IconKind::Lock />
                {t!(repositories.badge.private)}
            </Badge>
        }
    });
    let at = event.at;
    view! {
        <li class="happening">
            <p>{describe(event, github_url)}</p>
            <p class="small">{private} <Age timestamp=at /></p>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use gatehouse_model::{Event, EventPayload, Language, Timestamp};

    use super::{day_name, days};
    use crate::app::i18n::speak;

    fn at(time: &str) -> Timestamp {
        Timestamp::parse_rfc3339(time).expect("a time")
    }

    fn event(time: &str) -> Event {
        Event { at: at(time), repository: "octocat/hello".to_owned(), private: false, what: EventPayload::Starred }
    }

    #[test]
    fn a_day_ends_at_midnight() {
        let times = ["2026-11-22T09:00:00Z", "2026-11-22T00:00:00Z", "2026-11-21T23:59:59Z", "2026-11-01T12:00:00Z"];
        let days = days(times.map(event).into());
        let sizes: Vec<_> = days.iter().map(|day| day.events.len()).collect();
        assert_eq!(sizes, [2, 1, 1]);
        assert_eq!(days[1].at, at(times[2]));
    }

    #[test]
    fn no_events_make_no_days() {
        assert!(days(Vec::new()).is_empty());
    }

    #[test]
    fn days_are_named_relative_to_today() {
        let now = at("2026-11-22T00:30:00Z");
        assert_eq!(day_name(at("2026-11-22T00:00:00Z"), now), "Today");
        assert_eq!(day_name(at("2026-11-21T23:59:59Z"), now), "Yesterday");
        assert_eq!(day_name(at("2026-11-20T23:59:59Z"), now), "November 20, 2026");
        // GitHub's clock may be ahead of ours.
        assert_eq!(day_name(at("2026-11-23T00:00:00Z"), now), "November 23, 2026");
        speak(Language::Japanese, || assert_eq!(day_name(now, now), "今日"));
    }
}
