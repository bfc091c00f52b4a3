use std::{net::SocketAddr, path::PathBuf, sync::Arc};

use github_emulator::Emulator;
use http::{
    HeaderMap, HeaderValue, Request, Response,
    header::{CONTENT_LENGTH, HOST, TRANSFER_ENCODING},
};
use http_body_util::{BodyExt, Full};
use hyper::{
    body::{Bytes, Incoming},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, KeyUsagePurpose};
use rustls::{ServerConfig, pki_types::PrivateKeyDer};
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_rustls::TlsAcceptor;

/// A certificate authority that no system knows.
pub struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
    folder: tempfile::TempDir,
}

impl Authority {
    pub fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).expect("no names");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        params.distinguished_name.push(DnType::CommonName, "An authority of one test");
        let key = KeyPair::generate().expect("a key");
        let issuer = CertifiedIssuer::self_signed(params, key).expect("it signs itself");
        let authority = Self { issuer, folder: tempfile::tempdir().expect("a folder") };
        std::fs::write(authority.file(), authority.pem()).expect("written");
        authority
    }

    pub fn pem(&self) -> String {
        self.issuer.pem()
    }

    /// Where its certificate is; nothing else is in that folder.
    pub fn file(&self) -> PathBuf {
        self.folder.path().join("authority.pem")
    }

    fn acceptor(&self, names: &[&str]) -> TlsAcceptor {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let key = KeyPair::generate().expect("a key");
        let certificate = CertificateParams::new(names).and_then(|params| params.signed_by(&key, &self.issuer));
        let chain = vec![certificate.expect("it signs").der().clone()];
        let key = PrivateKeyDer::try_from(key.serialize_der()).expect("a private key");
        let config = ServerConfig::builder().with_no_client_auth().with_single_cert(chain, key);
        TlsAcceptor::from(Arc::new(config.expect("the two belong together")))
    }
}

/// GitHub by https, at names of its own. Below one that begins with `api.` is the API alone, as with data residency.
pub struct TlsFront {
    pub address: SocketAddr,
    server: JoinHandle<()>,
}

impl TlsFront {
    pub async fn before(emulator: &Emulator, authority: &Authority, names: &[&str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let (acceptor, behind) = (authority.acceptor(names), Behind::of(emulator));
        let server = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, behind) = (acceptor.clone(), behind.clone());
                tokio::spawn(async move {
                    // Whoever does not believe the certificate hangs up here.
                    let Ok(stream) = acceptor.accept(stream).await else { return };
                    let service = service_fn(move |request| behind.clone().answer(request));
                    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
                });
            }
        });
        Self { address, server }
    }

    /// As `localhost`, if the certificate is for that.
    pub fn url(&self) -> String {
        format!("https://localhost:{}", self.address.port())
    }
}

impl Drop for TlsFront {
    fn drop(&mut self) {
        self.server.abort();
    }
}

#[derive(Clone)]
struct Behind {
    client: reqwest::Client,
    web_url: String,
}

impl Behind {
    fn of(emulator: &Emulator) -> Self {
        let client = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build();
        Self { client: client.expect("a client"), web_url: emulator.web_url() }
    }

    async fn answer(self, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, reqwest::Error> {
        let (mut head, body) = request.into_parts();
        let host = head.headers.remove(HOST).and_then(|host| host.to_str().ok().map(str::to_owned)).unwrap_or_default();
        let path = head.uri.path_and_query().map_or("/", |path| path.as_str());
        let path = match host.strip_prefix("api.") {
            Some(_) if path == "/graphql" => "/api/graphql".to_owned(),
            Some(_) => format!("/api/v3{path}"),
            None => path.to_owned(),
        };
        let body = body.collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default();
        let request = self.client.request(head.method, format!("{}{path}", self.web_url)).headers(head.headers);
        let inner = request.body(body).send().await?;
        let (status, headers) = (inner.status(), self.outward(inner.headers(), &host));
        let mut answer = Response::new(Full::new(inner.bytes().await?));
        (*answer.status_mut(), *answer.headers_mut()) = (status, headers);
        Ok(answer)
    }

    /// The emulator's own addresses, as they are called from outside.
    fn outward(&self, headers: &HeaderMap, host: &str) -> HeaderMap {
        let api = if host.starts_with("api.") { format!("https://{host}") } else { format!("https://{host}/api/v3") };
        let outward = |value: &HeaderValue| {
            let text = value.to_str().ok()?.replace(&format!("{}/api/v3", self.web_url), &api);
            text.replace(&self.web_url, &format!("https://{}", host.trim_start_matches("api."))).parse().ok()
        };
        let kept = headers.iter().filter(|(name, _)| ![CONTENT_LENGTH, TRANSFER_ENCODING].contains(name));
        kept.map(|(name, value)| (name.clone(), outward(value).unwrap_or_else(|| value.clone()))).collect()
    }
}
