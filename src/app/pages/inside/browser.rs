use leptos::prelude::*;

use crate::app::{components::Fact, i18n::t, islands::BrowserView};

/// What a script in this page can find. The island fills it in; without JavaScript, the server says what it has set.
#[component]
pub fn Browser() -> impl IntoView {
    view! {
        <noscript>
            <p>{t!(inside.browser.unscripted)}</p>
            <dl class="facts">
                <Fact label=t!(inside.browser.set)>{t!(inside.browser.set_told)}</Fact>
            </dl>
        </noscript>
        <BrowserView>
            <p class="small">{t!(inside.browser.live)}</p>
            <dl class="facts">
                <Fact label=t!(inside.browser.session)>
                    {t!(inside.browser.session_told)} <p class="small">{t!(inside.browser.session_meaning)}</p>
                </Fact>
                <Fact label=t!(inside.browser.cookies)>
                    <Seen id="seen-cookies" /> <p class="small">{t!(inside.browser.cookies_meaning)}</p>
                </Fact>
                <Fact label=t!(inside.browser.local)>
                    <Seen id="seen-local" />
                </Fact>
                <Fact label=t!(inside.browser.tab)>
                    <Seen id="seen-tab" />
                </Fact>
                <Fact label=t!(inside.browser.databases)>
                    <Seen id="seen-databases" />
                </Fact>
                <Fact label=t!(inside.browser.tokens)>
                    <Seen id="seen-tokens" /> <p class="small">{t!(inside.browser.tokens_meaning)}</p>
                </Fact>
            </dl>
            <p class="small">{t!(inside.browser.strangers)}</p>
        </BrowserView>
    }
    .into_any()
}

/// A place for what is found. Its words come from the server, because those of the browser would be weighed. They are not
/// for translation by the browser: what stands here is compared every second with what is found, and names of cookies are
/// names.
#[component]
fn Seen(id: &'static str) -> impl IntoView {
    view! {
        <span id=id translate="no" data-nothing=t!(inside.nothing) data-unlisted=t!(inside.browser.unlisted)>
            {t!(inside.browser.looking)}
        </span>
    }
    .into_any()
}
