use axum::http::{HeaderMap, HeaderValue};
use gatehouse_model::Timestamp;

use crate::{
    config::PublicUrl,
    cookies,
    crypto::{random_secret, sha256},
};

/// The cookie outlives its flow, in seconds, so that the server can say that the flow was too old.
const LIFE: i64 = 3_600;

/// Sign-ins one browser may have under way.
const MOST: usize = 5;

/// The cookie that ties a flow to the browser that began it: one for each flow, so that several tabs can each finish.
///
/// Its value is the time it was made and 256 random bits; the database keeps a hash of both.
#[derive(Clone)]
pub(super) struct FlowCookie {
    id: String,
    value: String,
}

impl FlowCookie {
    /// More than we ever set were made up; each would cost a look, and a row's deletion.
    pub(super) const LOOKED_AT: usize = 12;

    pub(super) fn new(id: String, now: Timestamp) -> Self {
        Self { id, value: format!("{}.{}", now.0, random_secret()) }
    }

    /// The cookies of flow `id` that the browser sent. One is ours at most: a browser may hold others of its name for
    /// other paths.
    pub(super) fn of(headers: &HeaderMap, url: &PublicUrl, id: &str) -> Vec<Self> {
        Self::all(headers, url).into_iter().filter(|cookie| cookie.id == id).collect()
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    pub(super) fn hash(&self) -> [u8; 32] {
        sha256(self.value.as_bytes())
    }

    /// The header that sets it.
    pub(super) fn set(&self, url: &PublicUrl) -> Option<HeaderValue> {
        cookies::set(url, &name(&self.id), &self.value, LIFE)
    }

    /// The header that keeps it for as long as a limit of GitHub's may last, and a while more.
    pub(super) fn keep(&self, url: &PublicUrl) -> Option<HeaderValue> {
        cookies::set(url, &name(&self.id), &self.value, 2 * LIFE)
    }

    /// The header that removes the cookie of flow `id`.
    pub(super) fn remove(url: &PublicUrl, id: &str) -> Option<HeaderValue> {
        cookies::remove(url, &name(id))
    }

    /// Those that must go before one more is set: the oldest first.
    pub(super) fn surplus(headers: &HeaderMap, url: &PublicUrl) -> Vec<Self> {
        let mut cookies = Self::all(headers, url);
        cookies.sort_by_key(FlowCookie::made_at);
        let surplus = (cookies.len() + 1).saturating_sub(MOST);
        cookies.truncate(surplus);
        cookies
    }

    /// Every flow's cookie that the browser sent.
    pub(super) fn all(headers: &HeaderMap, url: &PublicUrl) -> Vec<Self> {
        let prefix = url.cookie(&name(""));
        cookies::pairs(headers)
            .filter_map(|(name, value)| {
                let id = std::str::from_utf8(name.strip_prefix(prefix.as_bytes())?).ok()?.to_owned();
                let is_ours = id.len() == 16 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
                let value = std::str::from_utf8(value).ok().filter(|_| is_ours)?.to_owned();
                Some(Self { id, value })
            })
            .take(Self::LOOKED_AT)
            .collect()
    }

    fn made_at(&self) -> i64 {
        self.value.split('.').next().and_then(|seconds| seconds.parse().ok()).unwrap_or_default()
    }
}

fn name(id: &str) -> String {
    format!("flow-{id}")
}
