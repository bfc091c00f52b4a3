use leptos::prelude::*;

use crate::{
    app::{
        components::{Age, Fact, FactText, Outside},
        format::given,
    },
    model::{Moment, Profile},
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
    let hireable = profile.hireable.map(|yes| if yes { "Open to offers" } else { "Not looking" }.to_owned());
    let handle = given(profile.twitter_username.as_deref()).map(|handle| format!("@{handle}"));
    view! {
        <section class="card" aria-labelledby="facts">
            <h2 id="facts">"What everyone sees"</h2>
            <dl class="facts">
                <FactText label="Company" value=profile.company />
                <FactText label="Location" value=profile.location />
                {match website {
                    Some((href, text)) => {
                        view! { <Fact label="Website"><Outside href>{text}</Outside></Fact> }.into_any()
                    }
                    None => view! { <FactText label="Website" value=profile.blog /> }.into_any(),
                }}
                <FactText label="Public e-mail" value=profile.email />
                <FactText label="X (Twitter)" value=handle />
                <FactText label="Work" value=hireable />
                <Date label="Joined GitHub" moment=profile.created_at now />
                <Date label="Last changed" moment=profile.updated_at now />
                <Fact label="GitHub's number for you"><code>{profile.id}</code></Fact>
            </dl>
        </section>
    }
}

/// A date, and how long ago it was.
#[component]
fn Date(label: &'static str, moment: Option<Moment>, now: Moment) -> impl IntoView {
    match moment {
        Some(moment) => view! {
            <Fact label>{moment.date()} <span class="aside">", " <Age moment now /></span></Fact>
        }
        .into_any(),
        None => view! { <FactText label value=None /> }.into_any(),
    }
}
