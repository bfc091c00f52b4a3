//! The contribution calendar: the same numbers for the same account and day every time, none before the account was.
//!
//! <https://docs.github.com/graphql/reference/objects#contributioncalendar>

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use time::format_description::well_known::Rfc3339;
use time::{Date, OffsetDateTime, Weekday};

use super::window::Window;
use crate::accounts::{Account, AccountId, Activity};

pub(super) fn collection(account: &Account, joined: Date, window: Window, now: OffsetDateTime) -> Value {
    let days: Vec<Day> = window.days().map(|date| day(account, joined, date)).collect();
    let weeks: Vec<&[Day]> = days.chunk_by(|_, next| next.date.weekday() != Weekday::Sunday).collect();
    let total: u64 = days.iter().map(|day| day.count).sum();
    let levels = Levels::of(&days);
    let (issues, reviews) = (total / 20, total / 25);
    let pull_requests = total / 10;
    let years: Vec<i32> = (joined.year().min(now.year())..=now.year()).rev().collect();
    json!({
        "__typename": "ContributionsCollection",
        "contributionYears": years,
        "startedAt": window.from.format(&Rfc3339).unwrap_or_default(),
        "endedAt": window.to.format(&Rfc3339).unwrap_or_default(),
        "totalCommitContributions": total - issues - reviews - pull_requests,
        "totalIssueContributions": issues,
        "totalPullRequestContributions": pull_requests,
        "totalPullRequestReviewContributions": reviews,
        "totalRepositoryContributions": 0,
        "restrictedContributionsCount": 0,
        "hasAnyContributions": total > 0,
        "hasAnyRestrictedContributions": false,
        "contributionCalendar": {
            "__typename": "ContributionCalendar",
            "totalContributions": total,
            "isHalloween": false,
            "colors": ["#9be9a8", "#40c463", "#30a14e", "#216e39"],
            "weeks": weeks.iter().map(|days| week(days, &levels)).collect::<Vec<_>>(),
            "months": months(&weeks),
        },
    })
}

struct Day {
    date: Date,
    count: u64,
}

fn day(account: &Account, joined: Date, date: Date) -> Day {
    let activity = if date < joined { Activity::None } else { account.activity };
    Day { date, count: count(account.id(), activity, date) }
}

fn count(account: AccountId, activity: Activity, date: Date) -> u64 {
    let digest =
        Sha256::new().chain_update(account.0.to_be_bytes()).chain_update(date.to_julian_day().to_be_bytes()).finalize();
    let weekend = matches!(date.weekday().number_days_from_sunday(), 0 | 6);
    let idle_below = match activity {
        Activity::None => return 0,
        Activity::Quiet => 235,
        Activity::Busy if weekend => 190,
        Activity::Busy => 70,
    };
    if digest[0] < idle_below {
        return 0;
    }
    // Squaring makes small days common and large ones rare, as in life.
    let drawn = u64::from(digest[1] % 32);
    1 + drawn * drawn / 50
}

fn week(days: &[Day], levels: &Levels) -> Value {
    json!({
        "__typename": "ContributionCalendarWeek",
        "firstDay": days.first().map(|day| day.date.to_string()),
        "contributionDays": days.iter().map(|day| contribution_day(day, levels)).collect::<Vec<_>>(),
    })
}

fn contribution_day(day: &Day, levels: &Levels) -> Value {
    let (level, color) = levels.level(day.count);
    json!({
        "__typename": "ContributionCalendarDay", "date": day.date.to_string(),
        "weekday": day.date.weekday().number_days_from_sunday(), "contributionCount": day.count,
        "contributionLevel": level, "color": color,
    })
}

/// `ContributionLevel`: the quartile of a day among all days with contributions that the query asks for, so the same day may
/// have another level in another query.
///
/// <https://docs.github.com/graphql/reference/enums#contributionlevel>
struct Levels(Vec<u64>);

impl Levels {
    fn of(days: &[Day]) -> Self {
        let mut counts: Vec<u64> = days.iter().map(|day| day.count).filter(|count| *count > 0).collect();
        counts.sort_unstable();
        Self(counts)
    }

    fn level(&self, count: u64) -> (&'static str, &'static str) {
        if count == 0 {
            return ("NONE", "#ebedf0");
        }
        let fewer = self.0.partition_point(|other| *other < count);
        match fewer * 4 / self.0.len().max(1) {
            0 => ("FIRST_QUARTILE", "#9be9a8"),
            1 => ("SECOND_QUARTILE", "#40c463"),
            2 => ("THIRD_QUARTILE", "#30a14e"),
            _ => ("FOURTH_QUARTILE", "#216e39"),
        }
    }
}

/// A month begins in the calendar with the first week that begins in it; the first week need not be a whole one.
fn months(weeks: &[&[Day]]) -> Vec<Value> {
    let mut months: Vec<(Date, u32)> = Vec::new();
    for begin in weeks.iter().filter_map(|days| days.first()).map(|day| day.date) {
        match months.last_mut() {
            Some((first, weeks)) if first.month() == begin.month() => *weeks += 1,
            _ => months.push((begin, 1)),
        }
    }
    let month = |(first, weeks): (Date, u32)| {
        json!({
            "__typename": "ContributionCalendarMonth", "firstDay": first.to_string(), "name": first.month().to_string(),
            "totalWeeks": weeks, "year": first.year(),
        })
    };
    months.into_iter().map(month).collect()
}
