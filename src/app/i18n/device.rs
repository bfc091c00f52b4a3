/// A device, by the English words it is kept under: `Firefox on Linux`.
pub fn device(kept: &str) -> String {
    match kept.split_once(" on ") {
        Some(("A browser", system)) => t!(devices.name.system, system = system),
        Some((browser, system)) => t!(devices.name.both, browser = browser, system = system),
        None if kept == "An unknown browser" => t!(devices.name.unknown),
        None => kept.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::device;
    use crate::app::i18n::in_language;
    use gatehouse_model::Language;

    const KEPT: [&str; 4] = ["Firefox on Linux", "A browser on Android", "curl", "An unknown browser"];

    #[test]
    fn in_english_a_device_is_called_as_it_is_kept() {
        assert_eq!(KEPT.map(device), KEPT);
    }

    #[test]
    fn in_japanese_the_system_comes_first() {
        in_language(Language::Japanese, || {
            assert_eq!(KEPT.map(device), ["Linux の Firefox", "Android のブラウザ", "curl", "不明なブラウザ"]);
        });
    }
}
