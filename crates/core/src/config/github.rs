use std::time::Duration;

use secrecy::SecretString;
use url::Url;

use super::{OutboundProxies, Problem, PublicUrl, Source, TrustAnchors, public_url::is_loopback};

/// The emulator's credentials, the default of debug builds on loopback. They are worthless at GitHub.
pub(super) const EMULATOR: (&str, &str, &str) =
    ("gatehouse-emulator", "emulator-secret-not-for-github", "http://localhost:4010");

const GITHUB: &str = "https://github.com";
const GITHUB_API: &str = "https://api.github.com";

/// The placeholders in `.env.example`.
const SAMPLES: [&str; 2] = ["your-client-id", "your-client-secret"];

/// Which GitHub to use, and the application's credentials there.
#[derive(Clone, Debug)]
pub struct GitHubConfig {
    /// `GITHUB_CLIENT_ID`
    pub client_id: String,
    /// `GITHUB_CLIENT_SECRET`
    pub client_secret: SecretString,
    /// `GITHUB_WEB_URL`, without a trailing slash
    pub web_url: String,
    /// `GITHUB_API_URL`, without a trailing slash
    pub api_url: String,
    /// `GITHUB_SCOPES`
    pub scopes: Vec<String>,
    /// `GITHUB_WEBHOOK_SECRET`; without it the webhook is off.
    pub webhook_secret: Option<SecretString>,
    /// `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`
    pub proxies: OutboundProxies,
    /// `SSL_CERT_FILE`, `SSL_CERT_DIR`
    pub trust: TrustAnchors,
    /// Not a setting: how long a call to GitHub may take. GitHub itself gives up after ten seconds.
    pub deadline: Duration,
    /// Not a setting: how long a page waits for one of its sections. Later answers are cached for the next visit.
    pub patience: Duration,
}

impl GitHubConfig {
    pub(super) fn load(source: &Source, public_url: &PublicUrl) -> Result<Self, Problem> {
        let id = source.get("GITHUB_CLIENT_ID")?;
        let secret = source.get("GITHUB_CLIENT_SECRET")?;
        let web = source.get("GITHUB_WEB_URL")?;
        let api = source.get("GITHUB_API_URL")?;
        let scopes = source.get("GITHUB_SCOPES")?.unwrap_or_else(|| "read:user".to_owned());
        let on_loopback = web.as_deref().is_none_or(|web| Url::parse(web).is_ok_and(|url| is_loopback(&url)));
        let unset = id.is_none() && secret.is_none();
        let emulated = cfg!(debug_assertions) && unset && on_loopback && !public_url.is_https();
        let (id, secret, web) = if emulated {
            (EMULATOR.0.to_owned(), EMULATOR.1.to_owned(), web.unwrap_or_else(|| EMULATOR.2.to_owned()))
        } else {
            (
                credential("GITHUB_CLIENT_ID", id, public_url)?,
                credential("GITHUB_CLIENT_SECRET", secret, public_url)?,
                web.unwrap_or_else(|| GITHUB.to_owned()),
            )
        };
        let web_url = base("GITHUB_WEB_URL", &web)?;
        let api_url = api_url(&web_url, api)?;
        if public_url.is_https() && secret == EMULATOR.1 && !web_url.starts_with("http://") {
            return Err(Problem::new("GITHUB_CLIENT_SECRET", "is the emulator's; use the one of your GitHub app"));
        }
        Ok(Self {
            client_id: id,
            client_secret: SecretString::from(secret),
            web_url,
            api_url,
            scopes: scopes.split([' ', ',']).filter(|scope| !scope.is_empty()).map(str::to_owned).collect(),
            webhook_secret: source.get("GITHUB_WEBHOOK_SECRET")?.map(SecretString::from),
            proxies: OutboundProxies::load(source)?,
            trust: TrustAnchors::load(source)?,
            deadline: Duration::from_secs(10),
            patience: Duration::from_millis(1_500),
        })
    }

    /// The issuer that `iss` must name (RFC 9207). Together with the numeric id it identifies a viewer.
    #[must_use]
    pub fn issuer(&self) -> String {
        format!("{}/login/oauth", self.web_url)
    }

    /// The sources of avatars for `img-src`: GitHub's avatar host; with data residency also the tenant's own hosts
    /// (GitHub docs, "Network details for GHE.com"); for an Enterprise server the server itself, or its `avatars.` host
    /// with subdomain isolation.
    #[must_use]
    pub fn avatar_sources(&self) -> String {
        if self.web_url == GITHUB {
            return "https://avatars.githubusercontent.com".to_owned();
        }
        let origin = self.web_origin();
        if let Some(host) = tenant(&self.web_url) {
            return format!("{origin} https://*.{host} https://avatars.githubusercontent.com");
        }
        match origin.strip_prefix("https://") {
            Some(host) => format!("{origin} https://avatars.{host}"),
            None => origin,
        }
    }

    /// The origin of [`GitHubConfig::web_url`].
    #[must_use]
    fn web_origin(&self) -> String {
        Url::parse(&self.web_url).map(|url| url.origin().ascii_serialization()).unwrap_or_default()
    }
}

/// The base URL of the API that belongs to `web_url`, unless `configured`.
///
/// With data residency it is `api.NAME.ghe.com` (GitHub docs, "Managing enterprise accounts" with GraphQL, and "Network
/// details for GHE.com"). Enterprise servers and the emulator have it below their web address.
fn api_url(web_url: &str, configured: Option<String>) -> Result<String, Problem> {
    let separate = if web_url == GITHUB {
        Some(GITHUB_API.to_owned())
    } else if Url::parse(web_url).is_ok_and(|url| url.host_str().is_some_and(|host| host.ends_with(GHE))) {
        let host = tenant(web_url).ok_or_else(|| {
            Problem::new("GITHUB_WEB_URL", "must be https://NAME.ghe.com, where GitHub's pages are with data residency")
        })?;
        Some(format!("https://api.{host}"))
    } else {
        None
    };
    let api_url = match (configured, &separate) {
        (Some(configured), _) => base("GITHUB_API_URL", &configured)?,
        (None, Some(separate)) => separate.clone(),
        (None, None) => format!("{web_url}/api/v3"),
    };
    match separate {
        Some(separate) if api_url == web_url || api_url.starts_with(&format!("{web_url}/")) => {
            Err(Problem::new("GITHUB_API_URL", format!("points to GitHub's pages; its API is {separate}")))
        }
        _ => Ok(api_url),
    }
}

const GHE: &str = ".ghe.com";

/// The host `NAME.ghe.com`, if `web_url` is GitHub with data residency.
fn tenant(web_url: &str) -> Option<&str> {
    let host = web_url.strip_prefix("https://")?;
    let name = host.strip_suffix(GHE)?;
    (!name.is_empty() && !name.contains(['.', '/', ':'])).then_some(host)
}

fn credential(variable: &'static str, value: Option<String>, public_url: &PublicUrl) -> Result<String, Problem> {
    let how = format!(
        "register an OAuth app at GitHub (Settings, Developer settings) with the callback {}",
        public_url.callback()
    );
    match value {
        None => Err(Problem::new(variable, format!("is missing; {how}"))),
        Some(value) if SAMPLES.contains(&value.as_str()) => {
            Err(Problem::new(variable, format!("is still the placeholder of .env.example; {how}")))
        }
        Some(value) => Ok(value),
    }
}

/// A URL without a trailing slash. http is only allowed on loopback, since tokens are sent there.
fn base(variable: &'static str, text: &str) -> Result<String, Problem> {
    let url = Url::parse(text).map_err(|_| Problem::new(variable, "is not a URL"))?;
    let safe = url.scheme() == "https" || (url.scheme() == "http" && is_loopback(&url));
    if !safe {
        return Err(Problem::new(variable, "must use https; http is for a GitHub emulator on loopback"));
    }
    if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() || url.password().is_some() {
        return Err(Problem::new(variable, "must have no query, fragment or user name"));
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}
