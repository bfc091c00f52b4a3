use std::time::Duration;

use http::{
    HeaderValue, StatusCode,
    header::{LOCATION, STRICT_TRANSPORT_SECURITY},
};
use reqwest::{Client, RequestBuilder, Response, redirect::Policy};

use super::Report;
use crate::{
    client_network::Forwarding,
    config::Config,
    error::with_causes,
    ops::health::{PROBE, PROBE_SEAL, probe_seal},
    wire::{self, is_untrusted_certificate},
};

const SUBJECT: &str = "PUBLIC_URL";

/// Reserved for documentation (RFC 5737), so no visitor has it.
const FORGED: &str = "192.0.2.1";

const DEADLINE: Duration = Duration::from_secs(10);

/// Requests `PUBLIC_URL` as a visitor would, to find out what the proxies in between do.
pub(super) async fn check(config: &Config, report: &mut Report) {
    let clients = client(config, false).and_then(|verifying| Ok((verifying, client(config, true)?)));
    let (client, untrusting) = match clients {
        Ok(clients) => clients,
        Err(error) => {
            let sentence = format!("No TLS connection is possible ({}). Check ca-certificates.", with_causes(&error));
            return report.error(SUBJECT, sentence);
        }
    };
    let page = format!("{}/", config.public_url.origin());
    match client.get(&page).send().await {
        Ok(response) => first_page(&client, &page, &response, config, report).await,
        Err(error) if is_untrusted_certificate(&error) => {
            let cause = with_causes(&error.without_url());
            report.warn(
                SUBJECT,
                format!("The certificate of {page} is not trusted here ({cause}). Browsers have authorities of their own: check it with one."),
            );
            // The other checks do not depend on the certificate.
            if let Ok(response) = untrusting.get(&page).send().await {
                first_page(&untrusting, &page, &response, config, report).await;
            }
        }
        Err(error) => report.warn(
            SUBJECT,
            format!(
                "{page} can't be reached from here ({}). Start the server and its proxy, and try again.",
                with_causes(&error.without_url())
            ),
        ),
    }
}

/// Does not follow redirects, which are among the things to check, and bypasses the outbound proxy, which visitors
/// don't use.
fn client(config: &Config, accept_any_certificate: bool) -> Result<Client, reqwest::Error> {
    let builder = Client::builder().redirect(Policy::none()).no_proxy().timeout(DEADLINE);
    let builder = if accept_any_certificate { builder.tls_danger_accept_invalid_certs(true) } else { builder };
    wire::trusting(&config.github.trust, builder)?.build()
}

async fn first_page(client: &Client, page: &str, response: &Response, config: &Config, report: &mut Report) {
    if redirects_to_itself(response, page) {
        report.error(
            SUBJECT,
            format!("{page} redirects to itself forever: the proxy does not pass on the Host that people typed."),
        );
    } else if response.status().is_server_error() {
        report.error(SUBJECT, format!("{page} answers {}. Is the server running behind its proxy?", response.status()));
    } else if response.status() != StatusCode::OK {
        report.warn(SUBJECT, format!("{page} answers {} instead of the home page.", response.status()));
    } else {
        report.ok(SUBJECT, format!("{page} answers."));
        hsts(response, config, report);
        forwarding(client, config, report).await;
    }
}

/// Whether the Strict-Transport-Security header arrives unchanged. Browsers remember it for years.
fn hsts(response: &Response, config: &Config, report: &mut Report) {
    let sent = config.hsts.header().filter(|_| config.public_url.is_https());
    let arrived: Vec<&HeaderValue> = response.headers().get_all(STRICT_TRANSPORT_SECURITY).iter().collect();
    if arrived.iter().copied().eq(sent.iter().copied()) {
        return;
    }
    let values: Vec<_> = arrived.iter().map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
    if config.hsts.header().is_none() && values.len() == 1 {
        return report.ok("HSTS", format!("The proxy sends it: {}.", values.concat()));
    }
    let values = if values.is_empty() { "no such header".to_owned() } else { values.join(" and ") };
    report.warn(
        "HSTS",
        format!("Visitors get {values}: the proxy adds or removes headers, or the server has not been restarted since HSTS was changed."),
    );
}

fn redirects_to_itself(response: &Response, page: &str) -> bool {
    let location = response.headers().get(LOCATION).and_then(|location| location.to_str().ok());
    response.status().is_redirection() && location.is_some_and(|location| location == page || location == "/")
}

/// Whether the server can tell visitors apart. Without https and trusted proxies there is no proxy to check.
async fn forwarding(client: &Client, config: &Config, report: &mut Report) {
    const SUBJECT: &str = "visitors";
    if !config.public_url.is_https() && config.trusted_proxies.is_empty() {
        return;
    }
    let probe = format!("{}/healthz", config.public_url.origin());
    let probe = || client.get(&probe).header(PROBE_SEAL, probe_seal(&config.keyring));
    let plain = send(probe().header(PROBE, "")).await;
    let forged = send(probe().header(PROBE, FORGED).header("x-forwarded-for", FORGED)).await;
    let is = |answer: &ProbeAnswer, forwarding: Forwarding| answer.forwarding.as_deref() == Some(forwarding.as_str());
    if let Some(address) = &plain.untrusted_proxy {
        report.warn(
            SUBJECT,
            format!("{address} sends X-Forwarded-For but is not in TRUSTED_PROXIES: all visitors look like one."),
        );
    } else if config.trusted_proxies.is_empty() {
        report.warn(SUBJECT, "TRUSTED_PROXIES is none: everybody behind one proxy shares one limit on sign-ins.");
    } else if is(&forged, Forwarding::Forged) {
        report.error(SUBJECT, "The proxy passes on X-Forwarded-For as a visitor wrote it, so rate limits can be evaded. It must append to the header or replace it.");
    } else if is(&plain, Forwarding::UntrustedPeer) {
        report
            .warn(SUBJECT, "Requests come from an address that is not in TRUSTED_PROXIES: all visitors look like one.");
    } else if is(&plain, Forwarding::Missing) {
        report.warn(SUBJECT, "The proxy sends no X-Forwarded-For: all visitors look like one, and share one limit.");
    } else if is(&plain, Forwarding::Client) && is(&forged, Forwarding::Client) {
        report.ok(SUBJECT, "The proxy reports their addresses, and does not trust a forged X-Forwarded-For.");
    } else {
        report.warn(
            SUBJECT,
            "What answers at PUBLIC_URL does not say how it sees visitors: it is not a Gatehouse of this version.",
        );
    }
}

/// The server's answer to a probe.
#[derive(Default)]
struct ProbeAnswer {
    forwarding: Option<String>,
    /// The address of a proxy that sends `X-Forwarded-For` without being trusted.
    untrusted_proxy: Option<String>,
}

async fn send(request: RequestBuilder) -> ProbeAnswer {
    let Ok(response) = request.send().await else { return ProbeAnswer::default() };
    let header = |name| response.headers().get(name).and_then(|value| Some(value.to_str().ok()?.to_owned()));
    ProbeAnswer { forwarding: header(PROBE), untrusted_proxy: header(PROBE_SEAL) }
}
