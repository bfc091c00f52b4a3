use leptos::prelude::*;

use crate::model::Moment;

/// How long until something happens: `in 23 h 12 min`. `/gatehouse.js` goes on counting from here, by the server's
/// clock and in the same words. The exact time is there on hover, and as text for those who listen.
#[component]
pub fn Countdown(
    /// When it happens.
    until: Moment,
    /// The server's clock.
    now: Moment,
) -> impl IntoView {
    let exact = until.date_and_time();
    view! {
        <time datetime=until.rfc3339() title=exact.clone() data-countdown=now.0.to_string()>
            {left(until.0.saturating_sub(now.0))}
        </time>
        <span class="unseen">" ("{exact}")"</span>
    }
}

/// Rounded down, so that it never promises more time than there is.
fn left(seconds: i64) -> String {
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
    match seconds {
        ..=0 => "now".to_owned(),
        1..60 => "in less than a minute".to_owned(),
        60..3_600 => format!("in {minutes} min"),
        3_600..172_800 if minutes == 0 => format!("in {hours} h"),
        3_600..172_800 => format!("in {hours} h {minutes} min"),
        _ => format!("in {} days", seconds / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use super::left;

    #[test]
    fn a_countdown_never_promises_too_much() {
        let said = [-5, 0, 1, 59, 60, 3_599].map(left);
        assert_eq!(said, ["now", "now", "in less than a minute", "in less than a minute", "in 1 min", "in 59 min"]);
        let said = [3_600, 3_659, 83_520, 86_400, 172_799, 172_800, 2_591_999].map(left);
        assert_eq!(
            said,
            ["in 1 h", "in 1 h", "in 23 h 12 min", "in 24 h", "in 47 h 59 min", "in 2 days", "in 29 days"]
        );
    }
}
