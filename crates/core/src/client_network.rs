//! Which network a request comes from, for rate limits and the list of devices.
//!
//! `X-Forwarded-For` only counts as far as `TRUSTED_PROXIES` vouch for it.

use std::{
    collections::BTreeSet,
    net::{IpAddr, Ipv6Addr, SocketAddr},
    sync::{Mutex, PoisonError},
};

use axum::{
    extract::ConnectInfo,
    http::{Extensions, HeaderMap, Request},
};

use super::config::TrustedProxies;

const X_FORWARDED_FOR: &str = "x-forwarded-for";

/// The client's address as the trusted proxies report it. The head of `X-Forwarded-For` was written by the client and
/// may hold any bytes, so the header is read from the right and only as far as our own proxies wrote it.
#[must_use]
pub fn client_address(extensions: &Extensions, headers: &HeaderMap, proxies: &TrustedProxies) -> IpAddr {
    let mut address = peer(extensions);
    for entry in forwarded_entries(headers) {
        if !proxies.contains(address) {
            break;
        }
        let Some(next) = parse_entry(entry) else { break };
        address = next.to_canonical();
    }
    address
}

/// The unit that rate limits count: an IPv4 address, or an IPv6 /64, since that is what one household gets.
#[must_use]
pub fn rate_limit_network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

/// The network shown in the list of devices: precise enough to recognise one's own, too coarse to locate a home.
#[must_use]
pub fn coarse_network(address: IpAddr) -> String {
    match address {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        IpAddr::V6(v6) => {
            let [a, b, c, ..] = v6.segments();
            format!("{}/48", Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0))
        }
    }
}

/// How a probe's `X-Forwarded-For` reached us. The doctor sends probes with a forged address in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forwarding {
    /// The peer is not a trusted proxy.
    UntrustedPeer,
    /// A trusted proxy sent no address.
    Missing,
    /// A trusted proxy passed on the client's own header unchanged.
    Forged,
    /// A trusted proxy sent the client's address.
    Client,
}

impl Forwarding {
    pub fn detect<B>(request: &Request<B>, proxies: &TrustedProxies, forged: Option<IpAddr>) -> Self {
        if !proxies.contains(peer(request.extensions())) {
            return Self::UntrustedPeer;
        }
        // A proxy that adds an entry adds it at the end.
        match forwarded_entries(request.headers()).next().and_then(parse_entry) {
            None => Self::Missing,
            last if last == forged => Self::Forged,
            Some(_) => Self::Client,
        }
    }

    /// The name in the answer to a probe.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::UntrustedPeer => "untrusted",
            Self::Missing => "nobody",
            Self::Forged => "forged",
            Self::Client => "visitor",
        }
    }
}

/// The peer, if it sends `X-Forwarded-For` without being trusted.
pub fn untrusted_forwarder<B>(request: &Request<B>, proxies: &TrustedProxies) -> Option<IpAddr> {
    let peer = peer(request.extensions());
    (request.headers().contains_key(X_FORWARDED_FOR) && !proxies.contains(peer)).then_some(peer)
}

/// Logs peers that send `X-Forwarded-For` but are not in `TRUSTED_PROXIES`. Behind such a proxy all visitors share one
/// rate limit, and nothing else would tell the operator.
#[derive(Default)]
pub struct UntrustedProxies(Mutex<BTreeSet<IpAddr>>);

impl UntrustedProxies {
    /// Any client can send the header, so the log names only this many addresses.
    const MAX_LOGGED: usize = 8;

    /// Logs the peer of `request` if it is an untrusted forwarder, once for each address.
    pub fn check<B>(&self, request: &Request<B>, proxies: &TrustedProxies) {
        let Some(peer) = untrusted_forwarder(request, proxies) else { return };
        let mut logged = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if logged.len() < Self::MAX_LOGGED && logged.insert(peer) {
            tracing::warn!(
                %peer,
                "X-Forwarded-For is not trusted: if this is your proxy, add it to TRUSTED_PROXIES, or all visitors share one limit on sign-ins"
            );
        }
    }
}

/// The other end of the connection.
fn peer(extensions: &Extensions) -> IpAddr {
    let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip().to_canonical());
    peer.unwrap_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED))
}

/// The entries of all `X-Forwarded-For` headers, last one first.
fn forwarded_entries(headers: &HeaderMap) -> impl Iterator<Item = &[u8]> {
    let headers = headers.get_all(X_FORWARDED_FOR).into_iter().rev();
    headers.flat_map(|header| header.as_bytes().rsplit(|byte| *byte == b',')).map(<[u8]>::trim_ascii)
}

/// Some proxies append a port or put brackets around IPv6 addresses.
fn parse_entry(entry: &[u8]) -> Option<IpAddr> {
    let entry = std::str::from_utf8(entry).ok()?;
    let bare = entry.strip_prefix('[').and_then(|entry| entry.strip_suffix(']')).unwrap_or(entry);
    bare.parse().ok().or_else(|| entry.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, SocketAddr};

    use axum::{
        extract::ConnectInfo,
        http::{Extensions, HeaderMap, HeaderValue, Request},
    };
    use rstest::rstest;

    use super::{UntrustedProxies, client_address, coarse_network, rate_limit_network};
    use crate::config::{Config, Source, TEST_KEY, TrustedProxies};

    fn address(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    fn connected_from(peer: &str) -> Extensions {
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(SocketAddr::from((address(peer), 4711))));
        extensions
    }

    #[rstest]
    #[case::stranger_claims("203.0.113.9", b"198.51.100.1", "203.0.113.9")]
    #[case::our_proxy("10.0.0.1", b"198.51.100.1", "198.51.100.1")]
    #[case::two_proxies("10.0.0.1", b"198.51.100.1, 10.0.0.2", "198.51.100.1")]
    #[case::two_headers("10.0.0.1", b"198.51.100.1\n10.0.0.2", "198.51.100.1")]
    #[case::forged_head("10.0.0.1", b"1.2.3.4, 198.51.100.1", "198.51.100.1")]
    #[case::forged_bytes("10.0.0.1", b"\xff, 198.51.100.99", "198.51.100.99")]
    #[case::a_header_of_bytes("10.0.0.1", b"\xff\xfe\n198.51.100.99", "198.51.100.99")]
    #[case::with_port("10.0.0.1", b"198.51.100.1:4711", "198.51.100.1")]
    #[case::in_brackets("10.0.0.1", b"[2001:db8::1]", "2001:db8::1")]
    #[case::in_brackets_with_port("10.0.0.1", b"[2001:db8::1]:4711", "2001:db8::1")]
    #[case::nonsense("10.0.0.1", b"unknown", "10.0.0.1")]
    #[case::nonsense_at_our_end("10.0.0.1", b"198.51.100.1, \xff", "10.0.0.1")]
    fn only_our_proxies_are_trusted(#[case] peer: &str, #[case] forwarded: &[u8], #[case] expected: &str) {
        let source = Source::from([("TRUSTED_PROXIES", "10.0.0.0/8"), ("SESSION_KEYS", TEST_KEY)]);
        let proxies = Config::load(&source).expect("good").trusted_proxies;
        let mut headers = HeaderMap::new();
        for value in forwarded.split(|byte| *byte == b'\n') {
            headers.append("x-forwarded-for", HeaderValue::from_bytes(value).expect("a header may hold these"));
        }
        assert_eq!(client_address(&connected_from(peer), &headers, &proxies), address(expected));
    }

    #[test]
    fn the_list_of_devices_shows_a_coarse_network() {
        assert_eq!(coarse_network(address("203.0.113.9")), "203.0.113.0/24");
        assert_eq!(coarse_network(address("2001:db8:1:2::3")), "2001:db8:1::/48");
    }

    #[test]
    fn a_household_is_one_client() {
        let network = |text| rate_limit_network(address(text));
        assert_eq!(network("2001:db8:1:2:aaaa::1"), network("2001:db8:1:2:bbbb::2"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
    }

    fn logged(proxies: &UntrustedProxies, peer: &str, header: &'static str) -> usize {
        let mut request = Request::builder().header(header, "203.0.113.1").body(()).expect("a request");
        *request.extensions_mut() = connected_from(peer);
        proxies.check(&request, &TrustedProxies::default());
        proxies.0.lock().expect("nobody panicked").len()
    }

    #[test]
    fn each_untrusted_proxy_is_logged_once_and_only_so_many() {
        let proxies = UntrustedProxies::default();
        assert_eq!(logged(&proxies, "10.0.0.1", "x-other"), 0);
        for _ in 0..3 {
            assert_eq!(logged(&proxies, "10.0.0.1", "x-forwarded-for"), 1);
        }
        for last in 2..=20 {
            logged(&proxies, &format!("10.0.0.{last}"), "x-forwarded-for");
        }
        assert_eq!(logged(&proxies, "10.0.1.1", "x-forwarded-for"), UntrustedProxies::MAX_LOGGED);
    }
}
