use gatehouse_model::Timestamp;
use leptos::prelude::*;

use crate::app::{
    holes::Hole,
    i18n::{date_and_time, t},
};

/// How long ago something was. The exact time appears on hover, and as text for screen readers.
#[component]
pub fn Age(timestamp: Timestamp) -> impl IntoView {
    let exact = date_and_time(timestamp);
    view! {
        <time datetime=timestamp.rfc3339() title=exact.clone()>
            {Hole::Age(timestamp).mark()}
            <span class="unseen">" ("{exact.clone()}")"</span>
        </time>
    }
}

/// How long until something happens: `in 23 h 12 min`. `/gatehouse.js` keeps counting from here, by the server's clock
/// and with the same texts. The exact time appears on hover, and as text for screen readers.
#[component]
pub fn Countdown(until: Timestamp) -> impl IntoView {
    let exact = date_and_time(until);
    view! {
        <time
            datetime=until.rfc3339()
            title=exact.clone()
            data-countdown=Hole::Now.mark()
            data-forms=forms().join("|")
        >
            {Hole::TimeLeft(until).mark()}
        </time>
        <span class="unseen">" ("{exact}")"</span>
    }
}

/// For example `in 23 h 12 min`.
pub fn time_left(until: Timestamp, now: Timestamp) -> String {
    left(&forms(), until.0.saturating_sub(now.0))
}

/// The texts, by remaining time; `/gatehouse.js` fills in the same placeholders.
fn forms() -> [String; 6] {
    [
        t!(times.left.over),
        t!(times.left.seconds),
        t!(times.left.minutes),
        t!(times.left.hours),
        t!(times.left.hours_and_minutes),
        t!(times.left.days),
    ]
}

/// Rounds down, so that it never promises more time than there is.
fn left(forms: &[String; 6], seconds: i64) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600, seconds / 60 % 60);
    let form = match seconds {
        ..=0 => 0,
        1..60 => 1,
        60..3_600 => 2,
        3_600..172_800 if minutes == 0 => 3,
        3_600..172_800 => 4,
        _ => 5,
    };
    let places = [("{d}", days), ("{h}", hours), ("{m}", minutes)];
    places.into_iter().fold(forms[form].clone(), |form, (place, value)| form.replace(place, &value.to_string()))
}

#[cfg(test)]
mod tests {
    use super::forms;

    fn left(seconds: i64) -> String {
        super::left(&forms(), seconds)
    }

    #[test]
    fn a_countdown_never_promises_too_much_time() {
        let said = [-5, 0, 1, 59, 60, 3_599].map(left);
        assert_eq!(said, ["now", "now", "in less than a minute", "in less than a minute", "in 1 min", "in 59 min"]);
        let said = [3_600, 3_659, 83_520, 86_400, 172_799, 172_800, 2_591_999].map(left);
        assert_eq!(
            said,
            ["in 1 h", "in 1 h", "in 23 h 12 min", "in 24 h", "in 47 h 59 min", "in 2 days", "in 29 days"]
        );
    }
}
