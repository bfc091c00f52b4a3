use axum::{
    Form,
    extract::State,
    http::{HeaderValue, header::SET_COOKIE},
    response::Response,
};
use cookie::{Cookie, SameSite, time::Duration};
use gatehouse_core::{
    cookies,
    error::ServerError,
    sign_in::{ReturnTo, see_other},
    state::CoreState,
};
use gatehouse_model::{Language, Message, Theme};
use serde::Deserialize;

use crate::web::preferences::{LANGUAGE, THEME};

/// Browsers keep no cookie longer than four hundred days.
const KEPT: Duration = Duration::days(365);

/// What a person chooses; what is not in the form stays as it is.
#[derive(Deserialize)]
pub struct PreferencesForm {
    language: Option<String>,
    theme: Option<String>,
    /// The page the form stands on.
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
pub async fn preferences(
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
