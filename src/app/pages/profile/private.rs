use leptos::prelude::*;

use crate::{
    app::{
        components::{Badge, Fact, Icon, Sign, Tone},
        format::{counted, grouped, kibibytes},
    },
    model::{Plan, Profile},
};

/// What GitHub tells the viewer alone. Nothing is shown where it tells nothing: that depends on the token.
#[component]
pub fn Private(
    /// Whose.
    profile: Profile,
) -> impl IntoView {
    let rows: Vec<AnyView> = [
        profile.two_factor_authentication.map(two_factor),
        profile.plan.map(plan),
        profile.total_private_repos.map(|number| plain("Private repositories", grouped(number))),
        profile.owned_private_repos.map(|number| plain("Of these, your own", grouped(number))),
        profile.private_gists.map(|number| plain("Private gists", grouped(number))),
        profile.collaborators.map(|number| plain("Collaborators", grouped(number))),
        profile.disk_usage.map(|amount| plain("Disk space in use", kibibytes(amount))),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="card private" aria-labelledby="private">
                <h2 id="private">
                    <Icon sign=Sign::Lock />
                    "Only you see this"
                </h2>
                <dl class="facts">{rows}</dl>
            </section>
        }
    })
}

fn plain(label: &'static str, text: String) -> AnyView {
    view! { <Fact label>{text}</Fact> }.into_any()
}

fn two_factor(on: bool) -> AnyView {
    let badge = if on {
        view! { <Badge tone=Tone::Good>"On"</Badge> }
    } else {
        view! { <Badge tone=Tone::Warn>"Off"</Badge> }
    };
    view! { <Fact label="Two-factor sign-in">{badge}</Fact> }.into_any()
}

fn plan(plan: Plan) -> AnyView {
    let collaborators = (plan.collaborators > 0).then(|| counted(plan.collaborators, "collaborator", "collaborators"));
    let holds = [Some(kibibytes(plan.space)), collaborators].into_iter().flatten().collect::<Vec<_>>().join(", ");
    view! {
        <Fact label="Plan">{plan.name} <span class="aside">", " {holds}</span></Fact>
    }
    .into_any()
}
