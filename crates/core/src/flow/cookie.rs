use axum::http::{HeaderMap, HeaderValue};
use gatehouse_model::Timestamp;

use crate::{
    config::PublicUrl,
    cookies,
    crypto::{random_secret, sha256},
    db::flows::MOST_COOKIES,
};

/// In seconds. The cookie outlives its flow, so that the server can say that the flow has expired.
const LIFE: i64 = 3_600;

/// Sign-ins one browser may have under way.
const MOST_PER_BROWSER: usize = 5;

/// The cookie that binds a flow to the browser that began it: one for each flow, so that several tabs can each finish.
///
/// Its value is the time it was made and 256 random bits; the database keeps a hash of both.
#[derive(Clone)]
pub(crate) struct FlowCookie {
    id: String,
    value: String,
}

impl FlowCookie {
    pub(crate) fn new(id: String, now: Timestamp) -> Self {
        Self { id, value: format!("{}.{}", now.0, random_secret()) }
    }

    /// Every flow cookie that the browser sent, up to a limit: a browser that sends more has made them up, and each costs a
    /// query.
    pub(crate) fn all(headers: &HeaderMap, url: &PublicUrl) -> Vec<Self> {
        let prefix = url.cookie(&cookie_name(""));
        cookies::pairs(headers)
            .filter_map(|(name, value)| {
                let id = std::str::from_utf8(name.strip_prefix(prefix.as_bytes())?).ok()?.to_owned();
                let is_ours = id.len() == 16 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
                let value = std::str::from_utf8(value).ok().filter(|_| is_ours)?.to_owned();
                Some(Self { id, value })
            })
            .take(MOST_COOKIES)
            .collect()
    }

    /// The cookies of flow `id`. At most one is ours, but a browser may have others of its name for other paths.
    pub(crate) fn of_flow(headers: &HeaderMap, url: &PublicUrl, id: &str) -> Vec<Self> {
        Self::all(headers, url).into_iter().filter(|cookie| cookie.id == id).collect()
    }

    /// The cookies that must go before another is set: the oldest first.
    pub(crate) fn surplus(headers: &HeaderMap, url: &PublicUrl) -> Vec<Self> {
        let mut cookies = Self::all(headers, url);
        cookies.sort_by_key(FlowCookie::made_at);
        let surplus = (cookies.len() + 1).saturating_sub(MOST_PER_BROWSER);
        cookies.truncate(surplus);
        cookies
    }

    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    pub(crate) fn hash(&self) -> [u8; 32] {
        sha256(self.value.as_bytes())
    }

    /// The header that sets it.
    pub(crate) fn set(&self, url: &PublicUrl) -> Option<HeaderValue> {
        cookies::set(url, &cookie_name(&self.id), &self.value, LIFE)
    }

    /// The header that keeps it for longer than a rate limit of GitHub's may last.
    pub(crate) fn extend(&self, url: &PublicUrl) -> Option<HeaderValue> {
        cookies::set(url, &cookie_name(&self.id), &self.value, 2 * LIFE)
    }

    /// The header that removes it.
    pub(crate) fn remove(&self, url: &PublicUrl) -> Option<HeaderValue> {
        cookies::remove(url, &cookie_name(&self.id))
    }

    fn made_at(&self) -> i64 {
        self.value.split('.').next().and_then(|seconds| seconds.parse().ok()).unwrap_or_default()
    }
}

fn cookie_name(flow_id: &str) -> String {
    format!("flow-{flow_id}")
}
