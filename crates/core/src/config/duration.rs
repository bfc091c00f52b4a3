use super::{Problem, Source};

/// In seconds. Browsers keep no cookie longer than 400 days (RFC 6265bis section 5.5), and ours outlives its session by 7.
const LONGEST: i64 = 393 * 86_400;

/// Reads a duration like `45s`, `10m`, `24h` or `30d`, in seconds.
pub(super) fn load(source: &Source, variable: &'static str, default: i64) -> Result<i64, Problem> {
    let Some(text) = source.get(variable)? else { return Ok(default) };
    match parse(&text) {
        None => Err(Problem::new(variable, "must be a duration such as 45s, 10m, 24h, 30d")),
        Some(seconds) if seconds > LONGEST => Err(Problem::new(
            variable,
            "must be 393d at most: browsers keep no cookie longer than 400 days, and ours outlives its session by 7",
        )),
        Some(seconds) => Ok(seconds),
    }
}

fn parse(text: &str) -> Option<i64> {
    let unit = match text.chars().last()? {
        's' => 1,
        'm' => 60,
        'h' => 3_600,
        'd' => 86_400,
        _ => return None,
    };
    let count: i64 = text[..text.len() - 1].parse().ok()?;
    Some(count.saturating_mul(unit)).filter(|seconds| *seconds > 0)
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, parse};
    use crate::session::COOKIE_LIFE_PAST_ABSOLUTE;

    #[test]
    fn a_browser_keeps_the_cookie_of_the_longest_session() {
        assert_eq!(LONGEST + COOKIE_LIFE_PAST_ABSOLUTE, 400 * 86_400);
    }

    #[test]
    fn durations_have_a_unit_and_are_positive() {
        assert_eq!(parse("45s"), Some(45));
        assert_eq!(parse("30d"), Some(2_592_000));
        assert_eq!(parse("9223372036854775807d"), Some(i64::MAX), "too long, and no nonsense");
        for wrong in ["", "10", "h", "-1h", "0s", "1.5h", "10 m", "99999999999999999999d", "1€"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
