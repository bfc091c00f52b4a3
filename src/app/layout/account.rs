use gatehouse_model::Viewer;
use leptos::prelude::*;

use crate::app::{
    components::{Avatar, Isolated, SignOutForm},
    i18n::t,
};

/// The viewer's face with a menu: a plain `<details>`, so it opens without a script.
#[component]
pub fn Account(
    /// Who is signed in.
    viewer: Viewer,
) -> impl IntoView {
    let name = viewer.display_name().to_owned();
    view! {
        <details class="account">
            <summary>
                <Avatar src=viewer.avatar_url login=viewer.login.clone() size=32 />
                <span class="unseen">{t!(common.account)}</span>
            </summary>
            <div class="menu">
                <p class="who">
                    <strong><Isolated text=name /></strong>
                    <span class="login"><Isolated text=viewer.login /></span>
                </p>
                <ul class="ways">
                    <li>
                        <a href="/devices">{t!(common.your_devices)}</a>
                    </li>
                    <li>
                        <a href="/settings">{t!(common.your_settings)}</a>
                    </li>
                </ul>
                <SignOutForm />
            </div>
        </details>
    }
    .into_any()
}
