use std::net::IpAddr;

use ipnet::IpNet;

use super::{Problem, Source};

/// The networks whose `X-Forwarded-For` is believed.
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies(Vec<IpNet>);

impl TrustedProxies {
    pub(super) fn load(source: &Source) -> Result<Self, Problem> {
        let text = source.get("TRUSTED_PROXIES")?.unwrap_or_default();
        let entries = text.split(',').map(str::trim).filter(|entry| !entry.is_empty());
        let read = entries.map(|entry| entry.parse().or_else(|_| entry.parse::<IpAddr>().map(IpNet::from)));
        read.collect::<Result<_, _>>().map(Self).map_err(|_| {
            Problem::new("TRUSTED_PROXIES", "must be networks or addresses, such as 10.0.0.0/8,127.0.0.1, with commas")
        })
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
