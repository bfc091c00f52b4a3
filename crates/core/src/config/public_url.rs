use std::net::IpAddr;

use ipnet::IpNet;
use url::{Host, Url};

use super::{Problem, Source};

/// The application's public origin. Never taken from a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    origin: String,
    authority: String,
    https: bool,
}

impl Default for PublicUrl {
    fn default() -> Self {
        Self { origin: "http://127.0.0.1:3000".to_owned(), authority: "127.0.0.1:3000".to_owned(), https: false }
    }
}

impl PublicUrl {
    pub(super) fn load(source: &Source) -> Result<Self, Problem> {
        source.get("PUBLIC_URL")?.map_or_else(|| Ok(Self::default()), |text| Self::parse(&text))
    }

    /// Parses an origin: `https` anywhere, `http` on loopback only.
    ///
    /// # Errors
    ///
    /// Says which part is wrong.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let wrong = |sentence: &str| Problem::new("PUBLIC_URL", sentence);
        let url = Url::parse(text).map_err(|_| wrong("is not a URL; write it like https://gatehouse.example"))?;
        let https = match url.scheme() {
            "https" => true,
            "http" => false,
            _ => return Err(wrong("must begin with https:// (or http:// on loopback)")),
        };
        let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        if !bare || !url.username().is_empty() || url.password().is_some() {
            return Err(wrong("must be an origin only: no path, no query, no user name"));
        }
        if !https && !is_loopback(&url) {
            return Err(wrong("uses http on a public address, where session cookies can be intercepted; use https"));
        }
        let origin = url.origin().ascii_serialization();
        let authority = origin.split_once("://").map_or_else(String::new, |(_, rest)| rest.to_owned());
        Ok(Self { origin, authority, https })
    }

    /// For example `https://gatehouse.example`, without a trailing slash.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The expected `Host` header.
    #[must_use]
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// Whether a request's `Host` means us: our name, with our port, the scheme's default port or none.
    #[must_use]
    pub fn matches_host(&self, host: &str) -> bool {
        let default_port = if self.https { ":443" } else { ":80" };
        let (name, port) = split_port(host);
        let (our_name, our_port) = split_port(&self.authority);
        name.eq_ignore_ascii_case(our_name) && (port == our_port || port.is_empty() || port == default_port)
    }

    /// Whether production rules apply: `Secure` and `__Host-` cookies, HSTS, configured keys.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.https
    }

    /// Where GitHub sends people back to. Register exactly this URL there.
    #[must_use]
    pub fn callback(&self) -> String {
        format!("{}/auth/github/callback", self.origin)
    }
}

/// Splits a `Host` into the name and the port, which keeps its colon. An IPv6 address is in brackets.
fn split_port(host: &str) -> (&str, &str) {
    let port = host.rfind(':').filter(|colon| !host[*colon..].contains(']'));
    host.split_at(port.unwrap_or(host.len()))
}

/// 127.0.0.0/8, `[::1]` and `localhost`.
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

/// `HSTS`: the Strict-Transport-Security policy (RFC 6797). Browsers remember it for two years whatever is sent later,
/// so covering more than our own host is opt-in. `preload` is never sent, since leaving the browsers' built-in list
/// takes months.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hsts {
    /// No header.
    Off,
    /// Our own host only.
    #[default]
    Host,
    /// Our host and its subdomains.
    Subdomains,
}

impl Hsts {
    pub(super) fn load(source: &Source) -> Result<Self, Problem> {
        match source.get("HSTS")?.as_deref() {
            None => Ok(Self::default()),
            Some("off") => Ok(Self::Off),
            Some("host") => Ok(Self::Host),
            Some("subdomains") => Ok(Self::Subdomains),
            Some(_) => Err(Problem::new("HSTS", "must be off, host or subdomains")),
        }
    }

    /// The header's value. Two years; ASVS 3.4.1 requires at least one.
    #[must_use]
    pub fn header(self) -> Option<&'static str> {
        match self {
            Self::Off => None,
            Self::Host => Some("max-age=63072000"),
            Self::Subdomains => Some("max-age=63072000; includeSubDomains"),
        }
    }
}

/// The networks whose `X-Forwarded-For` is trusted.
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies(Vec<IpNet>);

/// Explicitly trusts nobody.
const NOBODY: &str = "none";

impl TrustedProxies {
    /// Required with https: a proxy terminates TLS, and unless it is trusted all visitors look like one.
    pub(super) fn load(source: &Source, public_url: &PublicUrl) -> Result<Self, Problem> {
        let wrong = |sentence: &str| Problem::new("TRUSTED_PROXIES", sentence);
        let text = match source.get("TRUSTED_PROXIES")? {
            None if public_url.is_https() => {
                return Err(wrong(
                    "is missing, and with https all visitors would share one limit on sign-ins; set it to the proxy in front of Gatehouse, such as 127.0.0.1, or to none",
                ));
            }
            None => return Ok(Self::default()),
            Some(text) if text == NOBODY => return Ok(Self::default()),
            Some(text) => text,
        };
        let entries = text.split(',').map(str::trim).filter(|entry| !entry.is_empty());
        let read = entries.map(|entry| entry.parse().or_else(|_| entry.parse::<IpAddr>().map(IpNet::from)));
        let networks: Vec<IpNet> = read.collect::<Result<_, _>>().map_err(|_| {
            wrong("must be comma-separated networks or addresses, such as 10.0.0.0/8,127.0.0.1, or none")
        })?;
        if networks.is_empty() {
            Err(wrong("is an empty list; set it to none if you trust nobody"))
        } else {
            Ok(Self(networks))
        }
    }

    /// Whether nobody is trusted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether `address` is a trusted proxy.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::PublicUrl;

    #[rstest]
    #[case("https://gatehouse.example:8443", "gatehouse.example:8443", true)]
    #[case("https://gatehouse.example:8443", "gatehouse.example", true)]
    #[case("https://gatehouse.example:8443", "gatehouse.example:443", true)]
    #[case("https://gatehouse.example:8443", "gatehouse.example:3000", false)]
    #[case("https://gatehouse.example", "GATEHOUSE.example:443", true)]
    #[case("https://gatehouse.example", "gatehouse.example:80", false)]
    #[case("https://gatehouse.example", "gatehouse.example.evil.example", false)]
    #[case("http://[::1]:3000", "[::1]", true)]
    #[case("http://[::1]:3000", "[::1]:3000", true)]
    #[case("http://[::1]:3000", "[::2]:3000", false)]
    fn a_host_without_its_port_is_ours(#[case] url: &str, #[case] host: &str, #[case] ours: bool) {
        assert_eq!(PublicUrl::parse(url).expect("good").matches_host(host), ours);
    }
}
