use axum::http::{HeaderMap, HeaderValue};
use tower_sessions::session::Id;

use crate::{config::PublicUrl, cookies};

const NAME: &str = "session";

/// In seconds. The cookie outlives the absolute limit, so that the server can say why a session is gone.
pub const COOKIE_LIFE_PAST_ABSOLUTE: i64 = 7 * 86_400;

/// More cookies of the name are not looked up. A browser holds one for each path and host that could set it.
const MOST_LOOKED_UP: usize = 4;

/// What a browser sent as the session's cookie.
#[derive(Debug, PartialEq, Eq)]
pub enum SessionCookie {
    Absent,
    Valid(Id),
    /// One cookie without an id.
    Malformed,
    /// Several cookies of the name, and the different ids in them. The browser does not say which of them it means.
    Several(Vec<Id>),
}

impl SessionCookie {
    #[must_use]
    pub fn from_headers(headers: &HeaderMap, url: &PublicUrl) -> Self {
        let name = url.cookie(NAME);
        let sent = cookies::pairs(headers).filter(|(sent, _)| *sent == name.as_bytes()).count();
        let mut ids: Vec<Id> = Vec::new();
        for id in cookies::named(headers, &name).filter_map(|value| value.parse().ok()) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        match (sent, ids.as_slice()) {
            (0, _) => Self::Absent,
            (1, [id]) => Self::Valid(*id),
            (1, _) => Self::Malformed,
            (_, all) if all.len() > MOST_LOOKED_UP => Self::Several(Vec::new()),
            _ => Self::Several(ids),
        }
    }
}

/// The header that gives a browser the session `id`, for `life` seconds.
#[must_use]
pub fn set_cookie(url: &PublicUrl, id: Id, life: i64) -> Option<HeaderValue> {
    cookies::set(url, NAME, &id.to_string(), life)
}

/// The session `id` as a browser sends it.
#[must_use]
pub fn cookie_pair(url: &PublicUrl, id: Id) -> String {
    format!("{}={id}", url.cookie(NAME))
}

/// The header that removes the cookie.
#[must_use]
pub fn remove_cookie(url: &PublicUrl) -> Option<HeaderValue> {
    cookies::remove(url, NAME)
}
