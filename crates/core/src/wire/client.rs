use std::{error::Error, io, time::Duration};

use http::HeaderValue;
use reqwest::{Certificate, Client, ClientBuilder, NoProxy, Proxy, redirect};

use crate::config::{GitHubConfig, OutboundProxies, TrustAnchors};

/// GitHub asks for one that names the application (REST "Getting started", "User agent").
const USER_AGENT: &str = concat!("gatehouse/", env!("CARGO_PKG_VERSION"));

/// The header for [`API_VERSION`].
pub const API_VERSION_HEADER: &str = "x-github-api-version";

/// The version of the REST API that our parsers expect; GitHub supports it until March 2028.
pub const API_VERSION: HeaderValue = HeaderValue::from_static("2022-11-28");

/// An HTTP client for GitHub. It follows no redirects, connects within three seconds, and uses the configured proxies and
/// certificate authorities and no others.
///
/// # Errors
///
/// When the system has no certificates to trust, or a proxy's address is not a URL.
pub fn client(github: &GitHubConfig) -> Result<Client, reqwest::Error> {
    let builder = Client::builder()
        .redirect(redirect::Policy::none())
        .connect_timeout(github.deadline.min(Duration::from_secs(3)))
        .user_agent(USER_AGENT);
    trusting(&github.trust, with_proxies(&github.proxies, builder)?)?.build()
}

/// Makes a client trust the configured certificate authorities.
///
/// # Errors
///
/// When one of them is no certificate.
pub fn trusting(trust: &TrustAnchors, builder: ClientBuilder) -> Result<ClientBuilder, reqwest::Error> {
    let Some(authorities) = trust.configured() else { return Ok(builder) };
    let certificates: Result<Vec<_>, _> =
        authorities.iter().map(|certificate| Certificate::from_der(certificate)).collect();
    Ok(builder.tls_certs_only(certificates?))
}

fn with_proxies(proxies: &OutboundProxies, builder: ClientBuilder) -> Result<ClientBuilder, reqwest::Error> {
    let except = || proxies.except().and_then(NoProxy::from_string);
    // The configuration has already read the environment; reqwest would read it again.
    let mut builder = builder.no_proxy();
    if let Some(https) = proxies.https() {
        builder = builder.proxy(Proxy::https(https)?.no_proxy(except()));
    }
    if let Some(http) = proxies.http() {
        builder = builder.proxy(Proxy::http(http)?.no_proxy(except()));
    }
    Ok(builder)
}

/// Installs ring as the process's TLS provider, which reqwest and octocrab both use.
pub fn install_tls() {
    // In tests a second call finds the provider already installed.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

/// Whether the cause, however deep in `error`, is a certificate that is not trusted.
#[must_use]
pub fn is_untrusted_certificate(error: &(dyn Error + 'static)) -> bool {
    if matches!(error.downcast_ref(), Some(rustls::Error::InvalidCertificate(_))) {
        return true;
    }
    // `io::Error::source` skips the wrapped error and gives that error's own source.
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(wrapped) => is_untrusted_certificate(wrapped),
        None => error.source().is_some_and(is_untrusted_certificate),
    }
}
