//! A GitHub whose certificate comes from a private authority.

use std::path::Path;

use github_emulator::Iss;

use crate::harness::{Authority, Browser, Operator, Process, SharedClock, TestApp, TlsFront};

struct Story {
    app: TestApp,
    authority: Authority,
    front: TlsFront,
}

impl Story {
    async fn begin() -> Self {
        let (app, authority) = (TestApp::start().await, Authority::new());
        app.emulator.set(|settings| settings.iss = Iss::Off);
        let front = TlsFront::before(&app.emulator, &authority, &["localhost"]).await;
        Self { app, authority, front }
    }

    /// A server that finds GitHub behind TLS, with one variable more.
    async fn process(&self, variable: &str, value: &Path) -> Process {
        Process::start_with(&self.app, &SharedClock::of(&self.app), |program| {
            program.env("GITHUB_WEB_URL", self.front.url()).env_remove("GITHUB_API_URL").env(variable, value);
        })
        .await
    }

    fn browser(&self, process: &Process) -> Browser {
        let browser = process.tab_of(&self.app.browser());
        browser.reaching("localhost", self.front.address, &self.authority.pem())
    }
}

#[tokio::test]
async fn one_variable_makes_the_exchange_and_the_api_trust_it() {
    let story = Story::begin().await;
    let file = story.authority.file();
    for (variable, value) in [("SSL_CERT_FILE", file.as_path()), ("SSL_CERT_DIR", file.parent().expect("a folder"))] {
        let process = story.process(variable, value).await;
        let mut browser = story.browser(&process);
        let page = browser.sign_in("octocat").await;
        assert_eq!((page.status, page.location()), (303, "/profile"), "{variable}: {}", process.log());
        assert_eq!(browser.get("/profile").await.status, 200, "{variable}: {}", process.log());
    }
}

#[tokio::test]
async fn an_untrusted_certificate_is_reported_as_such() {
    let (story, another) = (Story::begin().await, Authority::new());
    // The system's authorities, and one that is not GitHub's.
    for (variable, value) in [("SSL_CERT_FILE", another.file()), ("RUST_LOG", "info".into())] {
        let process = story.process(variable, &value).await;
        let page = story.browser(&process).sign_in("octocat").await;
        assert!(page.status == 303 && page.location().starts_with("/sign-in"), "{page:?}");
        assert!(process.log().contains("invalid peer certificate"), "{}", process.log());
        let value = value.display().to_string();
        let operator = Operator::of(&story.app).with("GITHUB_WEB_URL", &story.front.url()).without("GITHUB_API_URL");
        let output = operator.with(variable, &value).run("doctor").await;
        assert_eq!((output.code, output.mark("sign-in page"), output.mark("API")), (Some(1), '✗', '✗'), "{output:?}");
        assert!(output.out.contains("shows a certificate that is not trusted"), "{output:?}");
    }
    assert_eq!(story.app.emulator.count("POST /login/oauth/access_token"), 0, "nothing was said to it");
}

#[tokio::test]
async fn a_missing_or_empty_certificate_file_prevents_startup() {
    let app = TestApp::start().await;
    let empty = app.folder.path().join("no-certificate.pem");
    std::fs::write(&empty, "").expect("written");
    for file in ["/nowhere/at/all.pem", empty.to_str().expect("UTF-8")] {
        let output = Operator::of(&app).with("SSL_CERT_FILE", file).run("sessions list").await;
        assert!(output.code == Some(2) && output.log.contains("SSL_CERT_FILE"), "{output:?}");
    }
}
