use super::{Problem, Source};

/// `HSTS`: what browsers are told about https (RFC 6797). They remember it for two years, whatever is sent later, so more
/// than our own host is asked for by name. `preload` is never sent: a list in browsers' own code can't be left within
/// months.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hsts {
    /// Nothing is sent.
    Off,
    /// Our own host.
    #[default]
    Host,
    /// And every host below it.
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

    /// The header's value. Two years; ASVS 3.4.1 asks for one at least.
    #[must_use]
    pub fn header(self) -> Option<&'static str> {
        match self {
            Self::Off => None,
            Self::Host => Some("max-age=63072000"),
            Self::Subdomains => Some("max-age=63072000; includeSubDomains"),
        }
    }
}
