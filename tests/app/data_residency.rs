//! GitHub with data residency, from a network with its own proxy and certificate authority.

use gatehouse_core::config::{Config, GitHubConfig, Source};
use github_emulator::{CLIENT_ID, CLIENT_SECRET, Iss};

use crate::harness::{Authority, HttpProxy, Operator, TestApp, TlsFront, free_address};

const HOST: &str = "octocorp.ghe.com";
const URL: &str = "https://octocorp.ghe.com";
const API: &str = "api.octocorp.ghe.com";

/// An app that knows GitHub's web address, the proxy and the authority, and nothing else of where GitHub is. No name
/// server knows these names: what does not go by the proxy gets nowhere.
struct Story {
    app: TestApp,
    proxy: HttpProxy,
    authority: Authority,
    front: TlsFront,
}

impl Story {
    async fn begin() -> Self {
        let (proxy, authority) = (HttpProxy::start().await, Authority::new());
        let authority_file = authority.file();
        let source = Source::from([
            ("SESSION_KEYS", "k1:3q2+7wAB/ghJmT0K5cXl9uPy4RQoVnZaMd8eS6tGhCk="),
            ("GITHUB_CLIENT_ID", CLIENT_ID),
            ("GITHUB_CLIENT_SECRET", CLIENT_SECRET),
            ("GITHUB_WEB_URL", URL),
            ("HTTPS_PROXY", &proxy.url),
            ("SSL_CERT_FILE", authority_file.to_str().expect("UTF-8")),
        ]);
        let github = Config::load(&source).expect("good").github;
        let app = TestApp::start_with(|config| {
            let GitHubConfig { deadline, patience, .. } = config.github;
            config.github = GitHubConfig { deadline, patience, ..github };
        })
        .await;
        // It would name the emulator's own address.
        app.emulator.set(|settings| settings.iss = Iss::Off);
        let front = TlsFront::before(&app.emulator, &authority, &[HOST, API]).await;
        proxy.tunnel_to(front.address);
        Self { app, proxy, authority, front }
    }

    /// An operator whose settings are the app's.
    fn operator(&self) -> Operator<'_> {
        let authority = self.authority.file();
        Operator::of(&self.app)
            .with("GITHUB_WEB_URL", URL)
            .without("GITHUB_API_URL")
            .with("HTTPS_PROXY", &self.proxy.url.replace("http://", "http://name:canary@"))
            .with("SSL_CERT_FILE", authority.to_str().expect("UTF-8"))
    }
}

#[tokio::test]
async fn sign_in_pages_and_revocation_find_the_tenants_addresses() {
    let story = Story::begin().await;
    let app = &story.app;
    let mut browser = app.browser().reaching(HOST, story.front.address, &story.authority.pem());

    let page = browser.sign_in("octocat").await;
    assert_eq!((page.status, page.location()), (303, "/profile"), "{page:?}");
    let page = browser.get("/profile").await;
    assert_eq!(page.status, 200);
    let policy = page.header("content-security-policy");
    assert!(policy.contains("img-src 'self' https://octocorp.ghe.com https://*.octocorp.ghe.com "), "{policy}");
    assert_eq!(browser.get("/repositories").await.status, 200);
    browser.sign_out().await;
    app.kill().await;

    for asked in ["POST /login/oauth/access_token", "GET /api/v3/user", "POST /api/graphql"] {
        assert!(app.emulator.count(asked) > 0, "{asked}");
    }
    assert_eq!(app.emulator.live_tokens("octocat"), 0);
    let heard = story.proxy.heard();
    for name in [HOST, API] {
        assert!(heard.contains(&format!("connect {name}:443 ")), "{name}: {heard}");
    }
}

#[tokio::test]
async fn the_doctor_uses_the_same_proxy_and_authorities_and_says_so() {
    let story = Story::begin().await;

    let output = story.operator().run("doctor").await;
    assert_eq!(output.code, Some(0), "{output:?}");
    for good in ["route", "certificates", "sign-in page", "API", "sign-in", "tokens"] {
        assert_eq!(output.mark(good), '✓', "{output:?}");
    }
    assert!(output.out.contains(&format!("GitHub is reached through the proxy {}.", story.proxy.url)), "{output:?}");
    assert!(output.out.contains(story.authority.file().to_str().expect("UTF-8")), "{output:?}");
    assert!(output.out.contains("https://api.octocorp.ghe.com answers."), "{output:?}");
    assert!(!output.out.contains("canary") && !output.log.contains("canary"), "{output:?}");

    // Without the authority it is the certificate that is at fault, and the doctor says so.
    let output = story.operator().without("SSL_CERT_FILE").run("doctor").await;
    assert_eq!((output.code, output.mark("sign-in page"), output.mark("API")), (Some(1), '✗', '✗'), "{output:?}");
    assert_eq!(output.out.matches("shows a certificate that is not trusted").count(), 2, "{output:?}");
    assert!(output.out.contains("SSL_CERT_FILE") && output.out.contains("the system's authorities"), "{output:?}");

    // Without the proxy there is no way: what does not work for the server does not work for the doctor.
    let output = story.operator().with("HTTPS_PROXY", &format!("http://{}", free_address())).run("doctor").await;
    assert_eq!((output.code, output.mark("sign-in page"), output.mark("API")), (Some(1), '✗', '✗'), "{output:?}");
}
