use super::language;

/// With grouped digits: `12,345`.
pub fn grouped(number: u64) -> String {
    gatehouse_locales::number(language(), number)
}

/// An amount of storage, which GitHub counts in kibibytes: `3.4 GiB`.
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
    // From a hundred on, a tenth does not matter.
    let tenths = if tenths >= 1_000 { tenths / 10 * 10 } else { tenths };
    t!(common.amount, number = gatehouse_locales::tenths(language(), tenths), unit = unit)
}

/// The name of a device, which the database has in English: `Firefox on Linux`.
pub fn device_name(stored: &str) -> String {
    match stored.split_once(" on ") {
        Some(("A browser", system)) => t!(devices.name.system, system = system),
        Some((browser, system)) => t!(devices.name.both, browser = browser, system = system),
        None if stored == "An unknown browser" => t!(devices.name.unknown),
        None => stored.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use gatehouse_model::Language;

    use super::{device_name, grouped, kibibytes};
    use crate::app::i18n::speak;

    #[test]
    fn digits_are_grouped() {
        let formatted = [0, 999, 1_000, 12_345, 1_234_567].map(grouped);
        assert_eq!(formatted, ["0", "999", "1,000", "12,345", "1,234,567"]);
    }

    #[test]
    fn storage_has_the_unit_of_its_size() {
        let formatted = [0, 512, 1_024, 1_536, 204_800, 976_562_499, u64::MAX].map(kibibytes);
        assert_eq!(formatted[..4], ["0 KiB", "512 KiB", "1 MiB", "1.5 MiB"]);
        assert_eq!(formatted[4..6], ["200 MiB", "931 GiB"]);
        assert!(formatted[6].ends_with("TiB"));
    }

    const STORED: [&str; 4] = ["Firefox on Linux", "A browser on Android", "curl", "An unknown browser"];

    #[test]
    fn in_english_a_device_has_its_stored_name() {
        assert_eq!(STORED.map(device_name), STORED);
    }

    #[test]
    fn in_japanese_the_system_comes_first() {
        speak(Language::Japanese, || {
            assert_eq!(STORED.map(device_name), ["Linux の Firefox", "Android のブラウザ", "curl", "不明なブラウザ"]);
        });
    }
}
