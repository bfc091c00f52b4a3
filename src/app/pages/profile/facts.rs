use gatehouse_model::{Profile, Timestamp};
use leptos::prelude::*;

use crate::app::{
    components::{Age, ExternalLink, Fact, FactText, Isolated},
    i18n::{date, t, t_view},
    links::given,
};

/// The public facts. An empty field says so: that is what others see, too.
#[component]
pub fn Facts(
    /// Whose.
    profile: Profile,
    /// The server's clock.
    now: Timestamp,
) -> impl IntoView {
    let website = profile.website().zip(given(profile.blog.as_deref()));
    let hireable =
        profile.hireable.map(|yes| if yes { t!(profile.facts.open_to_offers) } else { t!(profile.facts.not_looking) });
    let handle = given(profile.twitter_username.as_deref()).map(|handle| format!("@{handle}"));
    view! {
        <section class="card" aria-labelledby="facts">
            <h2 id="facts">{t!(profile.facts.heading)}</h2>
            <dl class="facts">
                <FactText label=t!(profile.facts.company) value=profile.company />
                <FactText label=t!(profile.facts.location) value=profile.location />
                {match website {
                    Some((href, text)) => {
                        let link = view! { <ExternalLink href><Isolated text /></ExternalLink> };
                        view! { <Fact label=t!(profile.facts.website)>{link}</Fact> }.into_any()
                    }
                    None => view! { <FactText label=t!(profile.facts.website) value=profile.blog /> }.into_any(),
                }}
                <FactText label=t!(profile.facts.email) value=profile.email />
                <FactText label=t!(profile.facts.twitter) value=handle />
                <FactText label=t!(profile.facts.work) value=hireable />
                <Date label=t!(profile.facts.joined) timestamp=profile.created_at now />
                <Date label=t!(profile.facts.changed) timestamp=profile.updated_at now />
                <Fact label=t!(profile.facts.number)><code>{profile.id}</code></Fact>
            </dl>
        </section>
    }
    .into_any()
}

/// A date, and how long ago it was.
#[component]
fn Date(label: String, timestamp: Option<Timestamp>, now: Timestamp) -> impl IntoView {
    match timestamp {
        Some(timestamp) => {
            let ago = t_view!(profile.facts.ago, <age> = view! { <Age timestamp now /> });
            view! { <Fact label>{date(timestamp)} <span class="aside">{ago}</span></Fact> }.into_any()
        }
        None => view! { <FactText label value=None /> }.into_any(),
    }
}
