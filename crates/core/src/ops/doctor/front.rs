use std::time::Duration;

use http::{
    HeaderValue, StatusCode,
    header::{LOCATION, STRICT_TRANSPORT_SECURITY},
};
use reqwest::{Client, Response, redirect::Policy};

use super::finding::Chart;
use crate::{
    client_network::Forwarded,
    config::Config,
    error::with_causes,
    ops::health::{PROBE, PROBE_SEAL, probe_seal, word},
    wire::{self, is_untrusted_certificate},
};

const WHAT: &str = "PUBLIC_URL";

/// An address of the documentation (RFC 5737): no visitor has it.
const FORGED: &str = "192.0.2.1";

const DEADLINE: Duration = Duration::from_secs(10);

/// Asks `PUBLIC_URL` as a visitor would: what lies between them and us, only they meet.
pub(super) async fn look(config: &Config, chart: &mut Chart) {
    let clients = client(config, false).and_then(|trusting| Ok((trusting, client(config, true)?)));
    let (client, credulous) = match clients {
        Ok(clients) => clients,
        Err(error) => {
            let sentence = format!("Nothing can be asked over TLS ({}). Look at ca-certificates.", with_causes(&error));
            return chart.bad(WHAT, sentence);
        }
    };
    let page = format!("{}/", config.public_url.origin());
    match client.get(&page).send().await {
        Ok(answer) => first_page(&client, &page, &answer, config, chart).await,
        Err(error) if is_untrusted_certificate(&error) => {
            let cause = with_causes(&error.without_url());
            chart.doubtful(
                WHAT,
                format!("The certificate of {page} is not trusted here ({cause}). Browsers have authorities of their own: look at it with one."),
            );
            // What else there is to see of it does not hang on the certificate.
            if let Ok(answer) = credulous.get(&page).send().await {
                first_page(&credulous, &page, &answer, config, chart).await;
            }
        }
        Err(error) => chart.doubtful(
            WHAT,
            format!(
                "{page} was not reached from here ({}). Start the server and its proxy, and ask again.",
                with_causes(&error.without_url())
            ),
        ),
    }
}

/// A redirect is what we look for, and the proxy on the way out is no visitor's.
fn client(config: &Config, credulous: bool) -> Result<Client, reqwest::Error> {
    let builder = Client::builder().redirect(Policy::none()).no_proxy().timeout(DEADLINE);
    let builder = if credulous { builder.tls_danger_accept_invalid_certs(true) } else { builder };
    wire::trusting(&config.github.trust, builder)?.build()
}

async fn first_page(client: &Client, page: &str, answer: &Response, config: &Config, chart: &mut Chart) {
    if leads_to(answer, page) {
        chart.bad(
            WHAT,
            format!("{page} redirects to itself for ever: the proxy does not pass on the Host that people typed."),
        );
    } else if answer.status().is_server_error() {
        chart.bad(WHAT, format!("{page} answers {}. Is the server up, behind its proxy?", answer.status()));
    } else if answer.status() != StatusCode::OK {
        chart.doubtful(WHAT, format!("{page} answers {}, where the first page should be.", answer.status()));
    } else {
        chart.good(WHAT, format!("{page} answers."));
        hsts(answer, config, chart);
        forwarding(client, config, chart).await;
    }
}

/// Whether what we say of https arrives: browsers remember it for longer than anybody remembers the proxy's settings.
fn hsts(answer: &Response, config: &Config, chart: &mut Chart) {
    let sent = config.hsts.header().filter(|_| config.public_url.is_https());
    let arrived: Vec<&HeaderValue> = answer.headers().get_all(STRICT_TRANSPORT_SECURITY).iter().collect();
    if arrived.iter().copied().eq(sent.iter().copied()) {
        return;
    }
    let words: Vec<_> = arrived.iter().map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
    if config.hsts.header().is_none() && words.len() == 1 {
        return chart.good("HSTS", format!("The proxy sends it: {}.", words.concat()));
    }
    let words = if words.is_empty() { "no such header".to_owned() } else { words.join(" and ") };
    chart.doubtful(
        "HSTS",
        format!("Visitors get {words}: the proxy adds to it or takes it away, or the server has not been restarted since HSTS was set."),
    );
}

fn leads_to(answer: &Response, page: &str) -> bool {
    let location = answer.headers().get(LOCATION).and_then(|location| location.to_str().ok());
    answer.status().is_redirection() && location.is_some_and(|location| location == page || location == "/")
}

/// Whether the server tells visitors apart. Where nobody is trusted on this machine itself, it needs no proxy for that.
async fn forwarding(client: &Client, config: &Config, chart: &mut Chart) {
    const LINE: &str = "visitors";
    if !config.public_url.is_https() && config.trusted_proxies.is_empty() {
        return;
    }
    let probe = format!("{}/healthz", config.public_url.origin());
    let probe = || client.get(&probe).header(PROBE_SEAL, probe_seal(&config.keyring));
    let plain = seen(probe().header(PROBE, "")).await;
    let forged = seen(probe().header(PROBE, FORGED).header("x-forwarded-for", FORGED)).await;
    let is = |seen: &Seen, forwarded| seen.how.as_deref() == Some(word(forwarded));
    if let Some(address) = &plain.untrusted {
        chart.doubtful(
            LINE,
            format!(
                "{address} sends X-Forwarded-For, and TRUSTED_PROXIES does not name it: all visitors look like one."
            ),
        );
    } else if config.trusted_proxies.is_empty() {
        chart.doubtful(LINE, "TRUSTED_PROXIES is none: whoever comes through one proxy shares one limit on sign-ins.");
    } else if is(&forged, Forwarded::Forged) {
        chart.bad(LINE, "The proxy passes on X-Forwarded-For as a visitor wrote it: limits can be gone around. It must append to it, or write its own.");
    } else if is(&plain, Forwarded::Untrusted) {
        chart.doubtful(
            LINE,
            "Requests come from an address that TRUSTED_PROXIES does not name: all visitors look like one.",
        );
    } else if is(&plain, Forwarded::Nobody) {
        chart.doubtful(LINE, "The proxy sends no X-Forwarded-For: all visitors look like one, and share one limit.");
    } else if is(&plain, Forwarded::Visitor) && is(&forged, Forwarded::Visitor) {
        chart.good(LINE, "The proxy names them, and believes nobody who forges X-Forwarded-For.");
    } else {
        chart.doubtful(
            LINE,
            "What answers at PUBLIC_URL does not say how visitors are seen: it is no Gatehouse of this version.",
        );
    }
}

/// What the server says of a probe.
#[derive(Default)]
struct Seen {
    how: Option<String>,
    /// Who sent `X-Forwarded-For` in vain.
    untrusted: Option<String>,
}

async fn seen(request: reqwest::RequestBuilder) -> Seen {
    let Ok(answer) = request.send().await else { return Seen::default() };
    let header = |name| answer.headers().get(name).and_then(|value| Some(value.to_str().ok()?.to_owned()));
    Seen { how: header(PROBE), untrusted: header(PROBE_SEAL) }
}
