use gatehouse_model::{Preferences, Theme};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::{HashedStylesheet, MetaTags};

use super::{
    components::Script,
    context::page_context,
    pages::{App, PAGES},
};

/// A translation or a browser extension may change the page before its island hydrates, which then panics. The page works
/// without it, so the console gets a debug message and no error; browser tests fail on it unless they expect it. Panics
/// after hydration stay errors.
const UNHYDRATED: &str = "addEventListener('unhandledrejection',e=>{if(globalThis.WebAssembly&&e.reason instanceof WebAssembly.RuntimeError\
&&!document.querySelector('[data-hydrated]')){e.preventDefault();console.debug('The island did not wake; the page works without it.')}})";

/// The document around the application.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let islands = has_island(&page_context().path);
    document(options, islands, || view! { <MetaTags /> }, || view! { <App /> })
}

/// An HTML document. `head` and `body` are functions so that they run after hydration is switched off: a resource created
/// before that would write its value into the page.
pub(super) fn document<H, B>(
    options: LeptosOptions,
    islands: bool,
    head: impl FnOnce() -> H,
    body: impl FnOnce() -> B,
) -> impl IntoView
where
    H: IntoView + 'static,
    B: IntoView + 'static,
{
    if let Some(shared) = Owner::current_shared_context() {
        shared.set_is_hydrating(false);
    }
    let hydration = islands.then(|| {
        view! {
            <script nonce=use_nonce()>{UNHYDRATED}</script>
            <HydrationScripts options=options.clone() islands=true />
        }
        .into_any()
    });
    // It notices the end of a session.
    let watch = page_context().viewer.map(|_| view! { <Script src="/gatehouse.js" /> });
    let Preferences { language, theme } = page_context().preferences;
    let theme = (theme != Theme::System).then(|| theme.code());
    view! {
        <!DOCTYPE html>
        <html lang=language.tag() data-theme=theme>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <meta name="theme-color" media="(prefers-color-scheme: light)" content="#fefcf9" />
                <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#1a1d29" />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <HashedStylesheet id="style" options=options.clone() />
                <AutoReload options=options />
                {hydration}
                <Script src="/progress.js" />
                {watch}
                {head().into_any()}
            </head>
            <body>{body().into_any()}</body>
        </html>
    }
}

fn has_island(path: &str) -> bool {
    PAGES.iter().any(|page| page.island && page.path == path.trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::has_island;

    #[test]
    fn only_pages_with_an_island_load_webassembly() {
        assert!(has_island("/repositories"));
        assert!(has_island("/repositories/"));
        assert!(has_island("/inside"));
        assert!(!has_island("/"));
        assert!(!has_island("/profile"));
        assert!(!has_island("/repositories.csv"));
    }
}
