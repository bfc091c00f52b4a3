use axum::http::{HeaderMap, HeaderValue};
use tower_sessions::session::Id;

use crate::{config::PublicUrl, cookies};

const NAME: &str = "session";

/// The cookie outlives the absolute limit by this many seconds, so that the server can say why a session is gone.
pub const COOKIE_LIFE_PAST_ABSOLUTE: i64 = 7 * 86_400;

/// So many cookies of one name are looked up; a browser holds one for each path and host that could set it.
const LOOKED_UP: usize = 4;

/// What a browser brings in the session's cookie.
#[derive(Debug, PartialEq, Eq)]
pub enum Brought {
    Nothing,
    One(Id),
    /// One cookie, and no id of ours.
    Unreadable,
    /// Several cookies of the name, and the different ids in them. Which of them is meant the browser does not say.
    Several(Vec<Id>),
}

impl Brought {
    /// Reads the session's cookie.
    #[must_use]
    pub fn by(headers: &HeaderMap, url: &PublicUrl) -> Self {
        let name = url.cookie(NAME);
        let sent = cookies::pairs(headers).filter(|(sent, _)| *sent == name.as_bytes()).count();
        let mut ids: Vec<Id> = Vec::new();
        for id in cookies::named(headers, &name).filter_map(|value| value.parse().ok()) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        match (sent, ids.as_slice()) {
            (0, _) => Self::Nothing,
            (1, [id]) => Self::One(*id),
            (1, _) => Self::Unreadable,
            (_, all) if all.len() > LOOKED_UP => Self::Several(Vec::new()),
            _ => Self::Several(ids),
        }
    }
}

/// The header that hands a browser the session `id`, good for `life` seconds.
#[must_use]
pub fn set_cookie(url: &PublicUrl, id: Id, life: i64) -> Option<HeaderValue> {
    cookies::set(url, NAME, &id.to_string(), life)
}

/// The session `id` as a browser sends it back.
#[must_use]
pub fn cookie_pair(url: &PublicUrl, id: Id) -> String {
    format!("{}={id}", url.cookie(NAME))
}

/// The header that takes it away.
#[must_use]
pub fn remove_cookie(url: &PublicUrl) -> Option<HeaderValue> {
    cookies::remove(url, NAME)
}
