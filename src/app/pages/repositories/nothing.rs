use gatehouse_model::{Application, RepositoryQuery, Visibility};
use leptos::prelude::*;

use crate::app::{
    PageContext,
    bidi::isolated,
    components::{ButtonLink, Empty, ExternalLink, Installations},
    i18n::t,
};

/// No rows: either there is nothing at all, or nothing that matches.
#[component]
pub fn Nothing(
    /// What was asked.
    query: RepositoryQuery,
    /// How many there are without the search.
    total: u32,
    /// The page's own.
    context: PageContext,
) -> impl IntoView {
    let app = context.application == Application::GitHubApp;
    let unseen = match context.application {
        Application::GitHubApp => Some(t!(repositories.nothing.uninstalled)),
        Application::OAuthApp => (!context.may_see_private()).then(|| t!(repositories.nothing.unseen)),
    };
    if total == 0 {
        let yet = t!(repositories.nothing.yet);
        let sentence = unseen.map_or_else(|| yet.clone(), |unseen| format!("{yet} {unseen}"));
        let installations = app.then(|| view! { <Installations /> });
        return view! {
            <Empty sentence>
                {installations}
                <ExternalLink href=format!("{}/new", context.github_url)>{t!(repositories.nothing.create)}</ExternalLink>
            </Empty>
        }
        .into_any();
    }
    let not_public = matches!(query.visibility, Some(Visibility::Private | Visibility::Internal));
    let unseen = unseen.filter(|_| not_public);
    let installations = (app && not_public).then(|| view! { <Installations /> });
    let sentence = if let Some(unseen) = unseen {
        unseen
    } else if query.q.is_empty() {
        t!(repositories.nothing.filtered)
    } else {
        t!(repositories.nothing.matches, words = isolated(&query.q))
    };
    view! {
        <Empty sentence>
            {installations}
            <ButtonLink href=super::address::without_search(&query)>{t!(repositories.search.clear)}</ButtonLink>
        </Empty>
    }
    .into_any()
}
