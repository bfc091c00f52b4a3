use leptos::prelude::*;

use crate::{app::components::Count, model::Profile};

/// What others can count, too.
#[component]
pub fn Counts(
    /// Whose.
    profile: Profile,
) -> impl IntoView {
    view! {
        <dl class="counts card">
            <Count label="Followers" number=profile.followers />
            <Count label="Following" number=profile.following />
            <Count label="Public repositories" number=profile.public_repos />
            <Count label="Public gists" number=profile.public_gists />
        </dl>
    }
}
