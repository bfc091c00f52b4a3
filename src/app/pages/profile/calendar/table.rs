//! The calendar as text: sentences, and a table of numbers.

use gatehouse_model::{ContributionDay, Contributions};
use leptos::prelude::*;

use crate::app::{
    components::CollectAny,
    i18n::{self, grouped, t},
};

/// A day in a sentence, without contributions, with one, and with several. `/calendar.js` fills in `{number}` and `{date}`.
pub fn day_sentences() -> [String; 3] {
    let some = |count: u64| t!(contributions.day.some, count = count, number = "{number}", date = "{date}");
    [t!(contributions.day.none, date = "{date}"), some(1), some(2)]
}

/// The whole period in a sentence.
pub fn total_sentence(contributions: &Contributions) -> String {
    let (count, number) = (contributions.total, grouped(contributions.total));
    match (contributions.year, count) {
        (None, 0) => t!(contributions.nothing.last_year),
        (Some(year), 0) => t!(contributions.nothing.in_year, year = year),
        (None, _) => t!(contributions.made.last_year, count = count, number = number),
        (Some(year), _) => t!(contributions.made.in_year, count = count, number = number, year = year),
    }
}

/// What the drawing shows, for screen readers.
pub fn drawing_description(weeks: &[Vec<ContributionDay>]) -> Option<String> {
    let days = || weeks.iter().flatten();
    let (first, last) = (days().next()?, days().next_back()?);
    // Of equal days the latest, which people remember best.
    let busiest = days().max_by_key(|day| day.count)?;
    Some(t!(
        contributions.drawing.description,
        first = i18n::day(first.date),
        last = i18n::day(last.date),
        day = i18n::day(busiest.date),
        count = busiest.count,
        number = grouped(busiest.count)
    ))
}

/// A row for each week, with its first day as the header, and a column for each weekday.
#[component]
pub fn DayTable(
    /// Weeks from Sunday to Saturday.
    weeks: Vec<Vec<ContributionDay>>,
) -> impl IntoView {
    let weekdays = (0..7).map(|weekday| view! { <th scope="col">{i18n::weekday(weekday)}</th> }).collect_any();
    let rows = weeks.into_iter().map(row).collect_any();
    view! {
        <details class="calendar-numbers">
            <summary>{t!(contributions.table.summary)}</summary>
            <div class="table-scroll" role="region" aria-label=t!(contributions.table.label) tabindex="0">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{t!(contributions.table.week)}</th>
                            {weekdays}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
}

/// The first and the last week may be short; days outside the calendar stay empty.
fn row(week: Vec<ContributionDay>) -> impl IntoView {
    let first = week.first().map(|day| i18n::short_day(day.date));
    let cells = (0..7)
        .map(|weekday| {
            let count = week.iter().find(|day| day.weekday == weekday).map(|day| grouped(day.count));
            view! { <td>{count}</td> }
        })
        .collect_any();
    view! {
        <tr>
            <th scope="row">{first}</th>
            {cells}
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use gatehouse_model::{CalendarDate, ContributionDay, Language};

    use super::{day_sentences, drawing_description};
    use crate::app::i18n::speak;

    fn day(number: u8, count: u64) -> ContributionDay {
        let date = CalendarDate { year: 2026, month: 11, day: number };
        ContributionDay { date, weekday: 0, count, level: 0 }
    }

    #[test]
    fn a_day_is_a_sentence() {
        let words = ["No contributions", "{number} contribution", "{number} contributions"];
        assert_eq!(day_sentences(), words.map(|words| format!("{words} on {{date}}")));
        speak(Language::Japanese, || {
            assert_eq!(day_sentences()[2], "{date}：コントリビューション {number} 件");
        });
    }

    #[test]
    fn the_description_has_the_period_and_the_busiest_day() {
        let weeks = [vec![day(1, 4), day(2, 9)], vec![day(3, 0)]];
        let description = drawing_description(&weeks).expect("there are days");
        for part in ["from November 1, 2026 to November 3, 2026", "November 2, 2026, with 9 contributions"] {
            assert!(description.contains(part), "{description}");
        }
        assert_eq!(drawing_description(&[]), None);
    }
}
