use tower_sessions::{SessionManagerLayer, cookie::SameSite};

use super::store::Store;
use crate::server::{clock::Clock, config::PublicUrl, db::Db};

/// The cookie outlives the absolute limit by this many seconds, so that the server can say why a session is gone.
pub const COOKIE_LIFE_PAST_ABSOLUTE: i64 = 7 * 86_400;

/// In an answer's extensions: the browser keeps the cookie it has, whatever new id was tried. With an id that came to
/// nothing it could not be told why its session is gone, and it might lose a good one.
#[derive(Clone, Copy, Debug)]
pub struct KeepCookie;

impl PublicUrl {
    /// The session cookie's name: with https the browser itself refuses it without `Secure`, `Path=/` and no `Domain`
    /// (RFC 6265bis section 4.1.3.2).
    #[must_use]
    pub fn session_cookie(&self) -> &'static str {
        if self.is_https() { "__Host-session" } else { "gatehouse-session" }
    }
}

/// The layer that carries the session id between cookie and request.
///
/// `SameSite=Lax`, not `Strict`: the page GitHub sends people back to is a cross-site navigation, and `Strict` would
/// withhold the cookie there. Forged posts are stopped by `middleware::same_origin`.
#[must_use]
pub fn layer(
    db: Db,
    clock: Clock,
    public_url: &PublicUrl,
) -> SessionManagerLayer<impl tower_sessions::SessionStore + Clone> {
    SessionManagerLayer::new(Store { db, clock })
        .with_name(public_url.session_cookie())
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_secure(public_url.is_https())
        .with_path("/")
}
