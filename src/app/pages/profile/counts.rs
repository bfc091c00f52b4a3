use gatehouse_model::Profile;
use leptos::prelude::*;

use crate::app::{components::Count, i18n::t};

/// What others can count, too.
#[component]
pub fn Counts(
    /// Whose.
    profile: Profile,
) -> impl IntoView {
    view! {
        <dl class="counts card">
            <Count label=t!(profile.counts.followers) number=profile.followers />
            <Count label=t!(profile.counts.following) number=profile.following />
            <Count label=t!(profile.counts.repositories) number=profile.public_repos />
            <Count label=t!(profile.counts.gists) number=profile.public_gists />
        </dl>
    }
    .into_any()
}
