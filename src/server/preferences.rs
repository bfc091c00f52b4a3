//! How a person wants to see the pages: from two cookies, else from what their browser says.

use axum::http::{HeaderMap, header::ACCEPT_LANGUAGE};

use super::cookies;
use crate::model::{Language, Preferences, Theme};

/// The cookie that keeps the language.
pub const LANGUAGE: &str = "language";
/// The cookie that keeps the theme.
pub const THEME: &str = "theme";

/// The preferences of whoever sends `headers`.
#[must_use]
pub fn of(headers: &HeaderMap) -> Preferences {
    let language = kept(headers, LANGUAGE).and_then(|tag| Language::from_tag(&tag));
    let theme = kept(headers, THEME).and_then(|code| Theme::from_code(&code));
    Preferences { language: language.unwrap_or_else(|| accepted(headers)), theme: theme.unwrap_or_default() }
}

fn kept(headers: &HeaderMap, name: &str) -> Option<String> {
    cookies::of(headers).find(|cookie| cookie.name() == name).map(|cookie| cookie.value().to_owned())
}

/// The first language of ours in `Accept-Language` (RFC 9110, 12.5.4), by its weights; a region says nothing to us.
fn accepted(headers: &HeaderMap) -> Language {
    let header = headers.get(ACCEPT_LANGUAGE).and_then(|header| header.to_str().ok()).unwrap_or_default();
    let header = header.to_ascii_lowercase();
    // A weight of 0 means "not this one", and among weights that are no numbers the crate finds no order.
    let wanted: Vec<&str> = header.split(',').filter(|range| weight(range).is_some_and(is_above_zero)).collect();
    let ranges = accept_language::parse(&wanted.join(","));
    let primary = |range: &String| Language::from_tag(range.split('-').next()?);
    ranges.iter().find_map(primary).unwrap_or_default()
}

/// What a range weighs, where that is a number; 1 if it does not say.
fn weight(range: &str) -> Option<f32> {
    let Some((_, parameter)) = range.split_once(';') else { return Some(1.0) };
    parameter.split_once('=')?.1.trim().parse().ok()
}

fn is_above_zero(weight: f32) -> bool {
    weight.is_finite() && weight > 0.0
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName, HeaderValue};
    use rstest::rstest;

    use super::of;
    use crate::model::{Language, Theme};

    #[rstest]
    #[case::nothing(&[], Language::English)]
    #[case::japanese(&[("accept-language", "ja-JP,ja;q=0.9,en;q=0.8")], Language::Japanese)]
    #[case::by_weight(&[("accept-language", "en;q=0.3, ja;q=0.7")], Language::Japanese)]
    #[case::another_first(&[("accept-language", "fr-CH, fr;q=0.9, ja;q=0.5, en;q=0.4")], Language::Japanese)]
    #[case::in_capitals(&[("accept-language", "JA-jp")], Language::Japanese)]
    #[case::refused(&[("accept-language", "ja;q=0, fr")], Language::English)]
    #[case::no_number(&[("accept-language", "ja;q=NaN, en;q=0.5")], Language::English)]
    #[case::endless(&[("accept-language", "ja;q=inf, en;q=0.5")], Language::English)]
    #[case::none_of_ours(&[("accept-language", "fr, de")], Language::English)]
    #[case::nonsense(&[("accept-language", ";;q=,,\t")], Language::English)]
    #[case::cookie_first(&[("accept-language", "ja"), ("cookie", "a=b; language=en")], Language::English)]
    #[case::unknown_cookie(&[("accept-language", "ja"), ("cookie", "language=xx")], Language::Japanese)]
    fn the_language_is_the_kept_one_or_the_browsers(
        #[case] headers: &[(&'static str, &'static str)],
        #[case] language: Language,
    ) {
        assert_eq!(of(&map(headers)).language, language);
    }

    #[test]
    fn an_unknown_theme_is_the_devices() {
        assert_eq!(of(&map(&[("cookie", "theme=dark")])).theme, Theme::Dark);
        assert_eq!(of(&map(&[("cookie", "theme=neon")])).theme, Theme::System);
    }

    fn map(headers: &[(&'static str, &'static str)]) -> HeaderMap {
        headers.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).collect()
    }
}
