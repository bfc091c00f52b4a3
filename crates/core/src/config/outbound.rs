//! How requests to GitHub leave: through which proxies, and trusting which certificate authorities.

use std::{env, fmt, path::Path};

use http::Uri;
use hyper_util::client::proxy::matcher::Matcher;
use rustls::{RootCertStore, pki_types::CertificateDer};
use rustls_native_certs::{CertificateResult, load_certs_from_paths};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::{Problem, Source};

/// `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, in upper or lower case, as curl and most programs read
/// them. They apply to every request to GitHub.
#[derive(Clone, Default)]
pub struct OutboundProxies {
    /// May contain a user name and password.
    https: Option<SecretString>,
    http: Option<SecretString>,
    /// Comma-separated hosts, domains and networks to connect to directly.
    except: Option<String>,
}

/// How requests reach an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// No proxy is configured for such addresses.
    Direct,
    /// A proxy is configured, but `NO_PROXY` lists the address.
    Excepted,
    /// Through the proxy at this address, which is stripped of user name and password.
    Proxy(String),
}

impl OutboundProxies {
    /// # Errors
    ///
    /// If a value is not the address of an HTTP proxy.
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

    /// The value of `NO_PROXY`.
    #[must_use]
    pub fn except(&self) -> Option<&str> {
        self.except.as_deref()
    }

    /// How requests reach `address`. Uses hyper-util's rules, as reqwest does.
    #[must_use]
    pub fn route(&self, address: &str) -> Route {
        let named = if address.starts_with("https:") { self.https() } else { self.http() };
        let (Some(named), Ok(address)) = (named, address.parse::<Uri>()) else { return Route::Direct };
        let rules = Matcher::builder().all(named).no(self.except().unwrap_or_default()).build();
        match rules.intercept(&address) {
            Some(proxy) => {
                let (uri, authority) =
                    (proxy.uri(), proxy.uri().authority().map_or("", |authority| authority.as_str()));
                let host = authority.rsplit('@').next().unwrap_or(authority);
                Route::Proxy(format!("{}://{host}", uri.scheme_str().unwrap_or("http")))
            }
            None => Route::Excepted,
        }
    }
}

/// Omits what may contain a password.
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
        return Err(Problem::new(variable, "must be the address of an HTTP proxy, such as http://proxy.example:3128"));
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

const FILE: &str = "SSL_CERT_FILE";
const FOLDERS: &str = "SSL_CERT_DIR";

/// The certificate authorities trusted for requests to GitHub: those in `SSL_CERT_FILE` and `SSL_CERT_DIR` if either is
/// set, otherwise the system's.
#[derive(Clone, Default)]
pub struct TrustAnchors {
    configured: Option<Authorities>,
}

#[derive(Clone)]
struct Authorities {
    /// The variables and their values, for messages.
    sources: String,
    certificates: Vec<CertificateDer<'static>>,
}

impl TrustAnchors {
    /// # Errors
    ///
    /// If no usable certificate is found in what is set. Damaged certificates among good ones are skipped, and so are
    /// directories without certificates if the file has some.
    pub fn load(source: &Source) -> Result<Self, Problem> {
        let (mut sources, mut certificates) = (Vec::new(), Vec::new());
        if let Some(file) = source.get(FILE)? {
            certificates.extend(usable(FILE, load_certs_from_paths(Some(Path::new(&file)), None))?);
            sources.push(format!("{FILE} ({file})"));
        }
        if let Some(folders) = source.get(FOLDERS)? {
            let mut found = CertificateResult::default();
            for folder in env::split_paths(&folders).filter(|folder| !folder.as_os_str().is_empty()) {
                let next = load_certs_from_paths(None, Some(&folder));
                found.certs.extend(next.certs);
                found.errors.extend(next.errors);
            }
            match usable(FOLDERS, found) {
                Ok(more) => {
                    certificates.extend(more);
                    sources.push(format!("{FOLDERS} ({folders})"));
                }
                // Slim images set both variables but have no directory.
                Err(_) if !sources.is_empty() => {}
                Err(problem) => return Err(problem),
            }
        }
        // The library that loads the system's certificates reads the environment itself, and fails on an empty value.
        let blank = [FILE, FOLDERS].into_iter().find(|variable| source.is_blank(variable));
        if let Some(variable) = blank.filter(|_| sources.is_empty()) {
            let sentence = "is empty, which keeps even the system's certificates from loading; unset it";
            return Err(Problem::new(variable, sentence));
        }
        let configured = (!sources.is_empty()).then(|| Authorities { sources: sources.join(" and "), certificates });
        Ok(Self { configured })
    }

    /// The configured authorities, which replace the system's. `None` means the system's.
    #[must_use]
    pub fn configured(&self) -> Option<&[CertificateDer<'static>]> {
        self.configured.as_ref().map(|configured| configured.certificates.as_slice())
    }

    /// Where the authorities come from, as the continuation of "Trusted: ".
    #[must_use]
    pub fn describe(&self) -> String {
        match &self.configured {
            None => "the system's authorities (ca-certificates)".to_owned(),
            Some(Authorities { sources, certificates }) => {
                format!("only the authorities in {sources}, {} in all", certificates.len())
            }
        }
    }
}

/// The certificates that can serve as trust anchors.
fn usable(variable: &'static str, found: CertificateResult) -> Result<Vec<CertificateDer<'static>>, Problem> {
    let is_anchor = |certificate: &CertificateDer<'static>| RootCertStore::empty().add(certificate.clone()).is_ok();
    let usable: Vec<_> = found.certs.into_iter().filter(is_anchor).collect();
    if usable.is_empty() {
        let reason = found.errors.first().map(|error| format!(" ({error})")).unwrap_or_default();
        return Err(Problem::new(variable, format!("contains no usable certificate in PEM format{reason}")));
    }
    Ok(usable)
}

impl fmt::Debug for TrustAnchors {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "TrustAnchors({})", self.describe())
    }
}

#[cfg(test)]
mod tests {
    use rcgen::{CertificateParams, KeyPair};
    use rstest::rstest;

    use super::{OutboundProxies, Route, Source, TrustAnchors};

    #[rstest]
    #[case("https://github.com", "", Route::Proxy("http://proxy.example:3128".to_owned()))]
    #[case("https://api.github.com", "localhost,.internal", Route::Proxy("http://proxy.example:3128".to_owned()))]
    #[case("https://git.internal/api/v3", "localhost,.internal", Route::Excepted)]
    #[case("https://10.1.2.3", "10.0.0.0/8", Route::Excepted)]
    #[case("https://github.com", "*", Route::Excepted)]
    #[case("http://localhost:4010", "", Route::Direct)]
    fn a_route_omits_the_password(#[case] address: &str, #[case] except: &str, #[case] route: Route) {
        let source = Source::from([("HTTPS_PROXY", "http://name:canary@proxy.example:3128"), ("NO_PROXY", except)]);
        assert_eq!(OutboundProxies::load(&source).expect("good ones").route(address), route);
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

    fn certificate() -> String {
        let params = CertificateParams::new(vec!["git.example".to_owned()]).expect("a name");
        params.self_signed(&KeyPair::generate().expect("a key")).expect("it signs itself").pem()
    }

    #[test]
    fn only_the_configured_authorities_are_trusted() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("two.pem");
        std::fs::write(&file, format!("# ours\n{}\n{}", certificate(), certificate())).expect("written");
        let (file, folder) = (file.to_str().expect("UTF-8"), folder.path().to_str().expect("UTF-8"));
        for (variable, value) in [("SSL_CERT_FILE", file), ("SSL_CERT_DIR", folder)] {
            let trust = TrustAnchors::load(&Source::from([(variable, value)])).expect("certificates");
            assert_eq!(trust.configured().map(<[_]>::len), Some(2));
            assert!(trust.describe().contains(variable) && trust.describe().contains(value), "{}", trust.describe());
        }
        let system = TrustAnchors::load(&Source::default()).expect("nothing is set");
        assert!(system.configured().is_none() && system.describe().contains("system"));
    }

    #[test]
    fn damaged_or_missing_certificates_beside_good_ones_are_skipped() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("bundle.pem");
        let damaged = "-----BEGIN CERTIFICATE-----\nbm8gY2VydGlmaWNhdGU=\n-----END CERTIFICATE-----\n";
        std::fs::write(&file, format!("{}{damaged}{}", certificate(), certificate())).expect("written");
        let file = file.to_str().expect("UTF-8");
        let trust = TrustAnchors::load(&Source::from([("SSL_CERT_FILE", file), ("SSL_CERT_DIR", "/nowhere")]));
        let trust = trust.expect("certificates");
        assert_eq!(trust.configured().map(<[_]>::len), Some(2));
        assert!(!trust.describe().contains("SSL_CERT_DIR"), "{}", trust.describe());
    }

    #[test]
    fn a_variable_without_any_usable_certificate_is_reported() {
        let folder = tempfile::tempdir().expect("a folder");
        let empty = folder.path().join("none");
        std::fs::create_dir(&empty).expect("made");
        let place = |name: &str, content: &str| {
            let file = folder.path().join(name);
            std::fs::write(&file, content).expect("written");
            file.display().to_string()
        };
        let cut: String = certificate().lines().take(3).collect();
        for (variable, value) in [
            ("SSL_CERT_FILE", String::new()),
            ("SSL_CERT_FILE", "/nowhere/at/all.pem".to_owned()),
            ("SSL_CERT_FILE", place("words.pem", "no certificate")),
            ("SSL_CERT_FILE", place("cut.pem", &cut)),
            ("SSL_CERT_FILE", place("key.pem", &KeyPair::generate().expect("a key").serialize_pem())),
            ("SSL_CERT_DIR", String::new()),
            ("SSL_CERT_DIR", "/nowhere".to_owned()),
            ("SSL_CERT_DIR", empty.display().to_string()),
        ] {
            let problem = TrustAnchors::load(&Source::from([(variable, value.as_str())])).expect_err("nothing there");
            assert_eq!(problem.variable, variable, "{value}: {problem}");
        }
    }
}
