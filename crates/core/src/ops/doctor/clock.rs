use time::{OffsetDateTime, format_description::well_known::Rfc2822};

use super::finding::Chart;
use crate::clock::Clock;

/// In seconds. Tokens and reauthentications live for minutes at least.
pub(super) const LARGEST_DIFFERENCE: i64 = 30;

/// Compares our clock with GitHub's. `date` is what GitHub said a moment ago.
pub(super) fn look(clock: &Clock, date: Option<&str>, chart: &mut Chart) {
    const WHAT: &str = "clock";
    let Some(theirs) = date.and_then(read) else {
        return chart.doubtful(WHAT, "GitHub has not said what time it is, so nothing can be compared.");
    };
    let ahead = clock.now().0 - theirs;
    let told = match ahead {
        0 => "It agrees with GitHub's".to_owned(),
        1.. => format!("It is {ahead} s ahead of GitHub's"),
        _ => format!("It is {} s behind GitHub's", -ahead),
    };
    if ahead.abs() <= LARGEST_DIFFERENCE {
        chart.good(WHAT, format!("{told}."));
    } else {
        chart.doubtful(WHAT, format!("{told}: limits and tokens are judged by it. Set it by NTP."));
    }
}

/// HTTP's dates (RFC 9110 section 5.6.7) are those of mail with the zone written out.
fn read(date: &str) -> Option<i64> {
    OffsetDateTime::parse(date, &Rfc2822).ok().map(OffsetDateTime::unix_timestamp)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn the_date_of_an_answer_is_read() {
        assert_eq!(read("Sun, 06 Nov 1994 08:49:37 GMT"), Some(784_111_777));
        assert_eq!(read("now"), None);
    }
}
