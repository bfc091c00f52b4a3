//! Between a sensitive action and its execution, the viewer reauthenticates at GitHub and then confirms.

use gatehouse_model::{Flash, Message, PendingAction, Reauthentication, SensitiveAction, SignInReason, Timestamp};
use leptos::prelude::*;

use crate::{
    api,
    app::{
        actions::{consequence, page, verb},
        components::{
            ActionForm, Answer, Button, ButtonLink, Countdown, FlashNotice, FlashText, Lineage, Notice, PageMeta,
        },
        i18n::{t, t_view},
        layout::Logo,
        page_context,
        sign_in_reasons::reason_text,
    },
};

#[component]
pub fn Reauthenticate() -> impl IntoView {
    let reauthentication = OnceResource::new_blocking(api::reauthentication());
    let show = |reauthentication: Reauthentication| {
        let Reauthentication { waiting, now, fresh_until } = reauthentication;
        match (fresh_until.filter(|until| *until > now), waiting) {
            (Some(until), Some(waiting)) => view! { <ConfirmAction waiting until /> }.into_any(),
            (Some(_), None) => view! { <NothingPending /> }.into_any(),
            (None, waiting) => {
                view! { <ReauthenticationPrompt action=waiting.map(|waiting| waiting.action) /> }.into_any()
            }
        }
    };
    view! {
        <PageMeta title=t!(reauthenticate.title) description=t!(reauthenticate.description) />
        <div class="page narrow reauthenticate">
            <FlashNotice text_for=flash_text />
            <FailedReauthentication />
            <Answer answer=reauthentication show />
        </div>
    }
}

/// The messages of actions that lead back here.
fn flash_text(flash: Flash) -> Option<FlashText> {
    (flash == Flash::Spent).then(FlashText::expired_form)
}

/// The action is done or cancelled, or it has expired.
#[component]
fn NothingPending() -> impl IntoView {
    view! {
        <section class="card sign-in-card" aria-labelledby="card">
            <h1 id="card">{t!(reauthenticate.nothing.heading)}</h1>
            <p>{t!(reauthenticate.nothing.meaning)}</p>
            <p class="way-on">
                <ButtonLink href="/devices">{t!(reauthenticate.nothing.go_on)}</ButtonLink>
            </p>
        </section>
    }
}

/// Why the last reauthentication failed.
#[component]
fn FailedReauthentication() -> impl IntoView {
    let known = |message| match message {
        Message::SignIn(reason) => next_step(reason).map(|next| (reason_text(reason), next)),
        Message::Flash(_) => None,
    };
    page_context().show_flash(known).map(|(reason, next)| {
        view! {
            <Notice tone=reason.tone happened=t!(reauthenticate.failed.happened, heading = reason.heading)>
                <p>{reason.happened}</p>
                <p>{next}</p>
            </Notice>
        }
    })
}

/// What to do next. None for reasons that end a session rather than a reauthentication.
fn next_step(reason: SignInReason) -> Option<String> {
    match reason {
        SignInReason::WrongAccount | SignInReason::Misconfigured | SignInReason::GitHubLimited => {
            Some(reason_text(reason).next)
        }
        SignInReason::Suspended => Some(t!(reauthenticate.failed.suspended)),
        SignInReason::Closed => Some(t!(reauthenticate.failed.closed)),
        SignInReason::EmailUnverified => Some(t!(reauthenticate.failed.verify_email)),
        SignInReason::Denied
        | SignInReason::FlowExpired
        | SignInReason::FlowUnknown
        | SignInReason::BadAnswer
        | SignInReason::CodeRefused
        | SignInReason::GitHubDown => Some(t!(reauthenticate.failed.try_again)),
        SignInReason::Required
        | SignInReason::Installed
        | SignInReason::InstallationRequested
        | SignInReason::Idle
        | SignInReason::Absolute
        | SignInReason::Ended
        | SignInReason::Cap
        | SignInReason::Replaced
        | SignInReason::TokensDead
        | SignInReason::Disconnected
        | SignInReason::Operator
        | SignInReason::KeyUnknown => None,
    }
}

/// Asks for reauthentication, and says how long it counts.
#[component]
fn ReauthenticationPrompt(action: Option<SensitiveAction>) -> impl IntoView {
    let back = action.as_ref().map_or("/devices", page);
    let pending = match action {
        Some(action) => view! {
            <p class="lead">{t_view!(reauthenticate.ask.waits, action = verb(&action), <q>)}</p>
            <p>{consequence(&action)}</p>
        }
        .into_any(),
        None => view! { <p class="lead">{t!(reauthenticate.ask.nothing_waits)}</p> }.into_any(),
    };
    view! {
        <section class="card sign-in-card" aria-labelledby="card">
            <Logo />
            <h1 id="card">{t!(reauthenticate.ask.heading)}</h1>
            {pending}
            <div class="way-on">
                <form method="post" action="/auth/reauthenticate">
                    <Lineage />
                    <Button main=true>{t!(reauthenticate.ask.at_github)}</Button>
                </form>
                <ButtonLink href=back>{t!(reauthenticate.cancel)}</ButtonLink>
            </div>
            <p class="terms">{t!(reauthenticate.ask.worth)}</p>
        </section>
    }
}

/// Offers the action again after reauthentication: returning from GitHub alone performs nothing.
#[component]
fn ConfirmAction(
    waiting: PendingAction,
    /// When the reauthentication expires.
    until: Timestamp,
) -> impl IntoView {
    let PendingAction { nonce, action } = waiting;
    let (back, label, consequence) = (page(&action), verb(&action), consequence(&action));
    view! {
        <section class="card sign-in-card" aria-labelledby="card">
            <Logo />
            <h1 id="card">{t!(reauthenticate.confirm.heading)}</h1>
            <p class="lead">{consequence}</p>
            <div class="way-on">
                <ActionForm action nonce=Some(nonce)>
                    {label}
                </ActionForm>
                <ButtonLink href=back>{t!(reauthenticate.cancel)}</ButtonLink>
            </div>
            <p class="small">{t_view!(reauthenticate.confirm.runs_out, <when> = view! { <Countdown until /> })}</p>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::{SignInReason, next_step};

    #[test]
    fn reasons_that_end_a_session_are_no_failed_reauthentication() {
        assert_eq!(SignInReason::ALL.into_iter().filter(|reason| next_step(*reason).is_some()).count(), 12);
        assert!(next_step(SignInReason::WrongAccount).is_some_and(|next| next.contains("your own account")));
        assert_eq!(next_step(SignInReason::Idle), None);
    }
}
