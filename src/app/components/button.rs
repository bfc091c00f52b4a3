use leptos::prelude::*;

/// Sends the form it stands in. Its text is a verb.
#[component]
pub fn Button(
    /// The one thing to do here; at most one a view.
    #[prop(optional)]
    main: bool,
    /// It ends or deletes something that does not come back by itself.
    #[prop(optional)]
    danger: bool,
    /// The id of its form, where it stands outside of it.
    #[prop(optional)]
    form: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    let class = match (main, danger) {
        (_, true) => "button danger",
        (true, false) => "button main",
        (false, false) => "button",
    };
    view! {
        <button type="submit" class=class form=form>
            {children()}
        </button>
    }
    .into_any()
}
