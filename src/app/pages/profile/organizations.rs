use gatehouse_model::{Application, Organization};
use leptos::prelude::*;

use crate::app::{
    bidi::non_blank,
    components::{Avatar, CollectAny, ExternalLink, InstallationsLink, Isolated, KeptBack},
    i18n::{t, t_view},
    page_context,
};

/// The viewer's organisations.
#[component]
pub fn Organizations(organizations: gatehouse_model::Organizations) -> impl IntoView {
    let context = page_context();
    let github_url = context.github_url;
    let gatehouse_model::Organizations { list: organizations, gathering, cut, partial } = organizations;
    let more = if gathering {
        Some(view! { <p class="small">{t!(contributions.organizations.gathering)}</p> }.into_any())
    } else if cut {
        let href = format!("{github_url}/settings/organizations");
        Some(
            view! {
                <p class="small">
                    {t!(contributions.organizations.cut)} " "
                    <ExternalLink href>{t!(contributions.organizations.all)}</ExternalLink>
                </p>
            }
            .into_any(),
        )
    } else {
        None
    };
    let installed = (context.application == Application::GitHubApp).then(|| {
        view! {
            <p class="small">{t!(contributions.organizations.installed)} " " <InstallationsLink /></p>
        }
    });
    let shown = if organizations.is_empty() {
        view! { <p class="small">{t!(contributions.organizations.nothing)}</p> }.into_any()
    } else {
        let rows = organizations.into_iter().map(|organization| row(organization, &github_url)).collect_any();
        view! { <ul class="organization-list">{rows}</ul> }.into_any()
    };
    let shown = view! {
        {shown}
        {more}
        <KeptBack partial />
        {installed}
    };
    section(shown.into_any())
}

/// The section if GitHub refuses, because the token lacks the scope for it.
#[component]
pub fn MissingScope() -> impl IntoView {
    let shown = view! {
        <p class="small">{t_view!(contributions.organizations.missing, <code>)}</p>
        <p class="small">
            <a href="/settings#scopes">{t!(contributions.organizations.choose)}</a>
        </p>
    };
    section(shown.into_any())
}

fn section(shown: AnyView) -> impl IntoView {
    view! {
        <section class="card organizations" aria-labelledby="organizations">
            <h2 id="organizations">{t!(contributions.organizations.heading)}</h2>
            {shown}
        </section>
    }
}

fn row(organization: Organization, github_url: &str) -> AnyView {
    let Organization { login, description, avatar_url } = organization;
    let href = format!("{github_url}/{login}");
    let description = non_blank(description.as_deref()).map(|text| view! { <p class="small" dir="auto">{text}</p> });
    view! {
        <li>
            <Avatar src=avatar_url login=login.clone() size=32 />
            <div>
                <ExternalLink href><Isolated text=login /></ExternalLink>
                {description}
            </div>
        </li>
    }
    .into_any()
}
