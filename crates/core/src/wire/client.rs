use std::time::Duration;

use http::HeaderValue;
use reqwest::{Certificate, Client, ClientBuilder, NoProxy, Proxy, redirect};

use crate::config::{GitHubConfig, OutboundProxies, TrustAnchors};

/// GitHub asks for one that names the application (REST "Getting started", "User agent").
const USER_AGENT: &str = concat!("gatehouse/", env!("CARGO_PKG_VERSION"));

/// The header for [`API_VERSION`].
pub const API_VERSION_HEADER: &str = "x-github-api-version";

/// The version of the REST API that our answers are read by; GitHub supports it until March 2028.
pub const API_VERSION: HeaderValue = HeaderValue::from_static("2022-11-28");

/// An HTTP client for GitHub. It follows no redirect, connects within three seconds, goes out by the configured proxies and
/// no others, and believes the configured authorities and no others.
///
/// # Errors
///
/// When the system has no certificates to trust, or a proxy's address is none.
pub fn client(github: &GitHubConfig) -> Result<Client, reqwest::Error> {
    let builder = Client::builder()
        .redirect(redirect::Policy::none())
        .connect_timeout(github.deadline.min(Duration::from_secs(3)))
        .user_agent(USER_AGENT);
    trusting(&github.trust, by_way_of(&github.proxies, builder)?)?.build()
}

/// Has a client believe those that the configuration does.
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

fn by_way_of(proxies: &OutboundProxies, builder: ClientBuilder) -> Result<ClientBuilder, reqwest::Error> {
    let except = || proxies.except().and_then(NoProxy::from_string);
    // reqwest would read the environment by itself, and the configuration has done so.
    let mut builder = builder.no_proxy();
    if let Some(https) = proxies.https() {
        builder = builder.proxy(Proxy::https(https)?.no_proxy(except()));
    }
    if let Some(http) = proxies.http() {
        builder = builder.proxy(Proxy::http(http)?.no_proxy(except()));
    }
    Ok(builder)
}

/// One TLS stack, with ring: reqwest and octocrab both take the process's provider.
pub fn install_tls() {
    // A second installation, in tests, finds the first in place.
    let _ = rustls::crypto::ring::default_provider().install_default();
}
