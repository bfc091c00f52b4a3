use std::{
    collections::BTreeSet,
    net::IpAddr,
    sync::{Mutex, PoisonError},
};

use axum::http::Request;

use super::{client_network, config::TrustedProxies};

/// Any visitor may write the header: so many addresses are named, and no more.
const MOST: usize = 8;

/// Who sent `X-Forwarded-For` and is not in `TRUSTED_PROXIES`. Behind such a proxy all visitors look like one and share one
/// limit, and nothing else would tell whoever runs the site.
#[derive(Default)]
pub struct UntrustedProxies(Mutex<BTreeSet<IpAddr>>);

impl UntrustedProxies {
    /// Names whoever sent `request` in the log, once, if they send `X-Forwarded-For` in vain.
    pub fn notice<B>(&self, request: &Request<B>, proxies: &TrustedProxies) {
        let Some(peer) = client_network::untrusted_forwarder(request, proxies) else { return };
        let mut named = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if named.len() < MOST && named.insert(peer) {
            tracing::warn!(
                %peer,
                "X-Forwarded-For is not believed: if this is your proxy, name it in TRUSTED_PROXIES, or all visitors share one limit on sign-ins"
            );
        }
    }
}
