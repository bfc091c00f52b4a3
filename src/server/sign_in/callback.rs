use axum::{
    Extension,
    extract::{RawQuery, State},
    http::HeaderMap,
    response::Response,
};
use oauth2::AuthorizationCode;

use super::{
    ReturnTo,
    answer::{Answer, Outcome},
    browser::browser_in_words,
    conclude::{conclude, unfinished},
    finish::{Arrival, Brought, finish},
    flow::{self, Found, Spent},
    flow_cookie::FlowCookie,
    outcome::{see_other, to_sign_in},
    refusal,
};
use crate::{
    model::Why,
    server::{
        client_network::CoarseNetwork, config::PublicUrl, error::ServerError, security_event::SecurityEvent,
        session::CurrentSession, state::AppState,
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
    let unknown = cookies.is_empty();
    let found = flow::spend(&state.db, &state.config.keyring, &answer.state, cookies, now).await?;
    let spent = match (found, unknown) {
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
    let Spent { cookie, verifier, return_to, purpose } = spent;
    let outcome = match checked(&state, answer) {
        Err(why) => Err(why),
        Ok(code) => {
            let arrival = Arrival {
                browser: browser_in_words(&headers),
                network,
                purpose,
                return_to: return_to.clone(),
                cookie: cookie.clone(),
                proved_at: now,
                current: current.clone(),
            };
            finish(&state, arrival, Brought::Code(code, verifier)).await?
        }
    };
    conclude(&state, &headers, &current, purpose, &return_to, &cookie, outcome).await
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
