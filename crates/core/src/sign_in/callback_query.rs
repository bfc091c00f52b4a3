use gatehouse_model::SignInReason;
use oauth2::{AuthorizationCode, CsrfToken};

/// GitHub's redirect to the callback (RFC 6749 sections 4.1.2 and 4.1.2.1, RFC 9207).
pub(super) struct CallbackQuery {
    pub state: CsrfToken,
    pub iss: Option<String>,
    pub code: Result<AuthorizationCode, SignInReason>,
    /// Set if the person comes from installing the GitHub App.
    pub setup: Option<SignInReason>,
}

/// Why a query is the end of no flow.
pub(super) enum NotACallback {
    Malformed,
    /// The GitHub App was installed. GitHub then sends the browser to the callback with a code and no state, or with
    /// neither (GitHub "About the user authorization callback URL", "About the setup URL").
    Setup(SignInReason),
}

impl CallbackQuery {
    /// Unknown parameters are ignored, as the RFC demands. A repeated parameter is refused, since two readers could take two
    /// different values.
    pub(super) fn parse(query: &str) -> Result<Self, NotACallback> {
        let (mut code, mut state, mut iss, mut error, mut action, mut installation) =
            (None, None, None, None, None, None);
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            let slot = match name.as_ref() {
                "code" => &mut code,
                "state" => &mut state,
                "iss" => &mut iss,
                "error" => &mut error,
                "setup_action" => &mut action,
                "installation_id" => &mut installation,
                _ => continue,
            };
            if slot.replace(value.into_owned()).is_some() {
                return Err(NotACallback::Malformed);
            }
        }
        let setup = match action.as_deref() {
            Some("request") => Some(SignInReason::InstallationRequested),
            Some(_) => Some(SignInReason::Installed),
            None => installation.map(|_| SignInReason::Installed),
        };
        let Some(state) = state else { return Err(setup.map_or(NotACallback::Malformed, NotACallback::Setup)) };
        let code = match (code, error) {
            (Some(code), None) => Ok(AuthorizationCode::new(code)),
            (None, Some(error)) => Err(reason(&error)),
            _ => return Err(setup.map_or(NotACallback::Malformed, NotACallback::Setup)),
        };
        Ok(Self { state: CsrfToken::new(state), iss, code, setup })
    }
}

/// GitHub "Troubleshooting authorization request errors". The description beside it may be anybody's text and is never
/// shown.
fn reason(error: &str) -> SignInReason {
    match error {
        "access_denied" => SignInReason::Denied,
        "application_suspended" | "redirect_uri_mismatch" => SignInReason::Misconfigured,
        _ => SignInReason::BadAnswer,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::{CallbackQuery, NotACallback};
    use gatehouse_model::SignInReason;

    #[test]
    fn unknown_parameters_are_ignored() {
        let query = CallbackQuery::parse("code=c&state=s&iss=https%3A%2F%2Fgithub.com%2Flogin%2Foauth&session_state=x");
        assert!(matches!(query, Ok(CallbackQuery { iss: Some(iss), .. }) if iss == "https://github.com/login/oauth"));
    }

    #[rstest]
    #[case("code=a&code=b&state=s")]
    #[case("code=a&state=s&state=t")]
    #[case("code=a&state=s&iss=x&iss=x")]
    #[case("error=a&error=b&state=s")]
    #[case("code=a&error=access_denied&state=s")]
    #[case("code=a")]
    #[case("state=s")]
    #[case("")]
    fn repeated_missing_and_contradicting_parameters_are_refused(#[case] query: &str) {
        assert!(CallbackQuery::parse(query).is_err());
    }

    #[rstest]
    #[case("code=c&installation_id=1&setup_action=install", SignInReason::Installed)]
    #[case("installation_id=1&setup_action=update", SignInReason::Installed)]
    #[case("installation_id=1", SignInReason::Installed)]
    #[case("setup_action=request", SignInReason::InstallationRequested)]
    #[case("setup_action=request&state=s", SignInReason::InstallationRequested)]
    fn an_installation_is_not_a_callback(#[case] query: &str, #[case] expected: SignInReason) {
        assert!(matches!(CallbackQuery::parse(query), Err(NotACallback::Setup(reason)) if reason == expected));
    }

    #[rstest]
    #[case("access_denied", SignInReason::Denied)]
    #[case("application_suspended", SignInReason::Misconfigured)]
    #[case("redirect_uri_mismatch", SignInReason::Misconfigured)]
    #[case("<script>", SignInReason::BadAnswer)]
    fn githubs_errors_become_reasons(#[case] error: &str, #[case] expected: SignInReason) {
        let query = CallbackQuery::parse(&format!("error={error}&state=s"));
        assert!(matches!(query, Ok(CallbackQuery { code: Err(reason), .. }) if reason == expected));
    }
}
