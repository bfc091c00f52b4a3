use gatehouse_model::{Application, SignInReason, Viewer};
use leptos::prelude::*;

use crate::app::{
    bidi::isolated,
    components::{Button, ButtonLink, ExternalLink, Notice, Scopes, SignInForm, Tone},
    i18n::{t, t_view},
    layout::Mark,
    page_context,
    story::{Story, story},
};

/// The reason, the way in, and what it asks for.
#[component]
pub fn SignInCard(
    /// Why the person is here; none for a plain visit.
    reason: Option<SignInReason>,
    /// Where they were going.
    return_to: Option<String>,
    /// They may be signed in already: a second sign-in was refused.
    viewer: Option<Viewer>,
    /// GitHub's web address.
    github_url: String,
) -> impl IntoView {
    let Story { tone, heading, happened, next } = story(reason.unwrap_or(SignInReason::Required));
    let words = match tone {
        Tone::Quiet => view! {
            <p class="lead">{happened}</p>
            <p>{next}</p>
        }
        .into_any(),
        tone => view! {
            <Notice tone happened>
                <p>{next}</p>
            </Notice>
        }
        .into_any(),
    };
    let settings = (reason == Some(SignInReason::EmailUnverified)).then(|| {
        view! {
            <p>
                <ExternalLink href=format!("{github_url}/settings/emails")>{t!(sign_in.email_settings)}</ExternalLink>
            </p>
        }
    });
    let destination = return_to.clone().map(|path| {
        let path = t_view!(sign_in.afterwards, path = isolated(&path), <code>);
        view! { <p class="small">{path}</p> }
    });
    // The pair is kept for the one before; whoever else sits here now begins anew.
    let anew = (reason == Some(SignInReason::GitHubLimited)).then(|| {
        view! {
            <form method="post" action="/auth/github">
                <input type="hidden" name="anew" value="yes" />
                <Button>{t!(sign_in.another_account)}</Button>
            </form>
        }
    });
    let still_in = viewer.map(|viewer| {
        let who = t_view!(sign_in.still_in, login = isolated(&viewer.login), <strong>);
        view! {
            <p class="small">
                {who} " "
                <a href="/profile">{t!(sign_in.go_to_profile)}</a>
            </p>
        }
    });
    view! {
        <section class="card sign-in-card" aria-labelledby="card">
            <Mark />
            <h1 id="card">{heading}</h1>
            {words}
            {settings}
            <SignInForm return_to />
            {anew}
            {destination}
            {still_in}
            <Terms />
            <p class="way-back">
                <a href="/">{t!(sign_in.back)}</a>
            </p>
        </section>
    }
    .into_any()
}

/// What is asked of GitHub, and where the token goes.
#[component]
fn Terms() -> impl IntoView {
    let asks = match page_context().application {
        Application::OAuthApp => t_view!(sign_in.terms.asks, <scopes> = view! { <Scopes /> }),
        Application::GitHubApp => t!(sign_in.terms.permissions).into_any(),
    };
    view! {
        <ul class="terms">
            <li>{asks}</li>
            <li>{t!(sign_in.terms.token)}</li>
        </ul>
    }
    .into_any()
}

/// For a person who is signed in already.
#[component]
pub fn Inside(
    /// Who they are.
    viewer: Viewer,
    /// Where they were going.
    return_to: Option<String>,
) -> impl IntoView {
    let href = return_to.filter(|path| !path.starts_with("/sign-in")).unwrap_or_else(|| "/profile".to_owned());
    let verb = if href == "/profile" { t!(sign_in.go_to_profile) } else { t!(sign_in.go_on) };
    let who = t_view!(sign_in.inside.who, login = isolated(&viewer.login), <strong>);
    view! {
        <section class="card sign-in-card" aria-labelledby="card">
            <Mark />
            <h1 id="card">{t!(sign_in.inside.heading)}</h1>
            <p class="lead">{who}</p>
            <p class="way-on">
                <ButtonLink href main=true>{verb}</ButtonLink>
            </p>
        </section>
    }
    .into_any()
}
