use std::net::IpAddr;

use ipnet::IpNet;

use super::{Problem, PublicUrl, Source};

/// The networks whose `X-Forwarded-For` is believed.
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies(Vec<IpNet>);

/// That nobody's is, on purpose.
const NOBODY: &str = "none";

impl TrustedProxies {
    /// https ends before us, so there is a proxy, and unless it is named all visitors look like one.
    pub(super) fn load(source: &Source, public_url: &PublicUrl) -> Result<Self, Problem> {
        let wrong = |sentence: &str| Problem::new("TRUSTED_PROXIES", sentence);
        let text = match source.get("TRUSTED_PROXIES")? {
            None if public_url.is_https() => {
                return Err(wrong(
                    "is missing, and with https all visitors would share one limit on sign-ins; name the proxy before Gatehouse, such as 127.0.0.1, or write none if that is meant",
                ));
            }
            None => return Ok(Self::default()),
            Some(text) if text == NOBODY => return Ok(Self::default()),
            Some(text) => text,
        };
        let entries = text.split(',').map(str::trim).filter(|entry| !entry.is_empty());
        let read = entries.map(|entry| entry.parse().or_else(|_| entry.parse::<IpAddr>().map(IpNet::from)));
        let networks: Vec<IpNet> = read
            .collect::<Result<_, _>>()
            .map_err(|_| wrong("must be networks or addresses, such as 10.0.0.0/8,127.0.0.1, with commas, or none"))?;
        if networks.is_empty() { Err(wrong("names nobody; write none if that is meant")) } else { Ok(Self(networks)) }
    }

    /// Whether nobody is believed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether `address` is one of ours.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }
}
