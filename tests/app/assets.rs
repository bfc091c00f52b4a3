use crate::harness::TestApp;

#[tokio::test]
async fn files_are_served_by_name_and_nothing_else_is() {
    let app = TestApp::start().await;
    std::fs::write(app.folder.path().join("site/robots.txt"), "User-agent: *").expect("written");
    std::fs::write(app.folder.path().join("site/pkg/gatehouse.css"), "a{}").expect("written");
    let mut browser = app.browser();
    let robots = browser.get("/robots.txt").await;
    assert_eq!((robots.status, robots.header("cache-control")), (200, "public, no-cache"));
    assert_eq!(browser.get("/pkg/gatehouse.css").await.header("cache-control"), "public, no-cache");
    for path in [
        "/pkg",
        "/pkg/",
        "/pkg/missing.wasm",
        "/../gatehouse.db",
        "/%2e%2e/gatehouse.db",
        "/pkg/..%2f..%2fgatehouse.db",
    ] {
        let page = browser.get(path).await;
        assert_eq!((page.status, page.header("cache-control")), (404, "no-store"), "{path}");
    }
}

#[tokio::test]
async fn hashed_files_are_kept_for_good() {
    let app = TestApp::start_with_hashed_files().await;
    std::fs::write(app.folder.path().join("site/pkg/gatehouse.abc.css"), "a{}").expect("written");
    let page = app.browser().get("/pkg/gatehouse.abc.css").await;
    assert_eq!(page.header("cache-control"), "public, max-age=31536000, immutable");
}

#[tokio::test]
async fn a_file_costs_no_look_at_the_session() {
    let app = TestApp::start().await;
    std::fs::write(app.folder.path().join("site/robots.txt"), "x").expect("written");
    let mut browser = app.signed_in("octocat").await;
    let before = app.queries();
    assert_eq!(browser.get("/robots.txt").await.status, 200);
    assert_eq!(app.queries(), before);
}
