use gatehouse_model::{Repository, Timestamp, Visibility};
use leptos::prelude::*;

use crate::app::{
    components::{Age, Badge, ExternalLink, ForkCount, Icon, Isolated, Sign, StarCount, Tone},
    i18n::{t, t_view},
    links::given,
};

/// One repository. `data-search` is what the island compares with what is typed.
#[component]
pub fn Row(
    /// Which one.
    repository: Repository,
    /// The server's clock.
    now: Timestamp,
) -> impl IntoView {
    let search = repository.search_text();
    let owner = repository.full_name.strip_suffix(&repository.name).unwrap_or_default().to_owned();
    let badges = badges(&repository);
    let topics = (!repository.topics.is_empty()).then(|| {
        let topics =
            repository.topics.iter().map(|topic| view! { <li><Isolated text=topic.clone() /></li> }).collect_view();
        view! {
            <ul class="topics" aria-label=t!(repositories.topics)>
                {topics}
            </ul>
        }
    });
    let pushed = match repository.pushed_at {
        Some(timestamp) => {
            let pushed = t_view!(repositories.pushed, <age> = view! { <Age timestamp now /> });
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
            {given(repository.description.as_deref())
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
    .into_any()
}

fn badges(repository: &Repository) -> Vec<AnyView> {
    let visibility = match repository.visibility {
        Visibility::Public => None,
        Visibility::Private => {
            Some(view! { <Badge><Icon sign=Sign::Lock />{t!(repositories.badge.private)}</Badge> }.into_any())
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
