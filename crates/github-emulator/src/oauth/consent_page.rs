use axum::response::Html;

use super::authorize::AuthorizationRequest;
use crate::accounts::Account;
use crate::settings::Application;
use crate::state::Shared;
use crate::web::{escape, page};
use crate::{APP_NAME, CLIENT_ID};

/// Who, for which application, with which scopes: a plain form, because sign-in must work without JavaScript.
pub(super) fn render(request: &AuthorizationRequest, shared: &Shared) -> Html<String> {
    let world = shared.world();
    let suggested = request.login.as_deref().and_then(|login| world.accounts.by_login(login));
    let chosen = suggested.or_else(|| world.accounts.iter().next()).map(Account::id);
    let accounts = world.accounts.iter();
    let accounts: String = accounts.map(|account| choice(account, Some(account.id()) == chosen)).collect();
    let body = format!(
        r#"<h1>Authorize {APP_NAME}</h1>
<p>{APP_NAME} wants to act for one of these accounts.</p>
<form method="post" action="/login/oauth/authorize">
{hidden}
<fieldset><legend>Account</legend>
{accounts}</fieldset>
<h2>Access</h2>
{scopes}
<div class="buttons">
<button class="main" name="decision" value="authorize">Authorize {APP_NAME}</button>
<button name="decision" value="cancel">Cancel</button>
</div>
<p class="soft">You go back to <code>{redirect_uri}</code></p>
</form>"#,
        hidden = hidden_fields(request),
        scopes = match world.settings.application {
            Application::OAuth => scope_list(&request.scopes),
            Application::GitHub => "<p>What the app's permissions allow.</p>".to_owned(),
        },
        redirect_uri = escape(&request.redirect_uri),
    );
    page(&format!("Authorize {APP_NAME}"), &body)
}

fn choice(account: &Account, checked: bool) -> String {
    let checked = if checked { " checked" } else { "" };
    let login = escape(account.login());
    format!(
        r#"<label class="account"><input type="radio" name="account" value="{login}" required{checked}>
<img src="/avatars/u/{id}" alt="" width="40" height="40">
<span><strong>{name}</strong> <span class="soft">{login}</span></span></label>
"#,
        id = account.id().0,
        name = escape(account.display_name()),
    )
}

fn hidden_fields(request: &AuthorizationRequest) -> String {
    let scope = request.scopes.join(" ");
    let method = request.challenge.as_ref().map(|_| "S256");
    let fields = [
        ("client_id", Some(CLIENT_ID)),
        ("redirect_uri", Some(request.redirect_uri.as_str())),
        ("state", request.state.as_deref()),
        ("scope", Some(scope.as_str())),
        ("code_challenge", request.challenge.as_deref()),
        ("code_challenge_method", method),
    ];
    let present = fields.into_iter().filter_map(|(name, value)| Some((name, value?)));
    present
        .map(|(name, value)| format!(r#"<input type="hidden" name="{name}" value="{}">"#, escape(value)))
        .collect::<Vec<_>>()
        .concat()
}

fn scope_list(scopes: &[String]) -> String {
    if scopes.is_empty() {
        return "<p>Public information only.</p>".to_owned();
    }
    let items: Vec<String> = scopes.iter().map(|scope| format!("<li><code>{}</code></li>", escape(scope))).collect();
    format!("<ul>{}</ul>", items.concat())
}
