use leptos::prelude::*;

use super::{Icon, Sign};
use crate::app::links::web_link;

/// A link away from this site to an address somebody else chose. Plain text where that is no web address.
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
                <Icon sign=Sign::ExternalLink />
            </a>
        }
        .into_any(),
        None => view! { <span>{children()}</span> }.into_any(),
    }
}
