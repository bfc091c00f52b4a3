use reqwest::Method;

use crate::harness::TestApp;

/// Every function that leptos has registered, by its path.
fn registered() -> Vec<String> {
    let mut paths: Vec<String> = leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path.to_owned()).collect();
    paths.sort();
    paths
}

#[test]
fn the_addresses_of_the_functions_are_fixed() {
    let registered = registered();
    assert!(registered.contains(&"/api/viewer".to_owned()), "{registered:?}");
    // Leptos would end them with a number that depends on where the program was built.
    let fixed = |path: &String| {
        let name = path.strip_prefix("/api/").unwrap_or_default();
        !name.is_empty() && name.chars().all(|char| char.is_ascii_lowercase() || char == '_')
    };
    assert_eq!(registered.iter().find(|path| !fixed(path)), None);
}

#[tokio::test]
async fn signed_out_every_function_is_a_401_before_its_arguments_are_read() {
    let app = TestApp::start().await;
    for path in registered() {
        for body in ["", "query[q]=x", "complete=nonsense&%FF"] {
            let mut browser = app.browser();
            let request = browser.request(Method::POST, &path).header("sec-fetch-site", "same-origin");
            let request = request.header("content-type", "application/x-www-form-urlencoded").body(body);
            let page = browser.send(request).await;
            assert_eq!((page.status, page.body.as_str()), (401, "\"SignedOut\""), "{path} with {body:?}");
            assert_eq!(page.header("cache-control"), "no-store");
        }
    }
    assert_eq!(app.emulator.total_api_calls(), 0);
}

#[tokio::test]
async fn called_without_the_layers_a_function_still_proves_its_viewer() {
    use gatehouse::api;
    use gatehouse_model::{AppError, RepositoryQuery};
    // As during rendering: no layer, no request. The body itself must refuse.
    assert_eq!(api::viewer().await.err(), Some(AppError::SignedOut.into()));
    assert_eq!(api::profile().await.err(), Some(AppError::SignedOut.into()));
    assert_eq!(api::repositories(RepositoryQuery::default()).await.err(), Some(AppError::SignedOut.into()));
}

#[tokio::test]
async fn signed_in_the_functions_answer_with_models_only() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let viewer = browser.call("viewer", &[]).await;
    assert_eq!(viewer.status, 200);
    let viewer: serde_json::Value = serde_json::from_str(&viewer.body).expect("JSON");
    let mut fields: Vec<_> = viewer.as_object().expect("an object").keys().cloned().collect();
    fields.sort();
    assert_eq!(fields, ["avatar_url", "login", "name"]);

    let profile = browser.call("profile", &[]).await;
    let profile: serde_json::Value = serde_json::from_str(&profile.body).expect("JSON");
    assert_eq!(profile["value"]["login"], "octocat");

    let form = [("query[q]", ""), ("query[sort]", "name"), ("query[page]", "1")];
    let repositories = browser.call("repositories", &form).await;
    let repositories: serde_json::Value = serde_json::from_str(&repositories.body).expect("JSON");
    assert_eq!(repositories["value"]["total"], 23, "what read:user may see");
}

#[tokio::test]
async fn an_error_carries_its_own_status() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    app.emulator.fault(github_emulator::Fault::html(502).on("GET", "/api/v3/user"));
    let page = browser.call("profile", &[]).await;
    assert_eq!((page.status, page.body.as_str()), (502, "\"GitHubDown\""));
}

#[tokio::test]
async fn nonsense_arguments_are_a_400_without_detail() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let page = browser.call("repositories", &[("query[page]", "minus one")]).await;
    assert_eq!((page.status, page.body.as_str()), (400, "\"BadRequest\""));
}

#[tokio::test]
async fn an_unknown_function_is_not_found_and_its_name_is_not_repeated() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let page = browser.call("no-such-function", &[]).await;
    assert_eq!((page.status, page.body.as_str()), (404, ""));
}

#[tokio::test]
async fn a_function_is_never_called_by_get() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    for path in registered() {
        assert_eq!(browser.get(&path).await.status, 405, "{path}");
    }
}

#[tokio::test]
async fn a_plain_form_gets_an_answer_and_no_redirect() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let request = browser.request(Method::POST, "/api/viewer").header("sec-fetch-site", "same-origin");
    let request = request.header("accept", "text/html").header("referer", "https://evil.example/").body("");
    let page = browser.send(request.header("content-type", "application/x-www-form-urlencoded")).await;
    assert_eq!((page.status, page.location()), (200, ""));
}
