use std::time::Duration;

use secrecy::SecretString;
use url::Url;

use super::{OutboundProxies, Problem, PublicUrl, Source, Trust, public_url::is_loopback};

/// The emulator's credentials, assumed in a debug build on loopback. They open nothing at GitHub.
pub(super) const EMULATOR: (&str, &str, &str) =
    ("gatehouse-emulator", "emulator-secret-not-for-github", "http://localhost:4010");

const GITHUB: &str = "https://github.com";
const GITHUB_API: &str = "https://api.github.com";

/// The sample values of `.env.example`.
const SAMPLES: [&str; 2] = ["your-client-id", "your-client-secret"];

/// Which GitHub, and as whom.
#[derive(Clone, Debug)]
pub struct GitHubConfig {
    /// `GITHUB_CLIENT_ID`
    pub client_id: String,
    /// `GITHUB_CLIENT_SECRET`
    pub client_secret: SecretString,
    /// `GITHUB_WEB_URL`, without a slash at the end
    pub web_url: String,
    /// `GITHUB_API_URL`, without a slash at the end
    pub api_url: String,
    /// `GITHUB_SCOPES`
    pub scopes: Vec<String>,
    /// `GITHUB_WEBHOOK_SECRET`; without one the webhook does not exist.
    pub webhook_secret: Option<SecretString>,
    /// `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`
    pub proxies: OutboundProxies,
    /// `SSL_CERT_FILE`, `SSL_CERT_DIR`
    pub trust: Trust,
    /// The longest a call to GitHub may take. GitHub itself gives up after ten seconds, so more would not help.
    pub deadline: Duration,
    /// The longest a page waits for one of its sections. What comes later is there at the next visit.
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
                { web.unwrap_or_else(|| GITHUB.to_owned()) },
            )
        };
        let web_url = base("GITHUB_WEB_URL", &web)?;
        let api_url = api_url(&web_url, api)?;
        if public_url.is_https() && secret == EMULATOR.1 && !web_url.starts_with("http://") {
            return Err(Problem::new("GITHUB_CLIENT_SECRET", "is the emulator's; take the one of your GitHub app"));
        }
        Ok(Self {
            client_id: id,
            client_secret: SecretString::from(secret),
            web_url,
            api_url,
            scopes: scopes.split([' ', ',']).filter(|scope| !scope.is_empty()).map(str::to_owned).collect(),
            webhook_secret: source.get("GITHUB_WEBHOOK_SECRET")?.map(SecretString::from),
            proxies: OutboundProxies::load(source)?,
            trust: Trust::load(source)?,
            deadline: Duration::from_secs(10),
            patience: Duration::from_millis(1_500),
        })
    }

    /// What `iss` must say, and half of a viewer's key (RFC 9207).
    #[must_use]
    pub fn issuer(&self) -> String {
        format!("{}/login/oauth", self.web_url)
    }

    /// Where avatars come from, for `img-src`: GitHub's avatar host; with data residency the tenant's own hosts or that one
    /// (GitHub docs, "Network details for GHE.com"); an Enterprise server itself, or with subdomain isolation its `avatars.`
    /// host.
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

/// The API of the GitHub whose pages are at `web_url`, unless it is said.
///
/// GitHub with data residency has it at `api.NAME.ghe.com` (GitHub docs, "Managing enterprise accounts" with GraphQL, and
/// "Network details for GHE.com"). An Enterprise server has it below its web address; so has the emulator.
fn api_url(web_url: &str, said: Option<String>) -> Result<String, Problem> {
    let elsewhere = if web_url == GITHUB {
        Some(GITHUB_API.to_owned())
    } else if Url::parse(web_url).is_ok_and(|url| url.host_str().is_some_and(|host| host.ends_with(GHE))) {
        let host = tenant(web_url).ok_or_else(|| {
            Problem::new("GITHUB_WEB_URL", "must be https://NAME.ghe.com: with data residency GitHub's pages are there")
        })?;
        Some(format!("https://api.{host}"))
    } else {
        None
    };
    let api_url = match (said, &elsewhere) {
        (Some(said), _) => base("GITHUB_API_URL", &said)?,
        (None, Some(elsewhere)) => elsewhere.clone(),
        (None, None) => format!("{web_url}/api/v3"),
    };
    match elsewhere {
        Some(elsewhere) if api_url == web_url || api_url.starts_with(&format!("{web_url}/")) => {
            Err(Problem::new("GITHUB_API_URL", format!("leads to GitHub's pages; its API is {elsewhere}")))
        }
        _ => Ok(api_url),
    }
}

const GHE: &str = ".ghe.com";

/// `NAME.ghe.com`, of GitHub with data residency.
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
            Err(Problem::new(variable, format!("is still the sample of .env.example; {how}")))
        }
        Some(value) => Ok(value),
    }
}

/// An address without a slash at the end; http on loopback only, since tokens travel there.
fn base(variable: &'static str, text: &str) -> Result<String, Problem> {
    let url = Url::parse(text).map_err(|_| Problem::new(variable, "is not an address"))?;
    let safe = url.scheme() == "https" || (url.scheme() == "http" && is_loopback(&url));
    if !safe {
        return Err(Problem::new(variable, "must use https; http is for a GitHub emulator on loopback"));
    }
    if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() || url.password().is_some() {
        return Err(Problem::new(variable, "must have no query, fragment or user name"));
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}
