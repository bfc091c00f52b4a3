//! The contribution calendar: 53 weeks up to today, the same numbers for the same account and day every time.
//!
//! <https://docs.github.com/graphql/reference/objects#contributioncalendar>

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use time::{Date, Duration};

use crate::accounts::{Account, AccountId, Activity};
use crate::clock::{calendar_time, timestamp};
use crate::world::World;

const WEEKS: i64 = 53;

pub(super) fn collection(account: &Account, world: &World) -> Value {
    let today = calendar_time(world.now()).date();
    let this_sunday = today - Duration::days(i64::from(today.weekday().number_days_from_sunday()));
    let first = this_sunday - Duration::weeks(WEEKS - 1);
    let weeks: Vec<Vec<Day>> =
        (0..WEEKS).map(|week| first + Duration::weeks(week)).map(|sunday| days(account, sunday, today)).collect();
    let total: u64 = weeks.iter().flatten().map(|day| day.count).sum();
    let (issues, reviews) = (total / 20, total / 25);
    let pull_requests = total / 10;
    let years: Vec<i32> = (today.year() - 2..=today.year()).rev().collect();
    json!({
        "__typename": "ContributionsCollection",
        "contributionYears": years,
        "startedAt": format!("{first}T00:00:00Z"),
        "endedAt": timestamp(world.now()),
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
            "weeks": weeks.iter().map(|days| week(days)).collect::<Vec<_>>(),
            "months": months(&weeks),
        },
    })
}

struct Day {
    date: Date,
    count: u64,
}

fn days(account: &Account, sunday: Date, today: Date) -> Vec<Day> {
    let dates = (0..7).map(|day| sunday + Duration::days(day));
    let past = dates.filter(|date| *date <= today);
    let day = |date| Day { date, count: count(account.id(), account.activity, date) };
    past.map(day).collect()
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

fn week(days: &[Day]) -> Value {
    json!({
        "__typename": "ContributionCalendarWeek",
        "firstDay": days.first().map(|day| day.date.to_string()),
        "contributionDays": days.iter().map(contribution_day).collect::<Vec<_>>(),
    })
}

fn contribution_day(day: &Day) -> Value {
    let (level, color) = match day.count {
        0 => ("NONE", "#ebedf0"),
        1..=4 => ("FIRST_QUARTILE", "#9be9a8"),
        5..=9 => ("SECOND_QUARTILE", "#40c463"),
        10..=14 => ("THIRD_QUARTILE", "#30a14e"),
        _ => ("FOURTH_QUARTILE", "#216e39"),
    };
    json!({
        "__typename": "ContributionCalendarDay", "date": day.date.to_string(),
        "weekday": day.date.weekday().number_days_from_sunday(), "contributionCount": day.count,
        "contributionLevel": level, "color": color,
    })
}

/// A month begins in the calendar with the first week that begins in it.
fn months(weeks: &[Vec<Day>]) -> Vec<Value> {
    let mut months: Vec<(Date, u32)> = Vec::new();
    for sunday in weeks.iter().filter_map(|days| days.first()).map(|day| day.date) {
        match months.last_mut() {
            Some((first, weeks)) if first.month() == sunday.month() => *weeks += 1,
            _ => months.push((sunday, 1)),
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
