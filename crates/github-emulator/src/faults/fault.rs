use std::collections::BTreeMap;

use axum::http::Method;
use serde::Deserialize;
use serde_json::Value;

use super::kind::FaultKind;
use super::patch::Patch;

/// A rule: which requests go wrong, how, and how often.
///
/// Without [`on`](Fault::on) it strikes every request but those to `/_control`; without [`times`](Fault::times) it stays
/// until cleared.
#[derive(Clone, Debug, Deserialize)]
pub struct Fault {
    pub(super) method: Option<String>,
    #[serde(default = "everywhere")]
    pub(super) path: String,
    pub(super) times: Option<u32>,
    #[serde(flatten)]
    pub(super) kind: FaultKind,
}

fn everywhere() -> String {
    "*".to_owned()
}

impl From<FaultKind> for Fault {
    fn from(kind: FaultKind) -> Self {
        Self { method: None, path: everywhere(), times: None, kind }
    }
}

impl Fault {
    #[must_use]
    pub fn status(status: u16, message: impl Into<String>) -> Self {
        let message = message.into();
        FaultKind::Status { status, message }.into()
    }

    #[must_use]
    pub fn html(status: u16) -> Self {
        FaultKind::Html { status }.into()
    }

    /// `reset_in` counts seconds.
    #[must_use]
    pub fn rate_limited(reset_in: u64) -> Self {
        FaultKind::RateLimited { reset_in }.into()
    }

    /// `retry_after` counts seconds.
    #[must_use]
    pub fn secondary_limit(retry_after: u64) -> Self {
        FaultKind::SecondaryLimit { retry_after }.into()
    }

    #[must_use]
    pub fn sso() -> Self {
        FaultKind::Sso { url: None }.into()
    }

    /// With the page to pass the sign-on at.
    #[must_use]
    pub fn sso_at(url: impl Into<String>) -> Self {
        let url = Some(url.into());
        FaultKind::Sso { url }.into()
    }

    /// A secondary limit without a time, with this status.
    #[must_use]
    pub fn slow_down(status: u16) -> Self {
        FaultKind::SlowDown { status }.into()
    }

    /// The normal answer, and a header.
    #[must_use]
    pub fn header(name: impl Into<String>, value: impl Into<String>) -> Self {
        let headers = BTreeMap::from([(name.into(), value.into())]);
        Self::patched(Patch { headers, ..Patch::default() })
    }

    /// The normal answer, and this merged into its JSON (RFC 7396).
    #[must_use]
    pub fn patch(json: Value) -> Self {
        Self::patched(Patch { json, ..Patch::default() })
    }

    /// The normal answer, and this value at this place of its JSON (RFC 6901), in a list too.
    #[must_use]
    pub fn patch_at(place: impl Into<String>, value: Value) -> Self {
        let at = BTreeMap::from([(place.into(), value)]);
        Self::patched(Patch { at, ..Patch::default() })
    }

    /// The normal answer, changed in more than one way.
    #[must_use]
    pub fn patched(patch: Patch) -> Self {
        FaultKind::Patch(patch).into()
    }

    /// A GraphQL answer without `node`, whose names and places are parted by dots.
    #[must_use]
    pub fn closed(node: impl Into<String>) -> Self {
        let node = node.into();
        FaultKind::Closed { node }.into()
    }

    #[must_use]
    pub fn oauth_error(error: impl Into<String>) -> Self {
        let error = error.into();
        FaultKind::OauthError { error }.into()
    }

    #[must_use]
    pub fn delay(millis: u64) -> Self {
        FaultKind::Delay { millis }.into()
    }

    #[must_use]
    pub fn hang() -> Self {
        FaultKind::Hang.into()
    }

    #[must_use]
    pub fn lost_answer() -> Self {
        FaultKind::LostAnswer.into()
    }

    #[must_use]
    pub fn garbage() -> Self {
        FaultKind::Garbage.into()
    }

    #[must_use]
    pub fn huge(bytes: u64) -> Self {
        FaultKind::Huge { bytes }.into()
    }

    #[must_use]
    pub fn redirect(to: impl Into<String>) -> Self {
        FaultKind::Redirect { to: to.into() }.into()
    }

    #[must_use]
    pub fn unauthorized() -> Self {
        FaultKind::Unauthorized.into()
    }

    /// Only requests of this method and path: the exact path as it is sent, or a beginning that ends in `*`.
    #[must_use]
    pub fn on(mut self, method: &str, path: &str) -> Self {
        self.method = Some(method.to_owned());
        path.clone_into(&mut self.path);
        self
    }

    /// Only requests to this path, whatever the method.
    #[must_use]
    pub fn on_path(mut self, path: &str) -> Self {
        path.clone_into(&mut self.path);
        self
    }

    /// Only the next `times` of them.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    pub(super) fn fits(&self, method: &Method, path: &str) -> bool {
        let fresh = self.times != Some(0);
        let same_method = self.method.as_ref().is_none_or(|known| method.as_str().eq_ignore_ascii_case(known));
        let same_path = match self.path.strip_suffix('*') {
            Some(prefix) => path.starts_with(prefix),
            None => self.path == path,
        };
        fresh && same_method && same_path
    }
}
