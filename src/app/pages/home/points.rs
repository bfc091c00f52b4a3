use gatehouse_model::Application;
use leptos::prelude::*;

use crate::app::{
    components::Scopes,
    page_context,
    words::{say, tell},
};

/// What a careful person asks next.
#[component]
pub fn Points() -> impl IntoView {
    let little = match page_context().application {
        Application::OAuthApp => tell!(home.points.little_told, <scopes> = view! { <Scopes /> }),
        Application::GitHubApp => say!(home.points.permissions_told).into_any(),
    };
    view! {
        <section class="page points" aria-labelledby="careful">
            <h2 id="careful">{say!(home.points.heading)}</h2>
            <ul class="point-row">
                <li>
                    <h3>{say!(home.points.little)}</h3>
                    <p>{little}</p>
                </li>
                <li>
                    <h3>{say!(home.points.ends)}</h3>
                    <p>{say!(home.points.ends_told)}</p>
                </li>
                <li>
                    <h3>{say!(home.points.no_scripts)}</h3>
                    <p>{say!(home.points.no_scripts_told)}</p>
                </li>
                <li>
                    <h3>{say!(home.points.readable)}</h3>
                    <p>{say!(home.points.readable_told)}</p>
                </li>
            </ul>
        </section>
    }
    .into_any()
}
