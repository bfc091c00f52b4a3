use leptos::prelude::*;

use super::{Icon, IconKind};
use crate::app::{
    i18n::{grouped, t},
    links::web_link,
    page_context,
};

/// A link that looks like a button, to what comes next.
#[component]
pub fn ButtonLink(
    /// A path on this site.
    #[prop(into)]
    href: String,
    /// The primary action; at most one per view.
    #[prop(optional)]
    main: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <a class=if main { "button main" } else { "button" } href=href>
            {children()}
        </a>
    }
}

/// A link to another site, whose address comes from somebody else. Plain text unless it is a web address.
#[component]
pub fn ExternalLink(
    /// The address, as GitHub sent it.
    #[prop(into)]
    href: String,
    children: Children,
) -> impl IntoView {
    match web_link(&href) {
        Some(href) => view! {
            <a class="outside" href=href rel="noopener noreferrer nofollow ugc">
                {children()}
                <Icon kind=IconKind::ExternalLink />
            </a>
        }
        .into_any(),
        None => view! { <span>{children()}</span> }.into_any(),
    }
}

/// Links to the viewer's installed GitHub Apps and their permissions, at GitHub.
#[component]
pub fn InstallationsLink() -> impl IntoView {
    let href = format!("{}/settings/installations", page_context().github_url);
    view! { <ExternalLink href>{t!(common.installations)}</ExternalLink> }
}

/// Links to the previous and the next page. Renders nothing if there is only one page.
#[component]
pub fn Pager<A>(
    /// The current page, from 1.
    page: u32,
    pages: u32,
    /// What the pages list, for screen readers.
    label: String,
    previous: String,
    next: String,
    /// The address of a page.
    address: A,
) -> impl IntoView
where
    A: Fn(u32) -> String,
{
    (pages > 1).then(|| {
        let previous = (page > 1).then(|| view! { <a class="button" rel="prev" href=address(page - 1)>{previous}</a> });
        let next = (page < pages).then(|| view! { <a class="button" rel="next" href=address(page + 1)>{next}</a> });
        let present = t!(common.page_of, page = grouped(page.into()), pages = grouped(pages.into()));
        view! {
            <nav class="pager" aria-label=label>
                <span class="before">{previous}</span>
                <span class="present">{present}</span>
                <span class="after">{next}</span>
            </nav>
        }
        .into_any()
    })
}
