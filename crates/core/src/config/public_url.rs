use url::{Host, Url};

use super::{Problem, Source};

/// Where people find this application. Never taken from a request.
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

    /// An origin: `https` anywhere, `http` on loopback only.
    ///
    /// # Errors
    ///
    /// A sentence that says which part is wrong.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let wrong = |sentence: &str| Problem::new("PUBLIC_URL", sentence);
        let url = Url::parse(text).map_err(|_| wrong("is not an address; write it like https://gatehouse.example"))?;
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
            return Err(wrong(
                "uses http on a public address, where session cookies can be read on the way; use https",
            ));
        }
        let origin = url.origin().ascii_serialization();
        let authority = origin.split_once("://").map_or_else(String::new, |(_, rest)| rest.to_owned());
        Ok(Self { origin, authority, https })
    }

    /// `https://gatehouse.example`, without a slash at the end.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// What the `Host` header must say.
    #[must_use]
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// Whether a request with this `Host` asked for us: by our name, with our port, the scheme's own or none.
    #[must_use]
    pub fn is_asked_by(&self, host: &str) -> bool {
        let default_port = if self.https { ":443" } else { ":80" };
        let (name, port) = cut(host);
        let (our_name, our_port) = cut(&self.authority);
        name.eq_ignore_ascii_case(our_name) && (port == our_port || port.is_empty() || port == default_port)
    }

    /// Whether production rules apply: `Secure` and `__Host-` cookies, HSTS, keys of one's own.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.https
    }

    /// Where GitHub sends people back to; register exactly this.
    #[must_use]
    pub fn callback(&self) -> String {
        format!("{}/auth/github/callback", self.origin)
    }
}

/// A `Host` in its name and its port, which begins with a colon. An IPv6 address stands in brackets.
fn cut(host: &str) -> (&str, &str) {
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
    fn a_host_that_lost_its_port_is_ours(#[case] url: &str, #[case] host: &str, #[case] ours: bool) {
        assert_eq!(PublicUrl::parse(url).expect("good").is_asked_by(host), ours);
    }
}
