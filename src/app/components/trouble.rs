use leptos::prelude::*;

use super::{Age, ButtonLink, Notice, Tone};
use crate::{
    app::{PageContext, links::address, query::encode},
    model::{AppError, Why},
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
    let until = match error {
        AppError::RateLimited { until } => {
            Some(view! { <p>"GitHub answers again " <Age moment=until now=context.now /> "."</p> })
        }
        _ => None,
    };
    view! {
        <Notice tone happened=error.to_string()>
            <p>{meaning}</p>
            {until}
            <p class="way-on">
                <ButtonLink href>{verb}</ButtonLink>
            </p>
        </Notice>
    }
}

fn meaning(error: &AppError) -> (Tone, &'static str) {
    match error {
        AppError::SignedOut => (Tone::Warn, "Nothing was shown, and nothing was changed."),
        AppError::GrantRefused => {
            (Tone::Warn, "The access you gave was withdrawn there, or has run out. Your account is untouched.")
        }
        AppError::Forbidden => {
            (Tone::Warn, "You're still signed in. Your account, or an organisation you belong to, keeps this closed.")
        }
        AppError::SsoRequired => {
            (Tone::Warn, "You're still signed in. Pass your organisation's sign-on at GitHub, then come back.")
        }
        AppError::RateLimited { .. } => {
            (Tone::Warn, "You're still signed in. GitHub counts all the apps you use together.")
        }
        AppError::NotFound => (Tone::Warn, "You're still signed in. It may have been moved or removed."),
        AppError::GitHubDown | AppError::TimedOut => {
            (Tone::Bad, "You're still signed in. This usually passes within minutes.")
        }
        AppError::Unreadable => (Tone::Bad, "You're still signed in. We have noted it; the fault is not yours."),
        AppError::BadRequest => (Tone::Bad, "You're still signed in. Begin again from here."),
        AppError::Internal => (Tone::Bad, "You're still signed in. We have noted it."),
    }
}

fn way_on(error: &AppError, context: &PageContext) -> (String, &'static str) {
    let here = address(&context.path, &context.query);
    let sign_in = |why: Why| format!("/sign-in?why={}&return_to={}", why.code(), encode(&here));
    match error {
        AppError::SignedOut => (sign_in(Why::Ended), "Sign in again"),
        AppError::GrantRefused => (sign_in(Why::GrantDead), "Sign in again"),
        AppError::BadRequest => (context.path.clone(), "Start over"),
        _ => (here, "Try again"),
    }
}
