use leptos::prelude::*;

use super::{outcomes::OUTCOMES, picture::Picture};
use crate::app::{
    components::{ButtonLink, Scopes, SignInForm, WasDone},
    page_context,
};

/// The claim, the way in, and the picture of a request's way.
#[component]
pub fn Hero() -> impl IntoView {
    let viewer = page_context().viewer;
    // Both outcomes leave the person signed out: to one who isn't, the address lies.
    let done = viewer.is_none().then(|| view! { <WasDone outcomes=OUTCOMES /> });
    let (door, small) = match viewer {
        Some(viewer) => (
            view! { <ButtonLink href="/profile" main=true>"Go to your profile"</ButtonLink> }.into_any(),
            view! { "You're signed in as " <strong>{viewer.login}</strong> "." }.into_any(),
        ),
        None => (
            view! { <SignInForm return_to=Some("/profile".to_owned()) /> }.into_any(),
            view! { "We ask GitHub for " <Scopes /> ", and nothing else." }.into_any(),
        ),
    };
    view! {
        <section class="hero dusk" aria-labelledby="claim">
            <div class="hero-row">
                <div class="hero-words">
                    {done}
                    <h1 id="claim">"Pages come out. "<br />"Keys stay in."</h1>
                    <p class="lead">
                        "Gatehouse signs you in with GitHub and shows you your profile and your repositories. "
                        "GitHub's token stays on the server; your browser never sees it."
                    </p>
                    {door}
                    <p class="small">{small}</p>
                </div>
                <Picture />
            </div>
        </section>
    }
}
