use gatehouse_model::Application;
use leptos::prelude::*;

use crate::app::{
    components::Scopes,
    i18n::{t, t_view},
    page_context,
};

/// What a careful person asks next.
#[component]
pub fn Points() -> impl IntoView {
    let little = match page_context().application {
        Application::OAuthApp => t_view!(home.points.little_told, <scopes> = view! { <Scopes /> }),
        Application::GitHubApp => t!(home.points.permissions_told).into_any(),
    };
    view! {
        <section class="page points" aria-labelledby="careful">
            <h2 id="careful">{t!(home.points.heading)}</h2>
            <ul class="point-row">
                <li>
                    <h3>{t!(home.points.little)}</h3>
                    <p>{little}</p>
                </li>
                <li>
                    <h3>{t!(home.points.ends)}</h3>
                    <p>{t!(home.points.ends_told)}</p>
                </li>
                <li>
                    <h3>{t!(home.points.no_scripts)}</h3>
                    <p>{t!(home.points.no_scripts_told)}</p>
                </li>
                <li>
                    <h3>{t!(home.points.readable)}</h3>
                    <p>{t!(home.points.readable_told)}</p>
                </li>
            </ul>
        </section>
    }
    .into_any()
}
