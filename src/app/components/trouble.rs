use gatehouse_model::{AppError, Policy, RateLimit};
use leptos::prelude::*;

use super::{ButtonLink, Countdown, Installations, Notice, Outside, SignInForm, Tone};
use crate::app::{
    PageContext,
    links::address,
    words::{say, tell},
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
    let way_on = way_on(&error, &context);
    let happened = happened(&error);
    let now = context.now;
    let remedy = match &error {
        AppError::SsoRequired { url: Some(url) } => Some(
            view! {
                <p>
                    <Outside href=url.clone()>{say!(errors.trouble.sso_required.sign_on)}</Outside>
                </p>
            }
            .into_any(),
        ),
        AppError::ScopeMissing => Some(
            view! {
                <p>
                    <a href="/settings#scopes">{say!(errors.trouble.scope_missing.choose)}</a>
                </p>
            }
            .into_any(),
        ),
        AppError::PermissionMissing => Some(view! { <p><Installations /></p> }.into_any()),
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
            {remedy}
            {until}
            <div class="way-on">{way_on}</div>
        </Notice>
    }
    .into_any()
}

fn happened(error: &AppError) -> String {
    match error {
        AppError::SignedOut => say!(errors.trouble.signed_out.happened),
        AppError::GrantRefused => say!(errors.trouble.grant_refused.happened),
        AppError::Forbidden => say!(errors.trouble.forbidden.happened),
        AppError::Suspended => say!(errors.trouble.suspended.happened),
        AppError::ScopeMissing => say!(errors.trouble.scope_missing.happened),
        AppError::PermissionMissing => say!(errors.trouble.permission_missing.happened),
        AppError::Closed { policy: Policy::Addresses } => say!(errors.trouble.addresses.happened),
        AppError::Closed { policy: Policy::Applications } => say!(errors.trouble.applications.happened),
        AppError::SsoRequired { .. } => say!(errors.trouble.sso_required.happened),
        AppError::RateLimited { kind: RateLimit::Primary, .. } => say!(errors.trouble.rate_limited.happened),
        AppError::RateLimited { kind: RateLimit::Secondary, .. } => say!(errors.trouble.slowed_down.happened),
        AppError::NotFound => say!(errors.trouble.not_found.happened),
        AppError::TooLarge => say!(errors.trouble.too_large.happened),
        AppError::GitHubDown => say!(errors.trouble.github_down.happened),
        AppError::TimedOut => say!(errors.trouble.timed_out.happened),
        AppError::StillAsking => say!(errors.trouble.still_asking.happened),
        AppError::Unreadable => say!(errors.trouble.unreadable.happened),
        AppError::BadRequest => say!(errors.trouble.bad_request.happened),
        AppError::Busy => say!(errors.trouble.busy.happened),
        AppError::Internal => say!(errors.trouble.internal.happened),
    }
}

fn meaning(error: &AppError) -> (Tone, String) {
    match error {
        AppError::SignedOut => (Tone::Warn, say!(errors.trouble.signed_out.meaning)),
        AppError::GrantRefused => (Tone::Warn, say!(errors.trouble.grant_refused.meaning)),
        AppError::Forbidden => (Tone::Warn, say!(errors.trouble.forbidden.meaning)),
        AppError::Suspended => (Tone::Bad, say!(errors.trouble.suspended.meaning)),
        AppError::ScopeMissing => (Tone::Warn, say!(errors.trouble.scope_missing.meaning)),
        AppError::PermissionMissing => (Tone::Warn, say!(errors.trouble.permission_missing.meaning)),
        AppError::Closed { policy: Policy::Addresses } => (Tone::Warn, say!(errors.trouble.addresses.meaning)),
        AppError::Closed { policy: Policy::Applications } => (Tone::Warn, say!(errors.trouble.applications.meaning)),
        AppError::SsoRequired { .. } => (Tone::Warn, say!(errors.trouble.sso_required.meaning)),
        AppError::RateLimited { kind: RateLimit::Primary, .. } => {
            (Tone::Warn, say!(errors.trouble.rate_limited.meaning))
        }
        AppError::RateLimited { kind: RateLimit::Secondary, .. } => {
            (Tone::Warn, say!(errors.trouble.slowed_down.meaning))
        }
        AppError::NotFound => (Tone::Warn, say!(errors.trouble.not_found.meaning)),
        AppError::TooLarge => (Tone::Warn, say!(errors.trouble.too_large.meaning)),
        AppError::GitHubDown => (Tone::Bad, say!(errors.trouble.github_down.meaning)),
        AppError::TimedOut => (Tone::Bad, say!(errors.trouble.timed_out.meaning)),
        AppError::StillAsking => (Tone::Quiet, say!(errors.trouble.still_asking.meaning)),
        AppError::Unreadable => (Tone::Bad, say!(errors.trouble.unreadable.meaning)),
        AppError::BadRequest => (Tone::Bad, say!(errors.trouble.bad_request.meaning)),
        AppError::Busy => (Tone::Warn, say!(errors.trouble.busy.meaning)),
        AppError::Internal => (Tone::Bad, say!(errors.trouble.internal.meaning)),
    }
}

fn way_on(error: &AppError, context: &PageContext) -> AnyView {
    let here = address(&context.path, &context.query);
    let (href, verb) = match error {
        // The session stands, and its token serves no more: the page itself would come back as it is.
        AppError::GrantRefused => return view! { <SignInForm return_to=Some(here) /> }.into_any(),
        // The guard knows why, and tells it at the sign-in page.
        AppError::SignedOut => (here, say!(common.sign_in_again)),
        AppError::BadRequest => (context.path.clone(), say!(errors.trouble.start_over)),
        _ => (here, say!(errors.trouble.try_again)),
    };
    view! { <ButtonLink href>{verb}</ButtonLink> }.into_any()
}
