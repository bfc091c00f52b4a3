//! Behind the proxies that README.md shows, with README.md's own lines.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use gatehouse_core::config::{Config, TrustedProxies};
use tokio::net::TcpStream;

use crate::harness::{Browser, Operator, TestApp, free_address};

/// A real proxy that serves https on a port of its own, before an app.
struct Proxy {
    program: Child,
    app: TestApp,
    certificate: PathBuf,
    url: String,
    _folder: tempfile::TempDir,
}

impl Drop for Proxy {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

impl Proxy {
    /// nginx with the block of README.md, which `change` may spoil. None where nginx is not installed.
    async fn nginx(change: impl Fn(String) -> String) -> Option<Self> {
        Self::nginx_before(change, |_| {}).await
    }

    /// The same, before an app of another configuration.
    async fn nginx_before(change: impl Fn(String) -> String, other: impl FnOnce(&mut Config)) -> Option<Self> {
        installed("nginx").then_some(())?;
        let configured = |folder: &Path, port: u16, app: &TestApp| {
            let tls =
                format!("ssl_certificate {0}/certificate.pem; ssl_certificate_key {0}/key.pem;", folder.display());
            let server = replaced(
                readme_block("```nginx\n"),
                &[
                    ("listen 443 ssl;", &format!("listen 127.0.0.1:{port} ssl;")),
                    ("gatehouse.example", "localhost"),
                    ("# ssl_certificate …; ssl_certificate_key …;", &tls),
                    ("127.0.0.1:3000", app.url.trim_start_matches("http://")),
                ],
            );
            let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
                .map(|what| format!("{what}_temp_path {}/{what};", folder.display()))
                .concat();
            let whole = format!(
                "daemon off; master_process off; pid {}/nginx.pid; error_log stderr; events {{}}
                 http {{ access_log off; {temporary} {} }}",
                folder.display(),
                change(server)
            );
            let file = folder.join("nginx.conf");
            fs::write(&file, whole).expect("written");
            let mut program = Command::new("nginx");
            program.arg("-p").arg(folder).arg("-c").arg(file).args(["-e", "stderr"]);
            program
        };
        Some(Self::start(configured, other).await)
    }

    /// Caddy with the block of README.md.
    async fn caddy() -> Option<Self> {
        installed("caddy").then_some(())?;
        let configured = |folder: &Path, port: u16, app: &TestApp| {
            let tls = format!(
                "localhost:{port} {{\n\tbind 127.0.0.1\n\ttls {0}/certificate.pem {0}/key.pem",
                folder.display()
            );
            let site = replaced(
                readme_block("```\ngatehouse.example {"),
                &[("gatehouse.example {", &tls), ("127.0.0.1:3000", app.url.trim_start_matches("http://"))],
            );
            let file = folder.join("Caddyfile");
            fs::write(&file, format!("{{\n\tadmin off\n\tauto_https disable_redirects\n}}\n{site}")).expect("written");
            let mut program = Command::new("caddy");
            program.args(["run", "--adapter", "caddyfile", "--config"]).arg(file);
            program.env("HOME", folder).env("XDG_DATA_HOME", folder).env("XDG_CONFIG_HOME", folder);
            program
        };
        Some(Self::start(configured, |_| {}).await)
    }

    async fn start(configured: impl Fn(&Path, u16, &TestApp) -> Command, other: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let address = free_address();
        let url = format!("https://localhost:{}", address.port());
        let app = TestApp::start_behind(&url, other).await;
        let certificate = make_certificate(folder.path());
        let log = folder.path().join("log");
        let mut program = configured(folder.path(), address.port(), &app);
        program.stdin(Stdio::null()).stdout(Stdio::null()).stderr(fs::File::create(&log).expect("a log"));
        let mut program = program.spawn().expect("it starts");
        let listening = async {
            while TcpStream::connect(address).await.is_err() {
                let ended = program.try_wait().expect("it can be asked");
                assert!(ended.is_none(), "{}", fs::read_to_string(&log).unwrap_or_default());
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(Duration::from_mins(1), listening).await.expect("it listens");
        Self { program, app, certificate, url, _folder: folder }
    }

    fn browser(&self) -> Browser {
        Browser::new(&self.url, &self.url).trusting(&fs::read(&self.certificate).expect("readable"))
    }

    /// What the doctor says, on a machine that trusts the proxy's certificate.
    fn doctor(&self) -> Operator<'_> {
        let operator = Operator::of(&self.app).with("TRUSTED_PROXIES", "127.0.0.1");
        operator.with("SSL_CERT_FILE", self.certificate.to_str().expect("a path in UTF-8"))
    }

    async fn signs_people_in(&self) {
        let mut browser = self.browser();
        assert_eq!(browser.get("/").await.status, 200, "the first page, and no redirect to itself");
        let page = browser.sign_in("octocat").await;
        assert_eq!((page.status, page.location()), (303, "/profile"), "{page:?}");
        assert_eq!(browser.get("/profile").await.status, 200);
        assert_eq!(browser.sign_out().await.status, 303);
    }
}

/// Whether `program` is there. Where it is not, its stories are left out, and this says so past the capture of tests; but
/// a build server that could have installed it must not pass without them.
#[expect(clippy::disallowed_methods, reason = "whether this is a build server is no setting of Gatehouse")]
fn installed(program: &str) -> bool {
    let there = Command::new(program).arg("-v").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    if !there {
        let must = std::env::var("CI").is_ok_and(|ci| ci == "true") && rustix::process::getuid().is_root();
        assert!(!must, "{program} is not installed; scripts/tools.sh proxies installs it");
        let _ = writeln!(std::io::stderr(), "LEFT OUT: the stories behind {program}, which is not installed");
    }
    there
}

/// The code block of README.md that begins with `start`, without the fence.
fn readme_block(start: &str) -> String {
    let readme = fs::read_to_string("README.md").expect("readable");
    let at = readme.find(start).expect("README.md shows it");
    let block = readme[at..].split_once('\n').expect("lines").1;
    block.split("```").next().expect("a block").to_owned()
}

fn replaced(block: String, changes: &[(&str, &str)]) -> String {
    changes.iter().fold(block, |block, (old, new)| {
        assert_eq!(block.matches(old).count(), 1, "{old} in {block}");
        block.replace(old, new)
    })
}

/// For `localhost`, signed by itself; gives the certificate's path, beside which its key is.
fn make_certificate(folder: &Path) -> PathBuf {
    let (certificate, key) = (folder.join("certificate.pem"), folder.join("key.pem"));
    let made = Command::new("openssl")
        .args(["req", "-x509", "-nodes", "-days", "2", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"])
        .args(["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"])
        .args(["-addext", "basicConstraints=critical,CA:FALSE", "-keyout"])
        .arg(key)
        .arg("-out")
        .arg(&certificate)
        .output()
        .expect("openssl is installed");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    certificate
}

#[tokio::test]
async fn nginx_as_the_readme_has_it_signs_people_in_and_pleases_the_doctor() {
    let Some(proxy) = Proxy::nginx(|block| block).await else { return };
    proxy.signs_people_in().await;
    let output = proxy.doctor().run("doctor").await;
    assert_eq!((output.mark("PUBLIC_URL"), output.mark("visitors"), output.code), ('✓', '✓', Some(0)), "{output:?}");
    assert!(output.mark("HSTS") == '✓' && output.out.contains("Sent: max-age=63072000. "), "{output:?}");
    let output = proxy.doctor().with("HSTS", "subdomains").run("doctor").await;
    assert!(output.mark("HSTS") == '!', "what the settings say is not what the server sends: {output:?}");
}

#[tokio::test]
async fn caddy_as_the_readme_has_it_signs_people_in_and_pleases_the_doctor() {
    let Some(proxy) = Proxy::caddy().await else { return };
    proxy.signs_people_in().await;
    let output = proxy.doctor().run("doctor").await;
    assert_eq!((output.mark("PUBLIC_URL"), output.mark("visitors"), output.code), ('✓', '✓', Some(0)), "{output:?}");
}

#[tokio::test]
async fn an_nginx_that_drops_the_port_serves_all_the_same() {
    let Some(proxy) = Proxy::nginx(|block| replaced(block, &[("$http_host", "$host")])).await else { return };
    proxy.signs_people_in().await;
    assert_eq!(proxy.doctor().run("doctor").await.mark("PUBLIC_URL"), '✓');
}

#[tokio::test]
async fn the_doctor_says_what_a_proxy_does_wrong() {
    for (right, wrong, line, mark, words) in [
        ("$http_host", "$proxy_host", "PUBLIC_URL", '✗', "redirects to itself forever"),
        ("X-Forwarded-For $proxy_add_x_forwarded_for", "X-Nothing x", "visitors", '✗', "as a visitor wrote it"),
        ("$proxy_add_x_forwarded_for", "\"\"", "visitors", '!', "sends no X-Forwarded-For"),
        ("$proxy_add_x_forwarded_for", "$http_x_forwarded_for", "visitors", '✗', "as a visitor wrote it"),
        ("proxy_http_version 1.1;", "add_header Strict-Transport-Security max-age=9;", "HSTS", '!', "and max-age=9"),
    ] {
        let Some(proxy) = Proxy::nginx(|block| replaced(block, &[(right, wrong)])).await else { return };
        let output = proxy.doctor().run("doctor").await;
        assert!(output.mark(line) == mark && output.out.contains(words), "{wrong}: {output:?}");
    }
}

#[tokio::test]
async fn the_doctor_says_when_the_settings_and_the_proxy_do_not_fit() {
    let Some(proxy) = Proxy::nginx(|block| block).await else { return };
    // The server knows 127.0.0.1; the doctor is asked with what would stand in another server's settings.
    let output = proxy.doctor().with("TRUSTED_PROXIES", "none").run("doctor").await;
    assert!(output.mark("visitors") == '!' && output.out.contains("TRUSTED_PROXIES is none"), "{output:?}");
    let elsewhere = tempfile::tempdir().expect("a folder");
    let another = make_certificate(elsewhere.path());
    let output = proxy.doctor().with("SSL_CERT_FILE", another.to_str().expect("a path")).run("doctor").await;
    assert!(
        output.mark("PUBLIC_URL") == '!' && output.out.contains("Browsers have authorities of their own"),
        "{output:?}"
    );
    let output = proxy.doctor().with("TRUSTED_PROXIES", "").run("doctor").await;
    assert!(output.mark("configuration") == '✗' && output.out.contains("TRUSTED_PROXIES"), "{output:?}");
}

#[tokio::test]
async fn the_doctor_names_a_proxy_that_is_not_trusted_and_a_stranger_learns_nothing_of_it() {
    let nobody = |config: &mut Config| config.trusted_proxies = TrustedProxies::default();
    let Some(proxy) = Proxy::nginx_before(|block| block, nobody).await else { return };
    let output = proxy.doctor().with("TRUSTED_PROXIES", "none").run("doctor").await;
    assert!(output.mark("visitors") == '!' && output.out.contains("127.0.0.1 sends X-Forwarded-For"), "{output:?}");
    for seal in ["", "00", "6b31"] {
        let request = proxy.browser().request(http::Method::GET, "/healthz").header("x-gatehouse-doctor", "");
        let answer = request.header("x-gatehouse-doctor-seal", seal).send().await.expect("an answer");
        assert!(answer.headers().get("x-gatehouse-doctor-seal").is_none(), "{answer:?}");
    }
}

#[tokio::test]
async fn only_a_proxy_of_ours_is_asked_whom_it_names() {
    let app = TestApp::start().await;
    let probe = |name: &'static str| {
        let request = app.browser().request(http::Method::GET, "/healthz").header("x-gatehouse-doctor", "192.0.2.1");
        if name.is_empty() { request } else { request.header("x-forwarded-for", name) }
    };
    for forged in ["", "192.0.2.1"] {
        let page = app.browser().send(probe(forged)).await;
        assert_eq!((page.status, page.header("x-gatehouse-doctor")), (204, "untrusted"));
    }
    assert_eq!(app.browser().get("/healthz").await.header("x-gatehouse-doctor"), "", "nobody else is told");
}
