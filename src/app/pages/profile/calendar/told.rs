use gatehouse_model::{ContributionDay, Contributions};

use crate::app::i18n::{self, grouped, t};

/// A day in a sentence: what hovering its square says, and what is said when the keys come to it.
pub fn day(day: &ContributionDay) -> String {
    let date = i18n::day(day.date);
    match day.count {
        0 => t!(contributions.day.none, date = date),
        count => t!(contributions.day.some, count = count, number = grouped(count), date = date),
    }
}

/// The whole time in a sentence.
pub fn made(contributions: &Contributions) -> String {
    let (count, number) = (contributions.total, grouped(contributions.total));
    match (contributions.year, count) {
        (None, 0) => t!(contributions.nothing.lately),
        (Some(year), 0) => t!(contributions.nothing.in_year, year = year),
        (None, _) => t!(contributions.made.lately, count = count, number = number),
        (Some(year), _) => t!(contributions.made.in_year, count = count, number = number, year = year),
    }
}

/// What the drawing shows, for those who do not see it.
pub fn drawing(weeks: &[Vec<ContributionDay>]) -> Option<String> {
    let days = || weeks.iter().flatten();
    let (first, last) = (days().next()?, days().next_back()?);
    // Of two equal days the later one: it is remembered better.
    let busiest = days().max_by_key(|day| day.count)?;
    Some(t!(
        contributions.drawing.told,
        first = i18n::day(first.date),
        last = i18n::day(last.date),
        day = i18n::day(busiest.date),
        count = busiest.count,
        number = grouped(busiest.count)
    ))
}

#[cfg(test)]
mod tests {
    use super::{day, drawing};
    use crate::app::i18n::in_language;
    use gatehouse_model::{CalendarDate, ContributionDay, Language};

    fn with(number: u8, count: u64) -> ContributionDay {
        let date = CalendarDate { year: 2026, month: 11, day: number };
        ContributionDay { date, weekday: 0, count, level: 0 }
    }

    #[test]
    fn a_day_is_a_sentence() {
        let said = [0, 1, 1_200].map(|count| day(&with(2, count)));
        let words = ["No contributions", "1 contribution", "1,200 contributions"];
        assert_eq!(said, words.map(|words| format!("{words} on November 2, 2026")));
        in_language(Language::Japanese, || {
            assert_eq!(day(&with(2, 3)), "2026年11月2日：コントリビューション 3 件");
        });
    }

    #[test]
    fn the_drawing_tells_its_span_and_its_peak() {
        let weeks = [vec![with(1, 4), with(2, 9)], vec![with(3, 0)]];
        let told = drawing(&weeks).expect("there are days");
        for part in ["from November 1, 2026 to November 3, 2026", "November 2, 2026, with 9 contributions"] {
            assert!(told.contains(part), "{told}");
        }
        assert_eq!(drawing(&[]), None);
    }
}
