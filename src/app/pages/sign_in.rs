//! The sign-in page, and every reason to be sent there.

use gatehouse_model::{Application, Message, SignInReason, Viewer};
use leptos::prelude::*;

use crate::app::{
    bidi::isolated,
    components::{Button, ButtonLink, ExternalLink, Notice, PageMeta, Scopes, SignInForm, Tone},
    i18n::{t, t_view},
    layout::Logo,
    links::{local_path, query_value},
    page_context,
    sign_in_reasons::{ReasonText, reason_text},
};

#[component]
pub fn SignIn() -> impl IntoView {
    let context = page_context();
    let reason = context.show_flash(|flash| if let Message::SignIn(reason) = flash { Some(reason) } else { None });
    let return_to = query_value(&context.query, "return_to").as_deref().and_then(local_path);
    let card = match (context.viewer, reason) {
        (Some(viewer), None | Some(SignInReason::Required)) => {
            view! { <AlreadySignedIn viewer return_to /> }.into_any()
        }
        (viewer, reason) => view! { <SignInCard reason return_to viewer github_url=context.github_url /> }.into_any(),
    };
    view! {
        <PageMeta title=t!(sign_in.title) description=t!(sign_in.description) />
        <div class="page narrow sign-in-page">{card}</div>
    }
}

/// The reason, the sign-in button, and what it requests.
#[component]
fn SignInCard(
    /// None for a visit without a reason.
    reason: Option<SignInReason>,
    return_to: Option<String>,
    /// Present if a second sign-in was refused.
    viewer: Option<Viewer>,
    github_url: String,
) -> impl IntoView {
    let ReasonText { tone, heading, happened, next } = reason_text(reason.unwrap_or(SignInReason::Required));
    let text = match tone {
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
    // The token pair waits for the viewer who was signing in; somebody else starts over.
    let another_account = (reason == Some(SignInReason::GitHubLimited)).then(|| {
        view! {
            <form method="post" action="/auth/github">
                <input type="hidden" name="another_account" value="yes" />
                <Button>{t!(sign_in.another_account)}</Button>
            </form>
        }
    });
    let still_signed_in = viewer.map(|viewer| {
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
            <Logo />
            <h1 id="card">{heading}</h1>
            {text}
            {settings}
            <SignInForm return_to />
            {another_account}
            {destination}
            {still_signed_in}
            <Terms />
            <p class="way-back">
                <a href="/">{t!(sign_in.back)}</a>
            </p>
        </section>
    }
}

/// What a sign-in requests, and where the token goes.
#[component]
fn Terms() -> impl IntoView {
    let requested = match page_context().application {
        Application::OAuthApp => t_view!(sign_in.terms.asks, <scopes> = view! { <Scopes /> }),
        Application::GitHubApp => t!(sign_in.terms.permissions).into_any(),
    };
    view! {
        <ul class="terms">
            <li>{requested}</li>
            <li>{t!(sign_in.terms.token)}</li>
        </ul>
    }
}

/// For a viewer who is signed in already.
#[component]
fn AlreadySignedIn(viewer: Viewer, return_to: Option<String>) -> impl IntoView {
    let href = return_to.filter(|path| !path.starts_with("/sign-in")).unwrap_or_else(|| "/profile".to_owned());
    let verb = if href == "/profile" { t!(sign_in.go_to_profile) } else { t!(sign_in.go_on) };
    let who = t_view!(sign_in.inside.who, login = isolated(&viewer.login), <strong>);
    view! {
        <section class="card sign-in-card" aria-labelledby="card">
            <Logo />
            <h1 id="card">{t!(sign_in.inside.heading)}</h1>
            <p class="lead">{who}</p>
            <p class="way-on">
                <ButtonLink href main=true>{verb}</ButtonLink>
            </p>
        </section>
    }
}
