use leptos::prelude::*;

/// Sends the form it stands in. Its text is a verb.
#[component]
pub fn Button(
    /// The one thing to do here; at most one a view.
    #[prop(optional)]
    main: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <button type="submit" class=if main { "button main" } else { "button" }>
            {children()}
        </button>
    }
}
