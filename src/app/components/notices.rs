use gatehouse_model::{Flash, Message};
use leptos::prelude::*;

use crate::app::{i18n::t, page_context};

/// How serious something is. Colour follows from it, but never says it alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// For information.
    #[default]
    Quiet,
    /// It worked, or all is well.
    Good,
    /// It needs attention.
    Warn,
    /// It failed.
    Bad,
}

impl Tone {
    /// Its class in the style sheets.
    pub fn class(self) -> &'static str {
        match self {
            Self::Quiet => "quiet",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }
}

/// A short label.
#[component]
pub fn Badge(#[prop(optional)] tone: Tone, children: Children) -> impl IntoView {
    view! { <span class=format!("badge {}", tone.class())>{children()}</span> }.into_any()
}

/// What happened, what it means, and (as children) what to do.
#[component]
pub fn Notice(
    tone: Tone,
    /// What happened: one sentence.
    #[prop(into)]
    happened: String,
    children: Children,
) -> impl IntoView {
    let role = if tone == Tone::Bad { "alert" } else { "status" };
    view! {
        <div class=format!("notice {}", tone.class()) role=role>
            <p class="happened">{happened}</p>
            {children()}
        </div>
    }
}

/// The text of a flash message: what an action led to.
pub struct FlashText {
    pub tone: Tone,
    /// What happened: one sentence.
    pub happened: String,
    /// What it means, or what to do next.
    pub next: String,
}

impl FlashText {
    /// The form of a pending action works once and for ten minutes. Which of the two had passed is not known afterwards.
    pub fn expired_form() -> Self {
        Self { tone: Tone::Quiet, happened: t!(common.spent.happened), next: t!(common.spent.next) }
    }
}

/// What the previous action led to, if its flash message belongs on this page.
#[component]
pub fn FlashNotice<F>(
    /// The text of the messages that belong on this page.
    text_for: F,
) -> impl IntoView
where
    F: Fn(Flash) -> Option<FlashText> + 'static,
{
    let known = |message| if let Message::Flash(flash) = message { text_for(flash) } else { None };
    page_context().show_flash(known).map(|FlashText { tone, happened, next }| {
        view! {
            <Notice tone happened>
                <p>{next}</p>
            </Notice>
        }
    })
}

/// Nothing to show: one sentence, and where to go instead.
#[component]
pub fn EmptyState(#[prop(into)] sentence: String, children: Children) -> impl IntoView {
    view! {
        <div class="empty">
            <p>{sentence}</p>
            <p class="way-on">{children()}</p>
        </div>
    }
}

/// Says that a list lacks what some organisations keep behind single sign-on.
#[component]
pub fn KeptBack(partial: bool) -> impl IntoView {
    partial.then(|| view! { <p class="small kept-back">{t!(common.kept_back)}</p> })
}
