use leptos::prelude::*;

use crate::{
    app::{
        components::{Age, Badge, Icon, Outside, Sign, Tone},
        format::{given, grouped},
    },
    model::{Moment, Repository, Visibility},
};

/// One repository. `data-search` is what the island compares with what is typed.
#[component]
pub fn Row(
    /// Which one.
    repository: Repository,
    /// The server's clock.
    now: Moment,
) -> impl IntoView {
    let search = repository.search_text();
    let owner = repository.full_name.strip_suffix(&repository.name).unwrap_or_default().to_owned();
    let badges = badges(&repository);
    let topics = (!repository.topics.is_empty()).then(|| {
        let topics = repository.topics.iter().map(|topic| view! { <li>{topic.clone()}</li> }).collect_view();
        view! {
            <ul class="topics" aria-label="Topics">
                {topics}
            </ul>
        }
    });
    let pushed = match repository.pushed_at {
        Some(moment) => view! { <li>"Pushed " <Age moment now /></li> }.into_any(),
        None => view! { <li>"Never pushed"</li> }.into_any(),
    };
    view! {
        <li class="repository" data-search=search>
            <h2>
                <Outside href=repository.html_url>
                    <span class="owner">{owner}</span>
                    {repository.name}
                </Outside>
                {badges}
            </h2>
            {given(repository.description.as_deref())
                .map(|text| view! { <p class="description" dir="auto">{text}</p> })}
            {topics}
            <ul class="meta">
                {repository.language.map(|language| view! { <li class="language">{language}</li> })}
                <Number sign=Sign::Star number=repository.stars one=" star" many=" stars" />
                <Number sign=Sign::Fork number=repository.forks one=" fork" many=" forks" />
                {repository.license.map(|license| view! { <li>{license}</li> })}
                {pushed}
            </ul>
        </li>
    }
}

fn badges(repository: &Repository) -> Vec<AnyView> {
    let visibility = match repository.visibility {
        Visibility::Public => None,
        Visibility::Private => Some(view! { <Badge><Icon sign=Sign::Lock />"Private"</Badge> }.into_any()),
        Visibility::Internal => Some(view! { <Badge>"Internal"</Badge> }.into_any()),
    };
    let fork = repository.fork.then(|| view! { <Badge>"Fork"</Badge> }.into_any());
    let template = repository.template.then(|| view! { <Badge>"Template"</Badge> }.into_any());
    let archived = repository.archived.then(|| view! { <Badge tone=Tone::Warn>"Archived"</Badge> }.into_any());
    [visibility, fork, template, archived].into_iter().flatten().collect()
}

/// A figure beside its sign; the noun is for those who listen. None is not worth a sign.
#[component]
fn Number(sign: Sign, number: u64, one: &'static str, many: &'static str) -> impl IntoView {
    (number > 0).then(|| {
        view! {
            <li>
                <Icon sign />
                {grouped(number)}
                <span class="unseen">{if number == 1 { one } else { many }}</span>
            </li>
        }
    })
}
