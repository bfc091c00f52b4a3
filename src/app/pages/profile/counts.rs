use gatehouse_model::Profile;
use leptos::prelude::*;

use crate::app::{components::Count, words::say};

/// What others can count, too.
#[component]
pub fn Counts(
    /// Whose.
    profile: Profile,
) -> impl IntoView {
    view! {
        <dl class="counts card">
            <Count label=say!(profile.counts.followers) number=profile.followers />
            <Count label=say!(profile.counts.following) number=profile.following />
            <Count label=say!(profile.counts.repositories) number=profile.public_repos />
            <Count label=say!(profile.counts.gists) number=profile.public_gists />
        </dl>
    }
    .into_any()
}
