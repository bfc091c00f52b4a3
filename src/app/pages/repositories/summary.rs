use gatehouse_model::{AppError, Application, RepositoryPage, RepositoryQuery, Visibility};
use leptos::prelude::*;

use super::address::{address_without_search, search_address};
use crate::app::{
    PageContext,
    bidi::{contained, isolated},
    components::{ButtonLink, EmptyState, ErrorNotice, ExternalLink, InstallationsLink},
    i18n::{grouped, t, t_view},
    page_context,
};

/// How many repositories there are, how many match, and how many are still being fetched.
#[component]
pub fn Summary(query: RepositoryQuery, page: RepositoryPage) -> impl IntoView {
    let (matched, total) = (grouped(page.matched.into()), grouped(page.total.into()));
    let gathering = page.gathering.map(|about| {
        let (total, about) = (total.clone(), grouped(about.into()));
        page.stopped.map_or_else(|| still_gathering(&query, &total, &about), |error| stopped(error, &total, &about))
    });
    let found = if !query.narrows() {
        gathering.is_none().then(|| {
            let text = if page.cut || page.partial {
                t_view!(repositories.kept, total = total, <strong>)
            } else {
                t_view!(repositories.in_all, total = total, <strong>)
            };
            view! { <p class="summary">{text}</p> }.into_any()
        })
    } else if query.q.is_empty() {
        let text = t_view!(repositories.filtered, matched = matched, <total> = total, <strong>);
        Some(view! { <p class="summary">{text} " " <ClearSearch query /></p> }.into_any())
    } else {
        let text = t_view!(
            repositories.matching,
            matched = matched,
            words = contained(query.q.clone()),
            <total> = total,
            <strong>,
            <q>
        );
        Some(view! { <p class="summary">{text} " " <ClearSearch query /></p> }.into_any())
    };
    view! {
        {gathering}
        {found}
    }
}

fn still_gathering(query: &RepositoryQuery, total: &str, about: &str) -> AnyView {
    let text = t_view!(repositories.so_far, total = total, about = about, <strong>);
    view! {
        <p class="summary gathering" data-gathering="">
            {text} " " <a href=search_address(query)>{t!(repositories.look_again)}</a>
        </p>
    }
    .into_any()
}

fn stopped(error: AppError, total: &str, about: &str) -> AnyView {
    let text = t_view!(repositories.stopped, total = total, about = about, <strong>);
    view! {
        <p class="summary">{text}</p>
        <ErrorNotice error context=page_context() />
    }
    .into_any()
}

#[component]
fn ClearSearch(query: RepositoryQuery) -> impl IntoView {
    view! { <a href=address_without_search(&query)>{t!(repositories.search.clear)}</a> }.into_any()
}

/// No rows: there are no repositories, or none that match.
#[component]
pub fn NoRepositories(
    query: RepositoryQuery,
    /// How many there are without the search.
    total: u32,
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
        let installations = app.then(|| view! { <InstallationsLink /> });
        return view! {
            <EmptyState sentence>
                {installations}
                <ExternalLink href=format!("{}/new", context.github_url)>{t!(repositories.nothing.create)}</ExternalLink>
            </EmptyState>
        }
        .into_any();
    }
    let not_public = matches!(query.visibility, Some(Visibility::Private | Visibility::Internal));
    let unseen = unseen.filter(|_| not_public);
    let installations = (app && not_public).then(|| view! { <InstallationsLink /> });
    let sentence = if let Some(unseen) = unseen {
        unseen
    } else if query.q.is_empty() {
        t!(repositories.nothing.filtered)
    } else {
        t!(repositories.nothing.matches, words = isolated(&query.q))
    };
    view! {
        <EmptyState sentence>
            {installations}
            <ButtonLink href=address_without_search(&query)>{t!(repositories.search.clear)}</ButtonLink>
        </EmptyState>
    }
    .into_any()
}
