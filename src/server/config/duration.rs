use super::{Problem, Source};

/// Reads a duration like `45s`, `10m`, `24h` or `30d`, in seconds.
pub(super) fn load(source: &Source, variable: &'static str, default: i64) -> Result<i64, Problem> {
    match source.get(variable)? {
        None => Ok(default),
        Some(text) => {
            parse(&text).ok_or_else(|| Problem::new(variable, "must be a duration such as 45s, 10m, 24h, 30d"))
        }
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
    count.checked_mul(unit).filter(|seconds| *seconds > 0)
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn durations_have_a_unit_and_are_positive() {
        assert_eq!(parse("45s"), Some(45));
        assert_eq!(parse("30d"), Some(2_592_000));
        for wrong in ["", "10", "h", "-1h", "0s", "1.5h", "10 m", "9999999999999999d", "1€"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
