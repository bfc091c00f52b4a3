//! Where a request comes from, as far as limits and the list of devices care.

use std::{
    convert::Infallible,
    net::{IpAddr, Ipv6Addr, SocketAddr},
};

use axum::{
    extract::{ConnectInfo, FromRef, FromRequestParts},
    http::{Extensions, HeaderMap, Request, request::Parts},
};

use super::{config::TrustedProxies, state::CoreState};

/// Who is on the other side, as far as limits care: an IPv4 address, or an IPv6 /64, which is what one household has.
pub fn client_network<B>(request: &Request<B>, proxies: &TrustedProxies) -> IpAddr {
    network(client(peer(request.extensions()), request.headers(), proxies))
}

/// As [`client_network`], for a handler.
pub struct ClientNetwork(pub IpAddr);

impl<S: Send + Sync> FromRequestParts<S> for ClientNetwork
where
    CoreState: FromRef<S>,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let state = CoreState::from_ref(state);
        Ok(Self(network(client(peer(&parts.extensions), &parts.headers, &state.config.trusted_proxies))))
    }
}

/// What the list of devices tells of an address: enough to know one's own network again, too coarse to find a home.
pub struct CoarseNetwork(pub String);

impl<S: Send + Sync> FromRequestParts<S> for CoarseNetwork
where
    CoreState: FromRef<S>,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let state = CoreState::from_ref(state);
        Ok(Self(coarse(client(peer(&parts.extensions), &parts.headers, &state.config.trusted_proxies))))
    }
}

fn peer(extensions: &Extensions) -> IpAddr {
    let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip());
    peer.unwrap_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED))
}

fn coarse(address: IpAddr) -> String {
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

/// `X-Forwarded-For` read from the right, only as far as our own proxies wrote it: what stands left of the first
/// stranger was written by that stranger, and may be any bytes.
fn client(peer: IpAddr, headers: &HeaderMap, proxies: &TrustedProxies) -> IpAddr {
    let mut address = peer.to_canonical();
    for entry in forwarded(headers) {
        if !proxies.contains(address) {
            break;
        }
        let Some(next) = read(entry) else { break };
        address = next.to_canonical();
    }
    address
}

/// Whoever connected to us and sends `X-Forwarded-For`, which is not believed.
pub fn untrusted_forwarder<B>(request: &Request<B>, proxies: &TrustedProxies) -> Option<IpAddr> {
    let peer = peer(request.extensions()).to_canonical();
    (request.headers().contains_key("x-forwarded-for") && !proxies.contains(peer)).then_some(peer)
}

/// How far `X-Forwarded-For` got, for the doctor: whoever asks says which address they have forged into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forwarded {
    /// Whoever connected to us is no trusted proxy.
    Untrusted,
    /// A trusted proxy named nobody.
    Nobody,
    /// A trusted proxy passed on what the visitor had written, and added nothing.
    Forged,
    /// A trusted proxy named somebody.
    Visitor,
}

impl Forwarded {
    pub fn of<B>(request: &Request<B>, proxies: &TrustedProxies, forged: Option<IpAddr>) -> Self {
        if !proxies.contains(peer(request.extensions()).to_canonical()) {
            return Self::Untrusted;
        }
        // Whoever connected to us wrote the last entry, or nobody did.
        match forwarded(request.headers()).next().and_then(read) {
            None => Self::Nobody,
            last if last == forged => Self::Forged,
            Some(_) => Self::Visitor,
        }
    }
}

/// The entries, the last one first, over all headers of that name.
fn forwarded(headers: &HeaderMap) -> impl Iterator<Item = &[u8]> {
    let headers = headers.get_all("x-forwarded-for").into_iter().rev();
    headers.flat_map(|header| header.as_bytes().rsplit(|byte| *byte == b',')).map(<[u8]>::trim_ascii)
}

/// Some proxies write the port, too, and brackets around an IPv6 address.
fn read(entry: &[u8]) -> Option<IpAddr> {
    let entry = std::str::from_utf8(entry).ok()?;
    let bare = entry.strip_prefix('[').and_then(|entry| entry.strip_suffix(']')).unwrap_or(entry);
    bare.parse().ok().or_else(|| entry.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use axum::http::{HeaderMap, HeaderValue};
    use rstest::rstest;

    use super::{client, coarse, network};
    use crate::config::{Config, Source, TEST_KEY};

    fn address(text: &str) -> IpAddr {
        text.parse().expect("an address")
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
    fn only_our_proxies_are_believed(#[case] peer: &str, #[case] forwarded: &[u8], #[case] expected: &str) {
        let source = Source::from([("TRUSTED_PROXIES", "10.0.0.0/8"), ("SESSION_KEYS", TEST_KEY)]);
        let proxies = Config::load(&source).expect("good").trusted_proxies;
        let mut headers = HeaderMap::new();
        for value in forwarded.split(|byte| *byte == b'\n') {
            headers.append("x-forwarded-for", HeaderValue::from_bytes(value).expect("a header may hold these"));
        }
        assert_eq!(client(address(peer), &headers, &proxies), address(expected));
    }

    #[test]
    fn a_network_is_told_coarsely() {
        assert_eq!(coarse(address("203.0.113.9")), "203.0.113.0/24");
        assert_eq!(coarse(address("2001:db8:1:2::3")), "2001:db8:1::/48");
    }

    #[test]
    fn a_household_is_one_client() {
        assert_eq!(network(address("2001:db8:1:2:aaaa::1")), network(address("2001:db8:1:2:bbbb::2")));
        assert_ne!(network(address("2001:db8:1:2::1")), network(address("2001:db8:1:3::1")));
    }
}
