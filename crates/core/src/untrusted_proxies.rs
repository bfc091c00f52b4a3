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

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, SocketAddr};

    use axum::{extract::ConnectInfo, http::Request};

    use super::{MOST, UntrustedProxies};
    use crate::config::TrustedProxies;

    fn named(proxies: &UntrustedProxies, peer: &str, header: &'static str) -> usize {
        let peer: IpAddr = peer.parse().expect("an address");
        let mut request = Request::builder().header(header, "203.0.113.1").body(()).expect("a request");
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from((peer, 4711))));
        proxies.notice(&request, &TrustedProxies::default());
        proxies.0.lock().expect("nobody panicked").len()
    }

    #[test]
    fn each_is_named_once_and_not_everybody_who_writes_the_header() {
        let proxies = UntrustedProxies::default();
        assert_eq!(named(&proxies, "10.0.0.1", "x-other"), 0);
        for _ in 0..3 {
            assert_eq!(named(&proxies, "10.0.0.1", "x-forwarded-for"), 1);
        }
        for last in 2..=20 {
            named(&proxies, &format!("10.0.0.{last}"), "x-forwarded-for");
        }
        assert_eq!(named(&proxies, "10.0.1.1", "x-forwarded-for"), MOST);
    }
}
