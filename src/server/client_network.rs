//! Where a request comes from, as far as limits and the list of devices care.

use std::{
    convert::Infallible,
    net::{IpAddr, Ipv6Addr, SocketAddr},
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{Extensions, HeaderMap, Request, request::Parts},
};

use super::{config::TrustedProxies, state::AppState};

/// Who is on the other side, as far as limits care: an IPv4 address, or an IPv6 /64, which is what one household has.
pub fn client_network<B>(request: &Request<B>, proxies: &TrustedProxies) -> IpAddr {
    network(client(peer(request.extensions()), request.headers(), proxies))
}

/// What the list of devices tells of an address: enough to know one's own network again, too coarse to find a home.
pub struct CoarseNetwork(pub String);

impl FromRequestParts<AppState> for CoarseNetwork {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
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
/// stranger was written by that stranger.
fn client(peer: IpAddr, headers: &HeaderMap, proxies: &TrustedProxies) -> IpAddr {
    let mut address = peer.to_canonical();
    let headers = headers.get_all("x-forwarded-for").into_iter().filter_map(|header| header.to_str().ok());
    let entries: Vec<&str> = headers.flat_map(|header| header.split(',')).map(str::trim).collect();
    for entry in entries.into_iter().rev() {
        if !proxies.contains(address) {
            break;
        }
        // Some proxies write the port, too.
        let with_port = || entry.parse::<SocketAddr>().map(|address| address.ip());
        let Ok(next) = entry.parse::<IpAddr>().or_else(|_| with_port()) else { break };
        address = next.to_canonical();
    }
    address
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
    use crate::server::config::{Config, Source, TEST_KEY};

    fn address(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[rstest]
    #[case::stranger_claims("203.0.113.9", "198.51.100.1", "203.0.113.9")]
    #[case::our_proxy("10.0.0.1", "198.51.100.1", "198.51.100.1")]
    #[case::two_proxies("10.0.0.1", "198.51.100.1, 10.0.0.2", "198.51.100.1")]
    #[case::forged_head("10.0.0.1", "1.2.3.4, 198.51.100.1", "198.51.100.1")]
    #[case::with_port("10.0.0.1", "198.51.100.1:4711", "198.51.100.1")]
    #[case::nonsense("10.0.0.1", "unknown", "10.0.0.1")]
    fn only_our_proxies_are_believed(#[case] peer: &str, #[case] forwarded: &'static str, #[case] expected: &str) {
        let source = Source::from([("TRUSTED_PROXIES", "10.0.0.0/8"), ("SESSION_KEYS", TEST_KEY)]);
        let proxies = Config::load(&source).expect("good").trusted_proxies;
        let headers =
            HeaderMap::from_iter([("x-forwarded-for".parse().expect("a name"), HeaderValue::from_static(forwarded))]);
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
