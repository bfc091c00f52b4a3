//! Numbers and texts as people read them.

/// Thousands apart: `12,345`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number and its noun: `1 star`, `2 stars`.
pub fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

/// An amount of storage that GitHub counts in kibibytes: `3.4 GiB`.
pub fn kibibytes(amount: u64) -> String {
    let mut tenths = amount.saturating_mul(10);
    for unit in ["KiB", "MiB", "GiB"] {
        if tenths < 10_240 {
            return with_unit(tenths, unit);
        }
        tenths = tenths.div_ceil(1_024);
    }
    with_unit(tenths, "TiB")
}

fn with_unit(tenths: u64, unit: &str) -> String {
    let (whole, tenth) = (tenths / 10, tenths % 10);
    // From a hundred on, a tenth says nothing.
    if tenth == 0 || whole >= 100 { format!("{} {unit}", grouped(whole)) } else { format!("{whole}.{tenth} {unit}") }
}

/// The text, unless there is nothing to read in it: GitHub sends `null` for some empty fields and `""` for others.
pub fn given(text: Option<&str>) -> Option<String> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{counted, given, grouped, kibibytes};

    #[test]
    fn thousands_stand_apart() {
        let said = [0, 999, 1_000, 12_345, 1_234_567].map(grouped);
        assert_eq!(said, ["0", "999", "1,000", "12,345", "1,234,567"]);
        assert_eq!(counted(1, "star", "stars"), "1 star");
        assert_eq!(counted(2_000, "star", "stars"), "2,000 stars");
    }

    #[test]
    fn storage_is_said_in_units_of_its_size() {
        let said = [0, 512, 1_024, 1_536, 204_800, 976_562_499, u64::MAX].map(kibibytes);
        assert_eq!(said[..4], ["0 KiB", "512 KiB", "1 MiB", "1.5 MiB"]);
        assert_eq!(said[4..6], ["200 MiB", "931 GiB"]);
        assert!(said[6].ends_with("TiB"));
    }

    #[test]
    fn empty_is_not_given() {
        assert_eq!(given(Some("  ")), None);
        assert_eq!(given(None), None);
        assert_eq!(given(Some(" Berlin ")).as_deref(), Some("Berlin"));
    }
}
