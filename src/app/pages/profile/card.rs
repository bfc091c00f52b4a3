use gatehouse_model::{Plan, Profile, Timestamp};
use leptos::prelude::*;

use crate::app::{
    bidi::non_blank,
    components::{Age, Avatar, Badge, Count, ExternalLink, Fact, FactText, Icon, IconKind, Isolated, Tone},
    i18n::{date, grouped, kibibytes, t, t_view},
};

/// Picture, name and bio, beside the facts.
#[component]
pub fn Person(profile: Profile) -> impl IntoView {
    let name = non_blank(profile.name.as_deref());
    // Without a name, the login takes its place.
    let login = name.is_some().then(|| view! { <Isolated text=profile.login.clone() /> });
    let name = name.unwrap_or_else(|| profile.login.clone());
    let bio = match non_blank(profile.bio.as_deref()) {
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
}

#[component]
pub fn PublicCounts(profile: Profile) -> impl IntoView {
    view! {
        <dl class="counts card">
            <Count label=t!(profile.counts.followers) number=profile.followers />
            <Count label=t!(profile.counts.following) number=profile.following />
            <Count label=t!(profile.counts.repositories) number=profile.public_repos />
            <Count label=t!(profile.counts.gists) number=profile.public_gists />
        </dl>
    }
}

/// The public facts. An empty field says so, because others see that too.
#[component]
pub fn PublicFacts(profile: Profile) -> impl IntoView {
    let website = profile.website().zip(non_blank(profile.blog.as_deref()));
    let hireable =
        profile.hireable.map(|yes| if yes { t!(profile.facts.open_to_offers) } else { t!(profile.facts.not_looking) });
    let handle = non_blank(profile.twitter_username.as_deref()).map(|handle| format!("@{handle}"));
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
                <DateFact label=t!(profile.facts.joined) timestamp=profile.created_at />
                <DateFact label=t!(profile.facts.changed) timestamp=profile.updated_at />
                <Fact label=t!(profile.facts.number)><code>{profile.id}</code></Fact>
            </dl>
        </section>
    }
}

/// A date, and how long ago it was.
#[component]
fn DateFact(label: String, timestamp: Option<Timestamp>) -> impl IntoView {
    match timestamp {
        Some(timestamp) => {
            let ago = t_view!(profile.facts.ago, <age> = view! { <Age timestamp /> });
            view! { <Fact label>{date(timestamp)} <span class="aside">{ago}</span></Fact> }.into_any()
        }
        None => view! { <FactText label value=None /> }.into_any(),
    }
}

/// What GitHub shows only to the viewer. Which facts those are depends on the token; without any, it renders nothing.
#[component]
pub fn PrivateFacts(profile: Profile) -> impl IntoView {
    let rows: Vec<AnyView> = [
        profile.two_factor_authentication.map(two_factor),
        profile.plan.map(plan),
        profile.total_private_repos.map(|number| text_fact(t!(profile.private.repositories), grouped(number))),
        profile.owned_private_repos.map(|number| text_fact(t!(profile.private.own), grouped(number))),
        profile.private_gists.map(|number| text_fact(t!(profile.private.gists), grouped(number))),
        profile.collaborators.map(|number| text_fact(t!(profile.private.collaborators), grouped(number))),
        profile.disk_usage.map(|amount| text_fact(t!(profile.private.disk), kibibytes(amount))),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="card private" aria-labelledby="private">
                <h2 id="private">
                    <Icon kind=IconKind::Lock />
                    {t!(profile.private.heading)}
                </h2>
                <dl class="facts">{rows}</dl>
            </section>
        }
    })
}

fn text_fact(label: String, text: String) -> AnyView {
    view! { <Fact label>{text}</Fact> }.into_any()
}

fn two_factor(on: bool) -> AnyView {
    let badge = if on {
        view! { <Badge tone=Tone::Good>{t!(profile.private.on)}</Badge> }
    } else {
        view! { <Badge tone=Tone::Warn>{t!(profile.private.off)}</Badge> }
    };
    view! { <Fact label=t!(profile.private.two_factor)>{badge}</Fact> }.into_any()
}

fn plan(plan: Plan) -> AnyView {
    let (space, count) = (kibibytes(plan.space), plan.collaborators);
    let limits = if count == 0 {
        t!(profile.private.plan_holds, space = space)
    } else {
        t!(profile.private.plan_shares, count = count, number = grouped(count), space = space)
    };
    view! {
        <Fact label=t!(profile.private.plan)><Isolated text=plan.name /> " " <span class="aside">{limits}</span></Fact>
    }
    .into_any()
}
