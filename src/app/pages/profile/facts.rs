use gatehouse_model::{Moment, Profile};
use leptos::prelude::*;

use crate::app::{
    components::{Age, Fact, FactText, Isolated, Outside},
    links::given,
    words::{date, say, tell},
};

/// The public facts. An empty field says so: that is what others see, too.
#[component]
pub fn Facts(
    /// Whose.
    profile: Profile,
    /// The server's clock.
    now: Moment,
) -> impl IntoView {
    let website = profile.website().zip(given(profile.blog.as_deref()));
    let hireable = profile
        .hireable
        .map(|yes| if yes { say!(profile.facts.open_to_offers) } else { say!(profile.facts.not_looking) });
    let handle = given(profile.twitter_username.as_deref()).map(|handle| format!("@{handle}"));
    view! {
        <section class="card" aria-labelledby="facts">
            <h2 id="facts">{say!(profile.facts.heading)}</h2>
            <dl class="facts">
                <FactText label=say!(profile.facts.company) value=profile.company />
                <FactText label=say!(profile.facts.location) value=profile.location />
                {match website {
                    Some((href, text)) => {
                        let link = view! { <Outside href><Isolated text /></Outside> };
                        view! { <Fact label=say!(profile.facts.website)>{link}</Fact> }.into_any()
                    }
                    None => view! { <FactText label=say!(profile.facts.website) value=profile.blog /> }.into_any(),
                }}
                <FactText label=say!(profile.facts.email) value=profile.email />
                <FactText label=say!(profile.facts.twitter) value=handle />
                <FactText label=say!(profile.facts.work) value=hireable />
                <Date label=say!(profile.facts.joined) moment=profile.created_at now />
                <Date label=say!(profile.facts.changed) moment=profile.updated_at now />
                <Fact label=say!(profile.facts.number)><code>{profile.id}</code></Fact>
            </dl>
        </section>
    }
    .into_any()
}

/// A date, and how long ago it was.
#[component]
fn Date(label: String, moment: Option<Moment>, now: Moment) -> impl IntoView {
    match moment {
        Some(moment) => {
            let ago = tell!(profile.facts.ago, <age> = view! { <Age moment now /> });
            view! { <Fact label>{date(moment)} <span class="aside">{ago}</span></Fact> }.into_any()
        }
        None => view! { <FactText label value=None /> }.into_any(),
    }
}
