use axum::http::{HeaderMap, HeaderValue};
use cookie::{Cookie, SameSite, time::Duration};

use crate::{
    model::Moment,
    server::{
        config::PublicUrl,
        cookies,
        crypto::{random_text, sha256},
    },
};

/// The cookie outlives its flow, in seconds, so that the server can say that the flow was too old.
const LIFE: i64 = 3_600;

/// Sign-ins one browser may have under way.
const MOST: usize = 5;

/// More than we ever set were made up; each would cost a row's deletion.
const LOOKED_AT: usize = 12;

/// The cookie that ties a flow to the browser that began it: one for each flow, so that several tabs can each finish.
///
/// Its value is the time it was made and 256 random bits; the database keeps a hash of both.
pub(super) struct FlowCookie {
    id: String,
    value: String,
}

impl FlowCookie {
    pub(super) fn new(id: String, now: Moment) -> Self {
        Self { id, value: format!("{}.{}", now.0, random_text()) }
    }

    /// The cookie of flow `id`, if the browser sent it.
    pub(super) fn of(headers: &HeaderMap, url: &PublicUrl, id: &str) -> Option<Self> {
        all(headers, url).into_iter().find(|cookie| cookie.id == id)
    }

    pub(super) fn hash(&self) -> [u8; 32] {
        sha256(self.value.as_bytes())
    }

    /// The header that sets it.
    pub(super) fn set(&self, url: &PublicUrl) -> Option<HeaderValue> {
        header(url, &self.id, &self.value, LIFE)
    }

    /// The header that removes the cookie of flow `id`.
    pub(super) fn remove(url: &PublicUrl, id: &str) -> Option<HeaderValue> {
        header(url, id, "", 0)
    }

    /// The ids that must go before one more is set: the oldest first.
    pub(super) fn surplus(headers: &HeaderMap, url: &PublicUrl) -> Vec<String> {
        let mut cookies = all(headers, url);
        cookies.sort_by_key(FlowCookie::made_at);
        let surplus = (cookies.len() + 1).saturating_sub(MOST);
        cookies.into_iter().take(surplus).map(|cookie| cookie.id).collect()
    }

    fn made_at(&self) -> i64 {
        self.value.split('.').next().and_then(|seconds| seconds.parse().ok()).unwrap_or_default()
    }
}

/// Whether the browser brings a flow at all.
pub(crate) fn has_flow_cookie(headers: &HeaderMap, url: &PublicUrl) -> bool {
    !all(headers, url).is_empty()
}

fn prefix(url: &PublicUrl) -> &'static str {
    if url.is_https() { "__Host-flow-" } else { "gatehouse-flow-" }
}

fn all(headers: &HeaderMap, url: &PublicUrl) -> Vec<FlowCookie> {
    cookies::of(headers)
        .filter_map(|cookie| {
            let id = cookie.name().strip_prefix(prefix(url))?.to_owned();
            let is_ours = id.len() == 16 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
            is_ours.then(|| FlowCookie { id, value: cookie.value().to_owned() })
        })
        .take(LOOKED_AT)
        .collect()
}

fn header(url: &PublicUrl, id: &str, value: &str, life: i64) -> Option<HeaderValue> {
    let cookie = Cookie::build((format!("{}{id}", prefix(url)), value))
        .path("/")
        .http_only(true)
        // Not Strict: the answer comes by a navigation from GitHub.
        .same_site(SameSite::Lax)
        .secure(url.is_https())
        .max_age(Duration::seconds(life));
    HeaderValue::from_str(&cookie.to_string()).ok()
}
