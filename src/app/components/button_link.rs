use leptos::prelude::*;

/// A link that looks like a button, for the way on from a page.
#[component]
pub fn ButtonLink(
    /// Where it leads, on this site.
    #[prop(into)]
    href: String,
    /// The one thing to do here; at most one a view.
    #[prop(optional)]
    main: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <a class=if main { "button main" } else { "button" } href=href>
            {children()}
        </a>
    }
    .into_any()
}
