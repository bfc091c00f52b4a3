use leptos::prelude::*;

use crate::app::{components::Fact, islands::BrowserView, words::say};

/// What a script in this page can find. The island fills it in; without JavaScript, the server says what it has set.
#[component]
pub fn Browser() -> impl IntoView {
    view! {
        <noscript>
            <p>{say!(inside.browser.unscripted)}</p>
            <dl class="facts">
                <Fact label=say!(inside.browser.set)>{say!(inside.browser.set_told)}</Fact>
            </dl>
        </noscript>
        <BrowserView>
            <p class="small">{say!(inside.browser.live)}</p>
            <dl class="facts">
                <Fact label=say!(inside.browser.session)>
                    {say!(inside.browser.session_told)} <p class="small">{say!(inside.browser.session_meaning)}</p>
                </Fact>
                <Fact label=say!(inside.browser.cookies)>
                    <Seen id="seen-cookies" /> <p class="small">{say!(inside.browser.cookies_meaning)}</p>
                </Fact>
                <Fact label=say!(inside.browser.local)>
                    <Seen id="seen-local" />
                </Fact>
                <Fact label=say!(inside.browser.tab)>
                    <Seen id="seen-tab" />
                </Fact>
                <Fact label=say!(inside.browser.databases)>
                    <Seen id="seen-databases" />
                </Fact>
                <Fact label=say!(inside.browser.tokens)>
                    <Seen id="seen-tokens" /> <p class="small">{say!(inside.browser.tokens_meaning)}</p>
                </Fact>
            </dl>
            <p class="small">{say!(inside.browser.strangers)}</p>
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
        <span id=id translate="no" data-nothing=say!(inside.nothing) data-unlisted=say!(inside.browser.unlisted)>
            {say!(inside.browser.looking)}
        </span>
    }
    .into_any()
}
