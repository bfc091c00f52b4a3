use axum::{
    Extension,
    extract::{RawQuery, State},
    http::{HeaderMap, header::SET_COOKIE},
    response::Response,
};
use oauth2::AuthorizationCode;
use tower_sessions::Session;

use super::{
    ReturnTo,
    answer::{Answer, Outcome},
    browser::browser_in_words,
    finish::{Arrival, Finished, finish},
    flow::{self, Found, Purpose},
    flow_cookie::FlowCookie,
    outcome::{prove_page, see_other, sign_in_page},
    refusal,
};
use crate::{
    model::{Done, Why},
    server::{
        client_network::CoarseNetwork,
        error::ServerError,
        security_event::SecurityEvent,
        session::{CurrentSession, KeepCookie},
        state::AppState,
    },
};

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
    Extension(session): Extension<Session>,
    Extension(current): Extension<CurrentSession>,
    CoarseNetwork(network): CoarseNetwork,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, ServerError> {
    let url = &state.config.public_url;
    let Ok(answer) = Answer::parse(query.as_deref().unwrap_or_default()) else {
        return strange(Why::BadAnswer);
    };
    let id = flow::id_of(&answer.state);
    let now = state.clock.now();
    let cookie = FlowCookie::of(&headers, url, &id);
    let found = match &cookie {
        Some(cookie) => flow::spend(&state.db, &state.config.keyring, &answer.state, cookie.hash(), now).await?,
        None => Found::Nothing,
    };
    let spent = match (found, cookie) {
        (Found::Spent(spent), _) => spent,
        (Found::TooOld(purpose), _) if purpose.session().is_some() && current.is_signed_in() => {
            refusal::of_proof(&state, &current, Why::FlowExpired).await?;
            return see_other(&unfinished(purpose, Why::FlowExpired));
        }
        // A second click on the way back, or the back button: whoever is signed in loses nothing.
        _ if current.is_signed_in() => return see_other(ReturnTo::default().as_str()),
        (_, Some(_)) => return strange(Why::FlowExpired),
        (_, None) => return strange(Why::FlowUnknown),
    };
    let (purpose, proof) = (spent.purpose, spent.purpose.session().is_some());
    let outcome = match checked(&state, answer) {
        Err(why) => Err(why),
        Ok(code) => {
            let browser = browser_in_words(&headers);
            let arrival = Arrival { session, browser, network, purpose: spent.purpose, current: current.clone() };
            finish(&state, arrival, code, spent.verifier).await?
        }
    };
    let failed = outcome.is_err();
    let mut response = match outcome {
        Ok(Finished { fewer_scopes: true, .. }) => see_other(&settings_page(Done::FewerScopes))?,
        Ok(_) => see_other(spent.return_to.as_str())?,
        Err(why) if proof && current.is_signed_in() => {
            refusal::of_proof(&state, &current, why).await?;
            see_other(&unfinished(purpose, why))?
        }
        // A proof whose session ended meanwhile: the guard says why it did.
        Err(_) if proof => see_other(spent.return_to.as_str())?,
        Err(why) => {
            refusal::of_sign_in(&state, &current, why).await?;
            see_other(&sign_in_page(why, Some(&spent.return_to)))?
        }
    };
    if failed {
        response.extensions_mut().insert(KeepCookie);
    }
    if let Some(header) = FlowCookie::remove(url, &id) {
        response.headers_mut().append(SET_COOKIE, header);
    }
    Ok(response)
}

/// The page that offers another try.
fn unfinished(purpose: Purpose, why: Why) -> String {
    if matches!(purpose, Purpose::Scopes { .. }) { settings_page(Done::ScopesUnchanged) } else { prove_page(why) }
}

fn settings_page(done: Done) -> String {
    format!("/settings?done={}", done.code())
}

/// An answer to no flow of this browser's. Anybody can send one: it leaves a line, and no row.
fn strange(why: Why) -> Result<Response, ServerError> {
    SecurityEvent::SignInRefused { why }.record();
    see_other(&sign_in_page(why, None))
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
