use gatehouse_model::Stars;
use leptos::prelude::*;

use crate::app::{
    bidi::non_blank,
    components::{Age, CollectAny, EmptyState, ExternalLink, Isolated, KeptBack, Pager, StarCount},
    i18n::{grouped, t, t_view},
    links::query_value,
};

/// The page of stars that the address requests. Missing and malformed numbers mean the first.
pub fn page_from_query(query: &str) -> u32 {
    query_value(query, "stars").and_then(|page| page.parse().ok()).unwrap_or(1).max(1)
}

/// The address of a page of stars, with a fragment: on a phone the stars are far down the page.
fn page_address(page: u32) -> String {
    if page > 1 { format!("/activity?stars={page}#starred") } else { "/activity#starred".to_owned() }
}

/// A page of what the viewer has starred.
#[component]
pub fn StarredList(stars: Stars, github_url: String) -> impl IntoView {
    let Stars { items, page, pages, total, gathering, cut, partial } = stars;
    if items.is_empty() {
        if gathering {
            return view! { <p class="small">{t!(activity.stars.nothing_yet)}</p> }.into_any();
        }
        return view! {
            <EmptyState sentence=t!(activity.stars.nothing)>
                <ExternalLink href=format!("{github_url}/explore")>{t!(activity.stars.explore)}</ExternalLink>
            </EmptyState>
            <KeptBack partial />
        }
        .into_any();
    }
    let (previous, next) = (t!(activity.stars.pages.previous), t!(activity.stars.pages.next));
    let total = grouped(total.into());
    let counted = match (gathering, cut) {
        (true, _) => t!(activity.stars.so_far, total = total),
        (false, true) => t!(activity.stars.latest, total = total),
        (false, false) => t!(activity.stars.in_all, total = total),
    };
    let rows = items.into_iter().map(|star| view! { <StarRow star /> }).collect_any();
    view! {
        <p class="small">{counted}</p>
        <ul class="rows star-list">{rows}</ul>
        <Pager page pages label=t!(activity.stars.pages.label) previous next address=page_address />
        <KeptBack partial />
    }
    .into_any()
}

/// A repository, linked to GitHub.
#[component]
fn StarRow(star: gatehouse_model::Star) -> impl IntoView {
    let description =
        non_blank(star.description.as_deref()).map(|text| view! { <p class="description" dir="auto">{text}</p> });
    let language = star.language.map(|language| view! { <li class="language"><Isolated text=language /></li> });
    let starred = star.starred_at.map(|timestamp| {
        let text = t_view!(activity.stars.starred_at, <age> = view! { <Age timestamp /> });
        view! { <li>{text}</li> }
    });
    view! {
        <li class="star">
            <h3>
                <ExternalLink href=star.html_url><Isolated text=star.full_name /></ExternalLink>
            </h3>
            {description}
            <ul class="meta">
                {language}
                <StarCount number=star.stars />
                {starred}
            </ul>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::{page_address, page_from_query};

    #[test]
    fn malformed_numbers_mean_the_first_page() {
        for query in ["", "stars=", "stars=0", "stars=-1", "stars=two", "stars=99999999999"] {
            assert_eq!(page_from_query(query), 1, "{query}");
        }
        assert_eq!(page_from_query("x=1&stars=7"), 7);
    }

    #[test]
    fn the_first_page_needs_no_number() {
        assert_eq!(page_address(1), "/activity#starred");
        assert_eq!(page_address(2), "/activity?stars=2#starred");
    }
}
