use leptos_i18n::{formatting::td_format_string, reexports::fixed_decimal::Decimal};

use super::{locale, text};

/// Thousands apart: `12,345`.
pub fn grouped(number: u64) -> String {
    text(td_format_string!(locale(), number, formatter: number))
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
    let mut number = Decimal::from(tenths);
    number.multiply_pow10(-1);
    // From a hundred on, a tenth says nothing.
    if tenths.is_multiple_of(10) || tenths >= 1_000 {
        number.trunc(0);
    }
    let number = text(td_format_string!(locale(), number, formatter: number));
    t!(common.amount, number = number, unit = unit)
}

#[cfg(test)]
mod tests {
    use super::{grouped, kibibytes};

    #[test]
    fn thousands_stand_apart() {
        let said = [0, 999, 1_000, 12_345, 1_234_567].map(grouped);
        assert_eq!(said, ["0", "999", "1,000", "12,345", "1,234,567"]);
    }

    #[test]
    fn storage_is_said_in_units_of_its_size() {
        let said = [0, 512, 1_024, 1_536, 204_800, 976_562_499, u64::MAX].map(kibibytes);
        assert_eq!(said[..4], ["0 KiB", "512 KiB", "1 MiB", "1.5 MiB"]);
        assert_eq!(said[4..6], ["200 MiB", "931 GiB"]);
        assert!(said[6].ends_with("TiB"));
    }
}
