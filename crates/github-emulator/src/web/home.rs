use axum::extract::State;
use axum::response::Html;

use super::html::page;
use crate::CLIENT_ID;
use crate::state::AppState;

/// What this is, for somebody who opened the port by chance.
pub(super) async fn show(State(shared): State<AppState>) -> Html<String> {
    let body = format!(
        r#"<h1>A GitHub to sign in with while you build</h1>
<p>This program plays GitHub's sign-in and API in memory, with made-up people and, on demand, GitHub's bad days. Nothing here reaches github.com.</p>
<h2>Where things are</h2>
<ul>
<li>API: <code>{api}</code></li>
<li>Client: <code>{CLIENT_ID}</code></li>
<li><a href="/_control/counters">What was asked so far</a></li>
<li><a href="/settings/connections/applications/{CLIENT_ID}">What the application may do</a></li>
</ul>"#,
        api = shared.urls.api,
    );
    page("Emulator", &body)
}
