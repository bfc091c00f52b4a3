//! Settings: language and theme, access to GitHub, and the data that this site stores about the viewer.

use gatehouse_model::{
    Application, Flash, Language, ORGANIZATIONS, Preferences, Reauthentication, SensitiveAction, Theme, TokenSetInfo,
    has_scope,
};
use leptos::prelude::*;

use crate::{
    api,
    app::{
        actions::verb,
        bidi::isolated,
        components::{
            ActionForm, Answer, Button, CollectAny, Countdown, FlashNotice, FlashText, InstallationsLink, PageMeta,
            ScopeList, Scopes, Tone,
        },
        i18n::{t, t_view},
        page_context,
    },
};

#[component]
pub fn Settings() -> impl IntoView {
    let reauthentication = OnceResource::new_blocking(api::reauthentication());
    let facts = OnceResource::new_blocking(api::token_set_info());
    let signed_in_as = page_context().viewer.map(|viewer| {
        view! { <p>{t_view!(settings.signed_in_as, login = isolated(&viewer.login), <strong>)}</p> }
    });
    view! {
        <PageMeta title=t!(settings.title) description=t!(settings.description) />
        <div class="page settings">
            <h1 class="page-title">{t!(settings.heading)}</h1>
            <FlashNotice text_for=flash_text />
            <Appearance />
            {signed_in_as}
            <Answer answer=facts show=|facts| view! { <ScopeSettings facts /> } />
            <Answer answer=reauthentication show=|reauthentication| view! { <ReauthenticationStatus reauthentication /> } />
            <Connection />
            <YourData />
        </div>
    }
}

/// The messages of actions that lead back here.
fn flash_text(flash: Flash) -> Option<FlashText> {
    let (tone, happened, next) = match flash {
        Flash::DisconnectFailed => {
            (Tone::Bad, t!(settings.done.disconnect_failed), t!(settings.done.disconnect_failed_next))
        }
        Flash::Scopes => (Tone::Good, t!(settings.done.scopes), t!(settings.done.scopes_next)),
        Flash::FewerScopes => (Tone::Warn, t!(settings.done.fewer), t!(settings.done.fewer_next)),
        Flash::ScopesUnchanged => (Tone::Warn, t!(settings.done.unchanged), t!(settings.done.unchanged_next)),
        Flash::NoScopes => (Tone::Quiet, t!(settings.done.no_scopes), t!(settings.done.no_scopes_next)),
        Flash::ScopesLimited => (Tone::Warn, t!(settings.done.limited), t!(settings.done.limited_next)),
        Flash::Installed => (Tone::Good, t!(settings.done.installed), t!(settings.done.installed_next)),
        Flash::InstallationRequested => (Tone::Quiet, t!(settings.done.requested), t!(settings.done.requested_next)),
        Flash::Already => (Tone::Quiet, t!(settings.done.already), t!(settings.done.already_next)),
        Flash::Spent => return Some(FlashText::expired_form()),
        _ => return None,
    };
    Some(FlashText { tone, happened, next })
}

/// Language and theme. They live in two cookies, for this browser only.
#[component]
fn Appearance() -> impl IntoView {
    let Preferences { language: chosen, theme: theme_in_use } = page_context().preferences;
    let languages = Language::ALL.map(|language| {
        view! {
            <option value=language.tag() lang=language.tag() selected=language == chosen>
                {language.name()}
            </option>
        }
    });
    let themes = Theme::ALL.map(|theme| {
        view! {
            <option value=theme.code() selected=theme == theme_in_use>
                {theme_name(theme)}
            </option>
        }
    });
    view! {
        <section class="card" aria-labelledby="looks">
            <h2 id="looks">{t!(settings.looks.heading)}</h2>
            <form class="looks" method="post" action="/settings/preferences">
                <input type="hidden" name="return_to" value="/settings" />
                <div class="field">
                    <label for="language">{t!(settings.looks.language)}</label>
                    <select id="language" name="language">
                        {languages.into_iter().collect_any()}
                    </select>
                </div>
                <div class="field">
                    <label for="theme">{t!(settings.looks.theme)}</label>
                    <select id="theme" name="theme">
                        {themes.into_iter().collect_any()}
                    </select>
                </div>
                <Button>{t!(settings.looks.save)}</Button>
            </form>
            <p class="small">{t!(settings.looks.kept)}</p>
        </section>
    }
}

fn theme_name(theme: Theme) -> String {
    match theme {
        Theme::System => t!(settings.looks.system),
        Theme::Light => t!(settings.looks.light),
        Theme::Dark => t!(settings.looks.dark),
    }
}

/// What the viewer granted, what one more scope would be for, and how to give it back.
#[component]
fn ScopeSettings(facts: TokenSetInfo) -> impl IntoView {
    if facts.application == Application::GitHubApp {
        return view! { <Permissions /> }.into_any();
    }
    let always_requested = has_scope(&page_context().scopes, ORGANIZATIONS);
    let held = has_scope(&facts.scopes, ORGANIZATIONS);
    let choice = if held && always_requested {
        view! { <p>{t_view!(settings.scopes.base, <code>)}</p> }.into_any()
    } else if held {
        let action = SensitiveAction::Scopes { organizations: false };
        view! {
            <p>{t!(settings.scopes.held)}</p>
            <ActionForm action=action.clone()>{verb(&action)}</ActionForm>
        }
        .into_any()
    } else {
        let action = SensitiveAction::Scopes { organizations: true };
        view! {
            <p>{t_view!(settings.scopes.reason, <code>)}</p>
            <ActionForm action=action.clone()>{verb(&action)}</ActionForm>
        }
        .into_any()
    };
    view! {
        <section class="card" aria-labelledby="scopes">
            <h2 id="scopes">{t!(settings.scopes.heading)}</h2>
            <div class="choice">
                <GrantedScopes scopes=facts.scopes />
                {choice}
            </div>
        </section>
    }
    .into_any()
}

/// A GitHub App has permissions in place of scopes.
#[component]
fn Permissions() -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="scopes">
            <h2 id="scopes">{t!(settings.scopes.heading)}</h2>
            <div class="choice">
                <p>{t!(settings.scopes.permissions)}</p>
                <p>
                    <InstallationsLink />
                </p>
            </div>
        </section>
    }
}

#[component]
fn GrantedScopes(scopes: Vec<String>) -> impl IntoView {
    if scopes.is_empty() {
        return view! { <p>{t!(settings.scopes.none)}</p> }.into_any();
    }
    view! { <p>{t_view!(settings.scopes.granted, <scopes> = view! { <ScopeList scopes /> })}</p> }.into_any()
}

/// Whether the actions below happen at once, or require reauthentication first.
#[component]
fn ReauthenticationStatus(reauthentication: Reauthentication) -> impl IntoView {
    let Reauthentication { now, fresh_until, .. } = reauthentication;
    let text = match fresh_until.filter(|until| *until > now) {
        Some(until) => t_view!(settings.fresh, <when> = view! { <Countdown until /> }),
        None => t!(settings.stale).into_any(),
    };
    view! { <p class="small">{text}</p> }.into_any()
}

/// The connection to GitHub, and the button that cuts it.
#[component]
fn Connection() -> impl IntoView {
    let access = match page_context().application {
        Application::OAuthApp => t_view!(settings.github.access, <scopes> = view! { <Scopes /> }),
        Application::GitHubApp => t!(settings.github.permissions).into_any(),
    };
    view! {
        <section class="card" aria-labelledby="github">
            <h2 id="github">{t!(settings.github.heading)}</h2>
            <div class="choice">
                <p>{access}</p>
                <ActionForm action=SensitiveAction::Disconnect>{verb(&SensitiveAction::Disconnect)}</ActionForm>
            </div>
        </section>
    }
}

/// The viewer's data: export and deletion.
#[component]
fn YourData() -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="data">
            <h2 id="data">{t!(settings.data.heading)}</h2>
            <div class="choice">
                <p>{t!(settings.data.export)}</p>
                <ActionForm action=SensitiveAction::Export>{verb(&SensitiveAction::Export)}</ActionForm>
            </div>
            <div class="choice">
                <p>{t!(settings.data.delete)}</p>
                <ActionForm action=SensitiveAction::DeleteData>{verb(&SensitiveAction::DeleteData)}</ActionForm>
            </div>
        </section>
    }
}
