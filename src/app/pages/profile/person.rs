use gatehouse_model::Profile;
use leptos::prelude::*;

use crate::app::{
    components::{Avatar, Badge, ExternalLink, Isolated},
    i18n::t,
    links::given,
};

/// Face, name and words of their own: the rail beside the facts.
#[component]
pub fn Person(
    /// Whose.
    profile: Profile,
) -> impl IntoView {
    let name = given(profile.name.as_deref());
    // Without a name the login stands in its place, once.
    let login = name.is_some().then(|| view! { <Isolated text=profile.login.clone() /> });
    let name = name.unwrap_or_else(|| profile.login.clone());
    let bio = match given(profile.bio.as_deref()) {
        Some(bio) => view! { <p class="bio" dir="auto">{bio}</p> }.into_any(),
        None => view! { <p class="bio not-given">{t!(profile.person.no_bio)}</p> }.into_any(),
    };
    let kind = (profile.kind != "User").then(|| view! { <Badge><Isolated text=profile.kind /></Badge> });
    let staff = profile.site_admin.then(|| view! { <Badge>{t!(profile.person.staff)}</Badge> });
    view! {
        <section class="person" aria-labelledby="person">
            <Avatar src=profile.avatar_url login=profile.login size=160 />
            <div class="person-words">
                <h2 id="person" dir="auto">{name}</h2>
                <p class="login">{login} {kind} {staff}</p>
            </div>
            {bio}
            <p class="way-on">
                <ExternalLink href=profile.html_url>{t!(profile.person.at_github)}</ExternalLink>
            </p>
        </section>
    }
    .into_any()
}
