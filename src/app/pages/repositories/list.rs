use gatehouse_model::{Repository, RepositoryPage, RepositoryQuery, Visibility};
use leptos::prelude::*;

use super::address::{address_at, search_address};
use crate::app::{
    bidi::non_blank,
    components::{Age, Badge, CollectAny, ExternalLink, ForkCount, Icon, IconKind, Isolated, Pager, StarCount, Tone},
    i18n::{t, t_view},
};

/// The repositories of this page.
#[component]
pub fn RepositoryList(page: RepositoryPage) -> impl IntoView {
    // The island fills in the counts. If there are more pages, the sentence says how to search them.
    let everything = page.items.len() == page.total as usize && page.gathering.is_none();
    let status = if everything { t!(repositories.seen.here) } else { t!(repositories.seen.elsewhere) };
    let rows = page.items.into_iter().map(|repository| view! { <RepositoryRow repository /> }).collect_any();
    view! {
        <ul id="repositories" class="rows repository-list" data-count-sentence=status>
            {rows}
        </ul>
    }
}

/// A repository. The island searches its `data-search`.
#[component]
fn RepositoryRow(repository: Repository) -> impl IntoView {
    let search = repository.search_text();
    let owner = repository.full_name.strip_suffix(&repository.name).unwrap_or_default().to_owned();
    let badges = badges(&repository);
    let topics = (!repository.topics.is_empty()).then(|| {
        let topics =
            repository.topics.iter().map(|topic| view! { <li><Isolated text=topic.clone() /></li> }).collect_any();
        view! {
            <ul class="topics" aria-label=t!(repositories.topics)>
                {topics}
            </ul>
        }
    });
    let pushed = match repository.pushed_at {
        Some(timestamp) => {
            let pushed = t_view!(repositories.pushed, <age> = view! { <Age timestamp /> });
            view! { <li>{pushed}</li> }.into_any()
        }
        None => view! { <li>{t!(repositories.never_pushed)}</li> }.into_any(),
    };
    view! {
        <li class="repository" data-search=search>
            <h2>
                <ExternalLink href=repository.html_url>
                    <span class="owner"><Isolated text=owner /></span>
                    <Isolated text=repository.name />
                </ExternalLink>
                {badges}
            </h2>
            {non_blank(repository.description.as_deref())
                .map(|text| view! { <p class="description" dir="auto">{text}</p> })}
            {topics}
            <ul class="meta">
                {repository.language.map(|language| view! { <li class="language"><Isolated text=language /></li> })}
                <StarCount number=repository.stars />
                <ForkCount number=repository.forks />
                {repository.license.map(|license| view! { <li><Isolated text=license /></li> })}
                {pushed}
            </ul>
        </li>
    }
}

fn badges(repository: &Repository) -> Vec<AnyView> {
    let visibility = match repository.visibility {
        Visibility::Public => None,
        Visibility::Private => {
            Some(view! { <Badge><Icon kind=IconKind::Lock />{t!(repositories.badge.private)}</Badge> }.into_any())
        }
        Visibility::Internal => Some(view! { <Badge>{t!(repositories.badge.internal)}</Badge> }.into_any()),
    };
    let fork = repository.fork.then(|| view! { <Badge>{t!(repositories.badge.fork)}</Badge> }.into_any());
    let template = repository.template.then(|| view! { <Badge>{t!(repositories.badge.template)}</Badge> }.into_any());
    let archived = repository
        .archived
        .then(|| view! { <Badge tone=Tone::Warn>{t!(repositories.badge.archived)}</Badge> }.into_any());
    [visibility, fork, template, archived].into_iter().flatten().collect()
}

/// Links to all pages of the current selection, as files.
#[component]
pub fn Downloads(query: RepositoryQuery) -> impl IntoView {
    let query = RepositoryQuery { page: 1, ..query };
    let csv = address_at("/repositories.csv", &query);
    let json = address_at("/repositories.json", &query);
    view! {
        <p class="downloads small">
            {t!(repositories.download.words)} " " <a href=csv data-download="">"CSV"</a> " · "
            <a href=json data-download="">"JSON"</a>
        </p>
    }
}

#[component]
pub fn RepositoryPager(
    query: RepositoryQuery,
    /// The current page, from 1.
    page: u32,
    pages: u32,
) -> impl IntoView {
    let address = move |page: u32| search_address(&RepositoryQuery { page, ..query.clone() });
    let label = t!(repositories.pages.label);
    let (previous, next) = (t!(repositories.pages.previous), t!(repositories.pages.next));
    view! { <Pager page pages label previous next address /> }
}
