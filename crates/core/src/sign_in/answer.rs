use gatehouse_model::SignInReason;
use oauth2::{AuthorizationCode, CsrfToken};

/// What GitHub's redirect says (RFC 6749 sections 4.1.2 and 4.1.2.1, RFC 9207).
pub(super) struct Answer {
    pub state: CsrfToken,
    pub iss: Option<String>,
    pub outcome: Outcome,
    /// What it says of an installation, which is GitHub's word on the way back from one.
    pub setup: Option<SignInReason>,
}

pub(super) enum Outcome {
    Code(AuthorizationCode),
    Refused(SignInReason),
}

/// The query is an answer to no flow.
pub(super) enum NoAnswer {
    Malformed,
    /// The GitHub App was installed. GitHub then sends the browser to the callback with a code and no state, or with
    /// neither (GitHub "About the user authorization callback URL", "About the setup URL").
    Setup(SignInReason),
}

impl Answer {
    /// Reads the callback's query. Unknown parameters are ignored, as the RFC demands; a parameter that stands twice
    /// is refused, since two readers could take two different ones.
    pub(super) fn parse(query: &str) -> Result<Self, NoAnswer> {
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
                return Err(NoAnswer::Malformed);
            }
        }
        let setup = match action.as_deref() {
            Some("request") => Some(SignInReason::InstallationRequested),
            Some(_) => Some(SignInReason::Installed),
            None => installation.map(|_| SignInReason::Installed),
        };
        let Some(state) = state else { return Err(setup.map_or(NoAnswer::Malformed, NoAnswer::Setup)) };
        let outcome = match (code, error) {
            (Some(code), None) => Outcome::Code(AuthorizationCode::new(code)),
            (None, Some(error)) => Outcome::Refused(reason(&error)),
            _ => return Err(setup.map_or(NoAnswer::Malformed, NoAnswer::Setup)),
        };
        Ok(Self { state: CsrfToken::new(state), iss, outcome, setup })
    }
}

/// GitHub "Troubleshooting authorization request errors". The description beside it is anybody's text: never shown.
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

    use super::{Answer, NoAnswer, Outcome};
    use gatehouse_model::SignInReason;

    #[test]
    fn an_answer_may_carry_more_than_we_know() {
        let answer = Answer::parse("code=c&state=s&iss=https%3A%2F%2Fgithub.com%2Flogin%2Foauth&session_state=x");
        assert!(matches!(answer, Ok(Answer { iss: Some(iss), .. }) if iss == "https://github.com/login/oauth"));
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
    fn doubled_missing_and_contradicting_parameters_are_refused(#[case] query: &str) {
        assert!(Answer::parse(query).is_err());
    }

    #[rstest]
    #[case("code=c&installation_id=1&setup_action=install", SignInReason::Installed)]
    #[case("installation_id=1&setup_action=update", SignInReason::Installed)]
    #[case("installation_id=1", SignInReason::Installed)]
    #[case("setup_action=request", SignInReason::InstallationRequested)]
    #[case("setup_action=request&state=s", SignInReason::InstallationRequested)]
    fn an_installation_is_no_answer(#[case] query: &str, #[case] expected: SignInReason) {
        assert!(matches!(Answer::parse(query), Err(NoAnswer::Setup(reason)) if reason == expected));
    }

    #[rstest]
    #[case("access_denied", SignInReason::Denied)]
    #[case("application_suspended", SignInReason::Misconfigured)]
    #[case("redirect_uri_mismatch", SignInReason::Misconfigured)]
    #[case("<script>", SignInReason::BadAnswer)]
    fn githubs_errors_become_reasons(#[case] error: &str, #[case] expected: SignInReason) {
        let answer = Answer::parse(&format!("error={error}&state=s"));
        assert!(matches!(answer, Ok(Answer { outcome: Outcome::Refused(reason), .. }) if reason == expected));
    }
}
