use leptos::prelude::*;

use super::{ButtonLink, Countdown, Notice, Outside, Tone};
use crate::{
    app::{
        PageContext,
        links::address,
        query::encode,
        words::{say, tell},
    },
    model::{AppError, RateLimit, Why},
};

/// A section that failed: what happened, what it means, what to do.
#[component]
pub fn Trouble(
    /// The failure.
    error: AppError,
    /// The page it happened on.
    context: PageContext,
) -> impl IntoView {
    let (tone, meaning) = meaning(&error);
    let (href, verb) = way_on(&error, &context);
    let happened = happened(&error);
    let now = context.now;
    let sign_on = match &error {
        AppError::SsoRequired { url: Some(url) } => Some(view! {
            <p>
                <Outside href=url.clone()>{say!(errors.trouble.sso_required.sign_on)}</Outside>
            </p>
        }),
        _ => None,
    };
    let until = match error {
        AppError::RateLimited { until, .. } => {
            Some(view! { <p>{tell!(common.by_github, <when> = view! { <Countdown until now /> })}</p> })
        }
        _ => None,
    };
    view! {
        <Notice tone happened>
            <p>{meaning}</p>
            {sign_on}
            {until}
            <p class="way-on">
                <ButtonLink href>{verb}</ButtonLink>
            </p>
        </Notice>
    }
    .into_any()
}

fn happened(error: &AppError) -> String {
    match error {
        AppError::SignedOut => say!(errors.trouble.signed_out.happened),
        AppError::GrantRefused => say!(errors.trouble.grant_refused.happened),
        AppError::Forbidden => say!(errors.trouble.forbidden.happened),
        AppError::SsoRequired { .. } => say!(errors.trouble.sso_required.happened),
        AppError::RateLimited { kind: RateLimit::Primary, .. } => say!(errors.trouble.rate_limited.happened),
        AppError::RateLimited { kind: RateLimit::Secondary, .. } => say!(errors.trouble.slowed_down.happened),
        AppError::NotFound => say!(errors.trouble.not_found.happened),
        AppError::GitHubDown => say!(errors.trouble.github_down.happened),
        AppError::TimedOut => say!(errors.trouble.timed_out.happened),
        AppError::StillAsking => say!(errors.trouble.still_asking.happened),
        AppError::Unreadable => say!(errors.trouble.unreadable.happened),
        AppError::BadRequest => say!(errors.trouble.bad_request.happened),
        AppError::Internal => say!(errors.trouble.internal.happened),
    }
}

fn meaning(error: &AppError) -> (Tone, String) {
    match error {
        AppError::SignedOut => (Tone::Warn, say!(errors.trouble.signed_out.meaning)),
        AppError::GrantRefused => (Tone::Warn, say!(errors.trouble.grant_refused.meaning)),
        AppError::Forbidden => (Tone::Warn, say!(errors.trouble.forbidden.meaning)),
        AppError::SsoRequired { .. } => (Tone::Warn, say!(errors.trouble.sso_required.meaning)),
        AppError::RateLimited { kind: RateLimit::Primary, .. } => {
            (Tone::Warn, say!(errors.trouble.rate_limited.meaning))
        }
        AppError::RateLimited { kind: RateLimit::Secondary, .. } => {
            (Tone::Warn, say!(errors.trouble.slowed_down.meaning))
        }
        AppError::NotFound => (Tone::Warn, say!(errors.trouble.not_found.meaning)),
        AppError::GitHubDown => (Tone::Bad, say!(errors.trouble.github_down.meaning)),
        AppError::TimedOut => (Tone::Bad, say!(errors.trouble.timed_out.meaning)),
        AppError::StillAsking => (Tone::Quiet, say!(errors.trouble.still_asking.meaning)),
        AppError::Unreadable => (Tone::Bad, say!(errors.trouble.unreadable.meaning)),
        AppError::BadRequest => (Tone::Bad, say!(errors.trouble.bad_request.meaning)),
        AppError::Internal => (Tone::Bad, say!(errors.trouble.internal.meaning)),
    }
}

fn way_on(error: &AppError, context: &PageContext) -> (String, String) {
    let here = address(&context.path, &context.query);
    let sign_in = |why: Why| format!("/sign-in?why={}&return_to={}", why.code(), encode(&here));
    match error {
        AppError::SignedOut => (sign_in(Why::Ended), say!(common.sign_in_again)),
        AppError::GrantRefused => (sign_in(Why::GrantDead), say!(common.sign_in_again)),
        AppError::BadRequest => (context.path.clone(), say!(errors.trouble.start_over)),
        _ => (here, say!(errors.trouble.try_again)),
    }
}
