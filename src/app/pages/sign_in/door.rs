use leptos::prelude::*;

use crate::{
    app::{
        components::{ButtonLink, Notice, Outside, Scopes, SignInForm, Tone},
        layout::Mark,
        story::story,
    },
    model::{Viewer, Why},
};

/// The reason, the way in, and what it asks for.
#[component]
pub fn Door(
    /// Why the person is here; none for a plain visit.
    why: Option<Why>,
    /// Where they were going.
    return_to: Option<String>,
    /// They may be signed in already: a second sign-in was refused.
    viewer: Option<Viewer>,
    /// GitHub's web address.
    github_url: String,
) -> impl IntoView {
    let told = story(why.unwrap_or(Why::Required));
    let words = match told.tone {
        Tone::Quiet => view! {
            <p class="lead">{told.happened}</p>
            <p>{told.next}</p>
        }
        .into_any(),
        tone => view! {
            <Notice tone happened=told.happened>
                <p>{told.next}</p>
            </Notice>
        }
        .into_any(),
    };
    let settings = (why == Some(Why::EmailUnverified)).then(|| {
        view! {
            <p>
                <Outside href=format!("{github_url}/settings/emails")>"Open your e-mail settings at GitHub"</Outside>
            </p>
        }
    });
    let destination = return_to.clone().map(|path| {
        view! {
            <p class="small">"Afterwards you go to " <code>{path}</code></p>
        }
    });
    let still_in = viewer.map(|viewer| {
        view! {
            <p class="small">
                "You are still signed in as " <strong>{viewer.login}</strong> ". "
                <a href="/profile">"Go to your profile"</a>
            </p>
        }
    });
    view! {
        <section class="card door-card" aria-labelledby="door">
            <Mark />
            <h1 id="door">{told.heading}</h1>
            {words}
            {settings}
            <SignInForm return_to />
            {destination}
            {still_in}
            <Terms />
            <p class="way-back">
                <a href="/">"Back to the first page"</a>
            </p>
        </section>
    }
}

/// What is asked of GitHub, and where the token goes.
#[component]
fn Terms() -> impl IntoView {
    view! {
        <ul class="terms">
            <li>"We ask GitHub for " <Scopes /> ", and nothing more."</li>
            <li>"The token GitHub gives us stays on the server, encrypted. Your browser never gets it."</li>
        </ul>
    }
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
    let verb = if href == "/profile" { "Go to your profile" } else { "Go on" };
    view! {
        <section class="card door-card" aria-labelledby="door">
            <Mark />
            <h1 id="door">"You're already inside"</h1>
            <p class="lead">"You are signed in as " <strong>{viewer.login}</strong> "."</p>
            <p class="way-on">
                <ButtonLink href main=true>{verb}</ButtonLink>
            </p>
        </section>
    }
}
