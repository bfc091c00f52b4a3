use gatehouse_model::{Plan, Profile};
use leptos::prelude::*;

use crate::app::{
    components::{Badge, Fact, Icon, Isolated, Sign, Tone},
    i18n::{grouped, kibibytes, t},
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
        profile.total_private_repos.map(|number| plain(t!(profile.private.repositories), grouped(number))),
        profile.owned_private_repos.map(|number| plain(t!(profile.private.own), grouped(number))),
        profile.private_gists.map(|number| plain(t!(profile.private.gists), grouped(number))),
        profile.collaborators.map(|number| plain(t!(profile.private.collaborators), grouped(number))),
        profile.disk_usage.map(|amount| plain(t!(profile.private.disk), kibibytes(amount))),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="card private" aria-labelledby="private">
                <h2 id="private">
                    <Icon sign=Sign::Lock />
                    {t!(profile.private.heading)}
                </h2>
                <dl class="facts">{rows}</dl>
            </section>
        }
    })
}

fn plain(label: String, text: String) -> AnyView {
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
    let holds = if count == 0 {
        t!(profile.private.plan_holds, space = space)
    } else {
        t!(profile.private.plan_shares, count = count, number = grouped(count), space = space)
    };
    view! {
        <Fact label=t!(profile.private.plan)><Isolated text=plan.name /> " " <span class="aside">{holds}</span></Fact>
    }
    .into_any()
}
