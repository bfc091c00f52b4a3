//! How a person wants to see the pages: from two cookies, else from what their browser says.

use axum::{
    Form,
    extract::State,
    http::{
        HeaderMap, HeaderValue,
        header::{ACCEPT_LANGUAGE, SET_COOKIE},
    },
    response::Response,
};
use cookie::{Cookie, SameSite, time::Duration};
use gatehouse_core::{cookies, error::ServerError, flow::ReturnTo, sign_in::see_other, state::CoreState};
use gatehouse_model::{Language, Message, Preferences, Theme};
use serde::Deserialize;

/// The cookie that keeps the language.
pub const LANGUAGE: &str = "language";
/// The cookie that keeps the theme.
pub const THEME: &str = "theme";

/// The preferences of whoever sends `headers`.
#[must_use]
pub fn from_headers(headers: &HeaderMap) -> Preferences {
    let language = cookies::named(headers, LANGUAGE).find_map(Language::from_tag);
    let theme = cookies::named(headers, THEME).find_map(Theme::from_code);
    Preferences { language: language.unwrap_or_else(|| accepted(headers)), theme: theme.unwrap_or_default() }
}

/// The language of ours that weighs most in `Accept-Language` (RFC 9110, 12.5.4), of equal ones the first.
fn accepted(headers: &HeaderMap) -> Language {
    let lines = headers.get_all(ACCEPT_LANGUAGE).iter().filter_map(|line| line.to_str().ok());
    let wanted = lines.flat_map(|line| line.split(',')).filter_map(weighed);
    let heavier = |best: (Language, f32), next: (Language, f32)| if next.1 > best.1 { next } else { best };
    wanted.reduce(heavier).map(|(language, _)| language).unwrap_or_default()
}

/// The language of a range and its weight, 1 if it does not say. A weight of 0 means "not this one".
fn weighed(range: &str) -> Option<(Language, f32)> {
    let (tag, weight) = match range.split_once(';') {
        Some((tag, parameter)) => (tag, parameter.split_once('=')?.1.trim().parse().ok()?),
        None => (range, 1.0),
    };
    // A region says nothing to us.
    let primary = tag.split('-').next()?.trim().to_ascii_lowercase();
    (0.001..=1.0).contains(&weight).then_some((Language::from_tag(&primary)?, weight))
}

/// Browsers keep no cookie longer than four hundred days.
const KEPT: Duration = Duration::days(365);

/// What a person chooses; what is not in the form stays as it is.
#[derive(Deserialize)]
pub struct PreferencesForm {
    language: Option<String>,
    theme: Option<String>,
    /// The page with the form.
    #[serde(default)]
    return_to: String,
    /// The message the page has shown: in the other language it shows it again.
    #[serde(default)]
    message: String,
}

/// `POST /settings/preferences`: keeps language and theme in two cookies. They are nobody's secret, so a page's script
/// may read them; whoever is signed out may choose, too.
///
/// # Errors
///
/// When a header could not be written.
pub async fn set_preferences(
    State(state): State<CoreState>,
    Form(form): Form<PreferencesForm>,
) -> Result<Response, ServerError> {
    let language = form.language.as_deref().and_then(Language::from_tag).map(|language| (LANGUAGE, language.tag()));
    let theme = form.theme.as_deref().and_then(Theme::from_code).map(|theme| (THEME, theme.code()));
    let mut answer = see_other(ReturnTo::here(&state.pages, &form.return_to).as_str())?;
    for (name, value) in [language, theme].into_iter().flatten() {
        let cookie = Cookie::build((name, value))
            .path("/")
            .same_site(SameSite::Lax)
            .secure(state.config.public_url.is_https())
            .max_age(KEPT)
            .build();
        answer.headers_mut().append(SET_COOKIE, HeaderValue::from_str(&cookie.to_string())?);
    }
    if let Some(message) = Message::from_code(&form.message) {
        cookies::set_flash(&mut answer, &state.config.public_url, message);
    }
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName, HeaderValue};
    use gatehouse_model::{Language, Theme};
    use rstest::rstest;

    use super::from_headers;

    #[rstest]
    #[case::nothing(&[], Language::English)]
    #[case::japanese(&[("accept-language", "ja-JP,ja;q=0.9,en;q=0.8")], Language::Japanese)]
    #[case::by_weight(&[("accept-language", "en;q=0.3, ja;q=0.7")], Language::Japanese)]
    #[case::another_first(&[("accept-language", "fr-CH, fr;q=0.9, ja;q=0.5, en;q=0.4")], Language::Japanese)]
    #[case::equal_weights(&[("accept-language", "ja, en")], Language::Japanese)]
    #[case::in_several_lines(&[("accept-language", "fr, en;q=0.5"), ("accept-language", "ja;q=0.8")], Language::Japanese)]
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
        assert_eq!(from_headers(&map(headers)).language, language);
    }

    #[test]
    fn an_unknown_theme_is_the_devices() {
        assert_eq!(from_headers(&map(&[("cookie", "theme=dark")])).theme, Theme::Dark);
        assert_eq!(from_headers(&map(&[("cookie", "theme=neon")])).theme, Theme::System);
    }

    fn map(headers: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        map
    }
}
