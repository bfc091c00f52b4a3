use std::fmt;

use http::Uri;
use hyper_util::client::proxy::matcher::Matcher;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::{Problem, Source};

/// The way out to GitHub: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, in capitals or small letters, as curl and
/// most programs read them. They hold for everything that is asked of GitHub.
#[derive(Clone, Default)]
pub struct OutboundProxies {
    /// May hold a name and a password.
    https: Option<SecretString>,
    http: Option<SecretString>,
    /// Hosts, domains and networks that are asked directly, with commas between them.
    except: Option<String>,
}

/// The way to one address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// No proxy is named for such addresses.
    Direct,
    /// One is, and `NO_PROXY` names the address.
    Excepted,
    /// By the proxy at this address, which is without name and password.
    Proxy(String),
}

impl OutboundProxies {
    /// Reads the four variables.
    ///
    /// # Errors
    ///
    /// When one is not the address of an HTTP proxy.
    pub fn load(source: &Source) -> Result<Self, Problem> {
        let all = proxy(source, "ALL_PROXY", "all_proxy")?;
        Ok(Self {
            https: proxy(source, "HTTPS_PROXY", "https_proxy")?.or_else(|| all.clone()),
            http: proxy(source, "HTTP_PROXY", "http_proxy")?.or(all),
            except: either(source, "NO_PROXY", "no_proxy")?.map(|(_, list)| list),
        })
    }

    /// The proxy for `https` addresses.
    #[must_use]
    pub fn https(&self) -> Option<&str> {
        self.https.as_ref().map(ExposeSecret::expose_secret)
    }

    /// The proxy for `http` addresses.
    #[must_use]
    pub fn http(&self) -> Option<&str> {
        self.http.as_ref().map(ExposeSecret::expose_secret)
    }

    /// What is asked directly, as `NO_PROXY` lists it.
    #[must_use]
    pub fn except(&self) -> Option<&str> {
        self.except.as_deref()
    }

    /// How `address` is reached: by the same rules as reqwest's, which are hyper-util's.
    #[must_use]
    pub fn way(&self, address: &str) -> Way {
        let named = if address.starts_with("https:") { self.https() } else { self.http() };
        let (Some(named), Ok(address)) = (named, address.parse::<Uri>()) else { return Way::Direct };
        let rules = Matcher::builder().all(named).no(self.except().unwrap_or_default()).build();
        match rules.intercept(&address) {
            Some(proxy) => {
                let (uri, authority) =
                    (proxy.uri(), proxy.uri().authority().map_or("", |authority| authority.as_str()));
                let host = authority.rsplit('@').next().unwrap_or(authority);
                Way::Proxy(format!("{}://{host}", uri.scheme_str().unwrap_or("http")))
            }
            None => Way::Excepted,
        }
    }
}

/// Without what may be a password.
impl fmt::Debug for OutboundProxies {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (https, http) = (self.https.is_some(), self.http.is_some());
        out.debug_struct("OutboundProxies")
            .field("https", &https)
            .field("http", &http)
            .field("except", &self.except)
            .finish()
    }
}

fn proxy(source: &Source, upper: &'static str, lower: &'static str) -> Result<Option<SecretString>, Problem> {
    let Some((variable, text)) = either(source, upper, lower)? else { return Ok(None) };
    let address = if text.contains("://") { text } else { format!("http://{text}") };
    let known = Url::parse(&address).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    if !known {
        return Err(Problem::new(variable, "must be the address of an HTTP proxy, like http://proxy.example:3128"));
    }
    Ok(Some(SecretString::from(address)))
}

fn either(
    source: &Source,
    upper: &'static str,
    lower: &'static str,
) -> Result<Option<(&'static str, String)>, Problem> {
    let upper_value = source.get(upper)?.map(|value| (upper, value));
    Ok(if upper_value.is_some() { upper_value } else { source.get(lower)?.map(|value| (lower, value)) })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::{OutboundProxies, Source, Way};

    #[rstest]
    #[case("https://github.com", "", Way::Proxy("http://proxy.example:3128".to_owned()))]
    #[case("https://api.github.com", "localhost,.internal", Way::Proxy("http://proxy.example:3128".to_owned()))]
    #[case("https://git.internal/api/v3", "localhost,.internal", Way::Excepted)]
    #[case("https://10.1.2.3", "10.0.0.0/8", Way::Excepted)]
    #[case("https://github.com", "*", Way::Excepted)]
    #[case("http://localhost:4010", "", Way::Direct)]
    fn the_way_is_told_without_the_password(#[case] address: &str, #[case] except: &str, #[case] way: Way) {
        let source = Source::from([("HTTPS_PROXY", "http://name:canary@proxy.example:3128"), ("NO_PROXY", except)]);
        assert_eq!(OutboundProxies::load(&source).expect("good ones").way(address), way);
    }

    #[test]
    fn the_usual_variables_are_read() {
        let read = |source: Source| OutboundProxies::load(&source);
        let proxies = read(Source::from([
            ("https_proxy", "proxy.example:3128"),
            ("ALL_PROXY", "http://name:canary@all.example"),
            ("NO_PROXY", "localhost,.internal"),
        ]))
        .expect("good ones");
        assert_eq!(proxies.https(), Some("http://proxy.example:3128"));
        assert_eq!(proxies.http(), Some("http://name:canary@all.example"));
        assert_eq!(proxies.except(), Some("localhost,.internal"));
        assert!(!format!("{proxies:?}").contains("canary"));
        assert!(read(Source::default()).is_ok_and(|none| none.https().is_none() && none.http().is_none()));
        let error = read(Source::from([("HTTPS_PROXY", "socks5://proxy.example")])).expect_err("no HTTP proxy");
        assert!(error.to_string().contains("HTTPS_PROXY"), "{error}");
    }
}
