use gatehouse_model::{Language, Preferences, Theme};
use leptos::prelude::*;

use crate::app::{components::Button, i18n::t, page_context};

/// Language and theme. Kept in two cookies, for this browser alone.
#[component]
pub fn Looks() -> impl IntoView {
    let Preferences { language: chosen, theme: worn } = page_context().preferences;
    let languages = Language::ALL.map(|language| {
        view! {
            <option value=language.tag() lang=language.tag() selected=language == chosen>
                {language.name()}
            </option>
        }
    });
    let themes = Theme::ALL.map(|theme| {
        view! {
            <option value=theme.code() selected=theme == worn>
                {name(theme)}
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
                        {languages.into_iter().collect_view()}
                    </select>
                </div>
                <div class="field">
                    <label for="theme">{t!(settings.looks.theme)}</label>
                    <select id="theme" name="theme">
                        {themes.into_iter().collect_view()}
                    </select>
                </div>
                <Button>{t!(settings.looks.save)}</Button>
            </form>
            <p class="small">{t!(settings.looks.kept)}</p>
        </section>
    }
    .into_any()
}

fn name(theme: Theme) -> String {
    match theme {
        Theme::System => t!(settings.looks.system),
        Theme::Light => t!(settings.looks.light),
        Theme::Dark => t!(settings.looks.dark),
    }
}
