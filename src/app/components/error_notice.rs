use gatehouse_model::{AppError, Policy, RateLimit};
use leptos::prelude::*;

use super::{ButtonLink, Countdown, ExternalLink, InstallationsLink, Notice, SignInForm, Tone};
use crate::app::{
    PageContext,
    i18n::{t, t_view},
    links::path_and_query,
};

/// An error in place of a section: what happened, what it means, what to do.
#[component]
pub fn ErrorNotice(
    error: AppError,
    /// The page it happened on.
    context: PageContext,
) -> impl IntoView {
    let (tone, meaning) = meaning(&error);
    let next_step = next_step(&error, &context);
    let happened = happened(&error);
    let remedy = match &error {
        AppError::SsoRequired { url: Some(url) } => Some(
            view! {
                <p>
                    <ExternalLink href=url.clone()>{t!(errors.trouble.sso_required.sign_on)}</ExternalLink>
                </p>
            }
            .into_any(),
        ),
        AppError::ScopeMissing => Some(
            view! {
                <p>
                    <a href="/settings#scopes">{t!(errors.trouble.scope_missing.choose)}</a>
                </p>
            }
            .into_any(),
        ),
        AppError::PermissionMissing => Some(view! { <p><InstallationsLink /></p> }.into_any()),
        _ => None,
    };
    let until = match error {
        AppError::RateLimited { until, .. } => {
            Some(view! { <p>{t_view!(common.by_github, <when> = view! { <Countdown until /> })}</p> })
        }
        _ => None,
    };
    view! {
        <Notice tone happened>
            <p>{meaning}</p>
            {remedy}
            {until}
            <div class="way-on">{next_step}</div>
        </Notice>
    }
}

fn happened(error: &AppError) -> String {
    match error {
        AppError::SignedOut => t!(errors.trouble.signed_out.happened),
        AppError::TokenRefused => t!(errors.trouble.token_refused.happened),
        AppError::Forbidden => t!(errors.trouble.forbidden.happened),
        AppError::Suspended => t!(errors.trouble.suspended.happened),
        AppError::ScopeMissing => t!(errors.trouble.scope_missing.happened),
        AppError::PermissionMissing => t!(errors.trouble.permission_missing.happened),
        AppError::Closed { policy: Policy::Addresses } => t!(errors.trouble.addresses.happened),
        AppError::Closed { policy: Policy::Applications } => t!(errors.trouble.applications.happened),
        AppError::SsoRequired { .. } => t!(errors.trouble.sso_required.happened),
        AppError::RateLimited { kind: RateLimit::Primary, .. } => t!(errors.trouble.rate_limited.happened),
        AppError::RateLimited { kind: RateLimit::Secondary, .. } => t!(errors.trouble.slowed_down.happened),
        AppError::NotFound => t!(errors.trouble.not_found.happened),
        AppError::TooLarge => t!(errors.trouble.too_large.happened),
        AppError::GitHubDown => t!(errors.trouble.github_down.happened),
        AppError::TimedOut => t!(errors.trouble.timed_out.happened),
        AppError::StillAsking => t!(errors.trouble.still_asking.happened),
        AppError::Unreadable => t!(errors.trouble.unreadable.happened),
        AppError::BadRequest => t!(errors.trouble.bad_request.happened),
        AppError::Busy => t!(errors.trouble.busy.happened),
        AppError::Internal => t!(errors.trouble.internal.happened),
    }
}

fn meaning(error: &AppError) -> (Tone, String) {
    match error {
        AppError::SignedOut => (Tone::Warn, t!(errors.trouble.signed_out.meaning)),
        AppError::TokenRefused => (Tone::Warn, t!(errors.trouble.token_refused.meaning)),
        AppError::Forbidden => (Tone::Warn, t!(errors.trouble.forbidden.meaning)),
        AppError::Suspended => (Tone::Bad, t!(errors.trouble.suspended.meaning)),
        AppError::ScopeMissing => (Tone::Warn, t!(errors.trouble.scope_missing.meaning)),
        AppError::PermissionMissing => (Tone::Warn, t!(errors.trouble.permission_missing.meaning)),
        AppError::Closed { policy: Policy::Addresses } => (Tone::Warn, t!(errors.trouble.addresses.meaning)),
        AppError::Closed { policy: Policy::Applications } => (Tone::Warn, t!(errors.trouble.applications.meaning)),
        AppError::SsoRequired { .. } => (Tone::Warn, t!(errors.trouble.sso_required.meaning)),
        AppError::RateLimited { kind: RateLimit::Primary, .. } => (Tone::Warn, t!(errors.trouble.rate_limited.meaning)),
        AppError::RateLimited { kind: RateLimit::Secondary, .. } => {
            (Tone::Warn, t!(errors.trouble.slowed_down.meaning))
        }
        AppError::NotFound => (Tone::Warn, t!(errors.trouble.not_found.meaning)),
        AppError::TooLarge => (Tone::Warn, t!(errors.trouble.too_large.meaning)),
        AppError::GitHubDown => (Tone::Bad, t!(errors.trouble.github_down.meaning)),
        AppError::TimedOut => (Tone::Bad, t!(errors.trouble.timed_out.meaning)),
        AppError::StillAsking => (Tone::Quiet, t!(errors.trouble.still_asking.meaning)),
        AppError::Unreadable => (Tone::Bad, t!(errors.trouble.unreadable.meaning)),
        AppError::BadRequest => (Tone::Bad, t!(errors.trouble.bad_request.meaning)),
        AppError::Busy => (Tone::Warn, t!(errors.trouble.busy.meaning)),
        AppError::Internal => (Tone::Bad, t!(errors.trouble.internal.meaning)),
    }
}

fn next_step(error: &AppError, context: &PageContext) -> AnyView {
    let here = path_and_query(&context.path, &context.query);
    let (href, verb) = match error {
        // The session is alive but its token is dead: reloading would only show this page again.
        AppError::TokenRefused => return view! { <SignInForm return_to=Some(here) /> }.into_any(),
        // The guard knows why, and redirects to the sign-in page with the reason.
        AppError::SignedOut => (here, t!(common.sign_in_again)),
        AppError::BadRequest => (context.path.clone(), t!(errors.trouble.start_over)),
        _ => (here, t!(errors.trouble.try_again)),
    };
    view! { <ButtonLink href>{verb}</ButtonLink> }.into_any()
}
