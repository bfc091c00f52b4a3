use gatehouse_core::config::Hsts;
use reqwest::Method;
use rstest::rstest;

use crate::harness::TestApp;

/// Every action there is.
const ACTS: [&str; 12] = [
    "/settings/scopes",
    "/inside/try",
    "/refresh",
    "/settings/preferences",
    "/auth/github",
    "/auth/reauthenticate",
    "/auth/sign-out",
    "/devices/end",
    "/devices/end-others",
    "/devices/end-all",
    "/settings/disconnect",
    "/settings/delete-data",
];

#[rstest]
#[case::another_site(&[("sec-fetch-site", "cross-site")])]
#[case::a_sibling(&[("sec-fetch-site", "same-site")])]
#[case::another_origin(&[("origin", "https://evil.example")])]
#[case::another_port(&[("origin", "http://127.0.0.1:1")])]
#[case::a_sandbox(&[("origin", "null")])]
#[case::no_origin_at_all(&[])]
#[tokio::test]
async fn a_forged_action_is_refused(#[case] headers: &[(&str, &str)]) {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let functions = ["/api/viewer", "/api/profile", "/api/repositories"];
    for path in ACTS.into_iter().chain(functions) {
        let mut request = browser.request(Method::POST, path).header("accept", "text/html");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let page = browser.send(request.form(&[("return_to", "/")])).await;
        assert_eq!(page.status, 403, "{path}");
        assert!(page.body.contains("from one of our own pages"), "{path} has a page that says so");
    }
    assert_eq!(browser.get("/profile").await.status, 200, "nothing has changed");
    assert_eq!(app.number("SELECT COUNT(*) FROM flows").await, 0);
}

#[tokio::test]
async fn every_answer_carries_the_headers() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let mut answers = Vec::new();
    for path in [
        "/",
        "/profile",
        "/repositories",
        "/sign-in",
        "/nowhere",
        "/auth/status",
        "/healthz",
        "/pkg/nothing.js",
        "/auth/github",
    ] {
        answers.push((path, browser.get(path).await));
    }
    answers.push(("call", browser.call("viewer", &[]).await));
    answers.push(("forged", browser.send(browser.request(Method::POST, "/auth/sign-out")).await));
    answers.push(("sign-out", browser.sign_out().await));
    answers.push(("guarded", browser.get("/profile").await));
    for (path, page) in answers {
        let policy = page.header("content-security-policy");
        for part in ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "script-src 'self' 'nonce-"] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(
            !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'") && !policy.contains("ws:"),
            "{policy}"
        );
        assert!(policy.contains("form-action 'self';"), "{policy}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("x-frame-options", "DENY"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(page.header(name), value, "{path}");
        }
        assert_eq!(page.header("strict-transport-security"), "", "http has no HSTS");
        if path != "/healthz" {
            assert_eq!(page.header("cache-control"), "no-store", "{path}");
        }
        assert_eq!(page.header("server"), "");
    }
}

#[tokio::test]
async fn every_inline_script_carries_the_nonce_and_no_nonce_comes_twice() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let mut nonces = std::collections::HashSet::new();
    for path in ["/", "/profile", "/repositories", "/sign-in", "/nowhere"] {
        let page = browser.get(path).await;
        let policy = page.header("content-security-policy");
        let nonce =
            policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).expect("a nonce").to_owned();
        for script in page.body.split("<script").skip(1) {
            let tag = script.split('>').next().unwrap_or_default();
            let ours = tag.contains(r#" src="/"#) && !tag.contains(r#" src="//"#);
            assert!(ours || tag.contains(&format!(r#"nonce="{nonce}""#)), "{path}: <script{tag}>");
        }
        assert!(!page.body.contains(" style=") && !page.body.contains(" onclick="), "{path}");
        assert!(nonces.insert(nonce), "{path}");
    }
}

#[tokio::test]
async fn another_hosts_get_is_redirected_and_its_post_refused() {
    let app = TestApp::start().await;
    let port = app.url.rsplit(':').next().expect("a port").to_owned();
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
    for host in [format!("localhost:{port}"), "evil.example".to_owned(), format!("127.0.0.1:{port}.evil.example")] {
        let answer =
            client.get(format!("{}/repositories?q=x", app.url)).header("host", &host).send().await.expect("an answer");
        assert_eq!(answer.status(), 308, "{host}");
        assert_eq!(answer.headers()["location"].to_str().expect("ASCII"), format!("{}/repositories?q=x", app.url));
        let answer =
            client.post(format!("{}/auth/github", app.url)).header("host", &host).send().await.expect("an answer");
        assert_eq!(answer.status(), 421, "{host}");
    }
    let health = client.get(format!("{}/healthz", app.url)).header("host", "10.0.0.7").send().await.expect("an answer");
    assert_eq!(health.status(), 204);
}

#[tokio::test]
async fn a_path_that_looks_like_a_host_is_not_redirected_to_it() {
    let app = TestApp::start().await;
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
    let answer = client.get(format!("{}//evil.example/", app.url)).header("host", "x").send().await.expect("an answer");
    let location = answer.headers()["location"].to_str().expect("ASCII").to_owned();
    assert_eq!(location, format!("{}//evil.example/", app.url));
}

#[tokio::test]
async fn a_body_too_large_is_refused_with_a_page() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let large = "x".repeat(70_000);
    let page = browser.post("/auth/github", &[("return_to", &large)]).await;
    assert_eq!(page.status, 413);
    assert!(page.body.contains("larger than we accept"), "{}", page.body);
}

#[tokio::test]
async fn arguments_too_large_are_refused_as_such() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let large = "x".repeat(70_000);
    assert_eq!(browser.call("repositories", &[("query[q]", &large)]).await.status, 413);
    assert_eq!(
        app.browser().call("repositories", &[("query[q]", &large)]).await.status,
        401,
        "a stranger learns nothing"
    );
}

#[tokio::test]
async fn an_error_page_decodes_as_its_headers_say() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let request = browser.request(Method::POST, "/auth/github").header("accept", "text/html");
    let request = request.header("accept-encoding", "br, gzip").header("content-type", "text/plain").body("x");
    let page = browser.send(request).await;
    assert_eq!((page.status, page.header("content-encoding")), (415, ""));
    assert!(page.body.starts_with("<!DOCTYPE html>"), "{}", page.body);
}

#[tokio::test]
async fn sign_ins_from_one_network_are_slowed_down_and_the_clock_lets_them_go_on() {
    let app = TestApp::start_with(|config| {
        config.sign_in_rate.burst = 3;
        config.sign_in_rate.per_minute = 1;
    })
    .await;
    let mut returning = app.browser();
    for _ in 0..3 {
        returning.begin("").await;
    }
    let page = app.browser().post("/auth/github", &[("return_to", "/")]).await;
    assert_eq!(page.status, 429);
    let wait: u64 = page.header("retry-after").parse().expect("seconds");
    assert!((1..=61).contains(&wait), "{wait}");
    assert!(page.body.contains("That was a bit fast"), "{}", page.body);
    let callback = "/auth/github/callback?code=x&state=y";
    assert_eq!(returning.get(callback).await.status, 303, "what another page makes a browser ask for costs nothing");
    assert_eq!(app.browser().get("/").await.status, 200, "pages do not");
    app.advance(std::time::Duration::from_secs(wait));
    app.browser().begin("").await;
}

#[tokio::test]
async fn a_forwarded_address_of_a_stranger_does_not_escape_the_limit() {
    let app = TestApp::start_with(|config| {
        config.sign_in_rate.burst = 1;
        config.sign_in_rate.per_minute = 1;
    })
    .await;
    let mut answers = Vec::new();
    for last in 1..4 {
        let browser = app.browser();
        let request =
            browser.request(Method::POST, "/auth/github").header("x-forwarded-for", format!("203.0.113.{last}"));
        answers.push(request.form(&[("return_to", "")]).send().await.expect("an answer").status().as_u16());
    }
    assert_eq!(answers, [200, 429, 429]);
}

#[tokio::test]
async fn scripts_get_a_bare_status_and_people_a_page() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let request = browser.request(Method::GET, "/nowhere").header("accept", "application/json");
    let page = browser.send(request).await;
    assert_eq!((page.status, page.body.as_str()), (404, ""));
    assert!(browser.get("/nowhere").await.body.contains("Page not found"));
}

/// One of our own layers' stacks around a handler that misbehaves.
async fn misbehaving<H, T>(app: &TestApp, handler: H) -> (u16, String)
where
    H: axum::handler::Handler<T, gatehouse::web::WebState>,
    T: 'static,
{
    use tower::ServiceExt;
    let routes = axum::Router::new().route("/misbehave", axum::routing::get(handler));
    let service = gatehouse::web::router::at_the_edge(routes, app.web.clone());
    let request = http::Request::get("/misbehave").header("host", app.state.config.public_url.authority());
    let request = request.header("accept", "text/html").body(axum::body::Body::empty()).expect("a request");
    let answer = service.oneshot(request).await.expect("an answer");
    assert!(answer.headers().contains_key("content-security-policy"));
    let status = answer.status().as_u16();
    let body = axum::body::to_bytes(answer.into_body(), 100_000).await.expect("a body");
    (status, String::from_utf8_lossy(&body).into_owned())
}

#[tokio::test]
async fn a_panic_becomes_the_error_page() {
    async fn panics() -> &'static str {
        panic!("a handler that panics")
    }
    let app = TestApp::start().await;
    let (status, body) = misbehaving(&app, panics).await;
    assert_eq!(status, 500);
    assert!(body.contains("Something went wrong on our side") && !body.contains("a handler that panics"), "{body}");
}

#[tokio::test]
async fn a_request_that_never_ends_is_ended_with_a_page() {
    let app = TestApp::start_with(|config| config.longest_request = std::time::Duration::from_millis(50)).await;
    let (status, body) = misbehaving(&app, std::future::pending::<()>).await;
    assert_eq!(status, 504);
    assert!(body.contains("This took too long"), "{body}");
}

#[tokio::test]
async fn ready_means_that_the_database_answers() {
    let app = TestApp::start().await;
    assert_eq!(app.browser().get("/readyz").await.status, 204);
    app.state.db.close().await;
    assert_eq!(app.browser().get("/readyz").await.status, 503);
    assert_eq!(app.browser().get("/healthz").await.status, 204);
}

#[tokio::test]
async fn without_its_database_a_page_fails_closed_and_says_so() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    app.state.db.close().await;
    let page = browser.get("/profile").await;
    assert_eq!(page.status, 500);
    assert!(page.body.contains("Something went wrong on our side"), "{}", page.body);
    assert!(browser.session().is_some(), "the session may still be good");
}

#[tokio::test]
async fn browsers_are_told_of_https_as_the_setting_says() {
    let app = TestApp::start_as_production().await;
    for (hsts, header) in
        [(Hsts::Off, ""), (Hsts::Host, "max-age=63072000"), (Hsts::Subdomains, "max-age=63072000; includeSubDomains")]
    {
        let instance = app.beside_with(|config| config.hsts = hsts).await;
        for path in ["/", "/no/such/page", "/profile", "/healthz"] {
            let page = instance.tab_of(&app.browser()).get(path).await;
            assert_eq!(page.header("strict-transport-security"), header, "{hsts:?} {path}");
        }
    }
}
