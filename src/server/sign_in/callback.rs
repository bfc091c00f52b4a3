use axum::{
    Extension,
    extract::{RawQuery, State},
    http::{HeaderMap, header::SET_COOKIE},
    response::Response,
};
use oauth2::AuthorizationCode;

use super::{
    ReturnTo,
    answer::{Answer, Outcome},
    browser::browser_in_words,
    finish::{Arrival, Finished, finish},
    flow::{self, Found, Purpose},
    flow_cookie::FlowCookie,
    outcome::{see_other, see_other_with, to_sign_in},
    refusal,
};
use crate::{
    model::{Done, Why},
    server::{
        client_network::CoarseNetwork,
        config::PublicUrl,
        error::ServerError,
        security_event::SecurityEvent,
        session::{self, COOKIE_LIFE_PAST_ABSOLUTE, CurrentSession},
        state::AppState,
    },
};

/// Where a choice of scopes is made.
const SETTINGS: &str = "/settings";

/// `GET /auth/github/callback`: spends the flow, exchanges the code, asks whose token it is, begins or renews the
/// session.
///
/// Every way out is a 303, so that neither code nor state stays in the address.
///
/// # Errors
///
/// When the database does not answer.
pub async fn callback(
    State(state): State<AppState>,
    Extension(current): Extension<CurrentSession>,
    CoarseNetwork(network): CoarseNetwork,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, ServerError> {
    let url = &state.config.public_url;
    let Ok(answer) = Answer::parse(query.as_deref().unwrap_or_default()) else {
        return strange(url, Why::BadAnswer);
    };
    let id = flow::id_of(&answer.state);
    let now = state.clock.now();
    let cookies = FlowCookie::of(&headers, url, &id);
    let found = flow::spend(&state.db, &state.config.keyring, &answer.state, &cookies, now).await?;
    let spent = match (found, cookies.is_empty()) {
        (Found::Spent(spent), _) => spent,
        (Found::TooOld(purpose), _) if purpose.session().is_some() && current.is_signed_in() => {
            refusal::of_proof(&state, &current, Why::FlowExpired).await?;
            return unfinished(url, purpose, Why::FlowExpired);
        }
        // A second click on the way back, or the back button: whoever is signed in loses nothing.
        _ if current.is_signed_in() => return see_other(ReturnTo::default().as_str()),
        (_, false) => return strange(url, Why::FlowExpired),
        (_, true) => return strange(url, Why::FlowUnknown),
    };
    let (purpose, proof) = (spent.purpose, spent.purpose.session().is_some());
    let outcome = match checked(&state, answer) {
        Err(why) => Err(why),
        Ok(code) => {
            let browser = browser_in_words(&headers);
            let arrival = Arrival { browser, network, purpose: spent.purpose, current: current.clone() };
            finish(&state, arrival, code, spent.verifier).await?
        }
    };
    let handed = outcome.as_ref().ok().and_then(|finished| {
        let life = finished.absolute_at.0 - state.clock.now().0 + COOKIE_LIFE_PAST_ABSOLUTE;
        session::set_cookie(url, finished.id, life)
    });
    let mut response = match outcome {
        Ok(Finished { fewer_scopes: true, .. }) => see_other_with(url, SETTINGS, Done::FewerScopes)?,
        Ok(_) if matches!(purpose, Purpose::Scopes { .. }) => see_other_with(url, SETTINGS, Done::Scopes)?,
        Ok(_) => see_other(spent.return_to.as_str())?,
        Err(why) if proof && current.is_signed_in() => {
            refusal::of_proof(&state, &current, why).await?;
            unfinished(url, purpose, why)?
        }
        // A proof whose session ended meanwhile: the guard says why it did.
        Err(_) if proof => see_other(spent.return_to.as_str())?,
        Err(why) => {
            refusal::of_sign_in(&state, &current, why).await?;
            to_sign_in(url, why, Some(&spent.return_to))?
        }
    };
    for header in [handed, FlowCookie::remove(url, &id)].into_iter().flatten() {
        response.headers_mut().append(SET_COOKIE, header);
    }
    Ok(response)
}

/// The page that offers another try.
fn unfinished(url: &PublicUrl, purpose: Purpose, why: Why) -> Result<Response, ServerError> {
    if matches!(purpose, Purpose::Scopes { .. }) {
        see_other_with(url, SETTINGS, Done::ScopesUnchanged)
    } else {
        see_other_with(url, "/prove", why)
    }
}

/// An answer to no flow of this browser's. Anybody can send one: it leaves a line, and no row.
fn strange(url: &PublicUrl, why: Why) -> Result<Response, ServerError> {
    SecurityEvent::SignInRefused { why }.record();
    to_sign_in(url, why, None)
}

/// The code, where the answer comes from our issuer. An absent `iss` is accepted: GitHub Enterprise sends none, and
/// GitHub has withdrawn it before (RFC 9207 section 2.4).
fn checked(state: &AppState, answer: Answer) -> Result<AuthorizationCode, Why> {
    if answer.iss.is_some_and(|iss| iss != state.oauth.issuer()) {
        return Err(Why::BadAnswer);
    }
    match answer.outcome {
        Outcome::Code(code) => Ok(code),
        Outcome::Refused(why) => Err(why),
    }
}
