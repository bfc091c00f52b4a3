use axum::http::{HeaderMap, HeaderValue};

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

    /// The cookies of flow `id` that the browser sent. One is ours at most: a browser may hold others of its name for
    /// other paths.
    pub(super) fn of(headers: &HeaderMap, url: &PublicUrl, id: &str) -> Vec<Self> {
        all(headers, url).into_iter().filter(|cookie| cookie.id == id).collect()
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

    /// The header that removes the cookie of flow `id`.
    pub(super) fn remove(url: &PublicUrl, id: &str) -> Option<HeaderValue> {
        cookies::remove(url, &name(id))
    }

    /// Those that must go before one more is set: the oldest first.
    pub(super) fn surplus(headers: &HeaderMap, url: &PublicUrl) -> Vec<Self> {
        let mut cookies = all(headers, url);
        cookies.sort_by_key(FlowCookie::made_at);
        let surplus = (cookies.len() + 1).saturating_sub(MOST);
        cookies.truncate(surplus);
        cookies
    }

    fn made_at(&self) -> i64 {
        self.value.split('.').next().and_then(|seconds| seconds.parse().ok()).unwrap_or_default()
    }
}

/// Whether the browser brings a flow at all.
pub(crate) fn has_flow_cookie(headers: &HeaderMap, url: &PublicUrl) -> bool {
    !all(headers, url).is_empty()
}

fn name(id: &str) -> String {
    format!("flow-{id}")
}

fn all(headers: &HeaderMap, url: &PublicUrl) -> Vec<FlowCookie> {
    let prefix = url.cookie(&name(""));
    cookies::pairs(headers)
        .filter_map(|(name, value)| {
            let id = std::str::from_utf8(name.strip_prefix(prefix.as_bytes())?).ok()?.to_owned();
            let is_ours = id.len() == 16 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
            let value = std::str::from_utf8(value).ok().filter(|_| is_ours)?.to_owned();
            Some(FlowCookie { id, value })
        })
        .take(LOOKED_AT)
        .collect()
}
