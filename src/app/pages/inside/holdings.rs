use gatehouse_model::{Application, CacheUsage, Timestamp, TokenSetInfo};
use leptos::prelude::*;

use crate::{
    app::{
        components::{Age, CollectAny, Countdown, Fact},
        i18n::{grouped, kibibytes, t, t_view},
    },
    islands::BrowserView,
};

/// What a script in this page can find. The island fills it in; without JavaScript, the page says what the server has set.
#[component]
pub fn BrowserSide() -> impl IntoView {
    view! {
        <noscript>
            <p>{t!(inside.browser.unscripted)}</p>
            <dl class="facts">
                <Fact label=t!(inside.browser.set)>{t!(inside.browser.set_by_server)}</Fact>
            </dl>
        </noscript>
        <BrowserView>
            <p class="small">{t!(inside.browser.live)}</p>
            <dl class="facts">
                <Fact label=t!(inside.browser.session)>
                    {t!(inside.browser.session_answer)} <p class="small">{t!(inside.browser.session_meaning)}</p>
                </Fact>
                <Fact label=t!(inside.browser.cookies)>
                    <Finding id="seen-cookies" /> <p class="small">{t!(inside.browser.cookies_meaning)}</p>
                </Fact>
                <Fact label=t!(inside.browser.local)>
                    <Finding id="seen-local" />
                </Fact>
                <Fact label=t!(inside.browser.tab)>
                    <Finding id="seen-tab" />
                </Fact>
                <Fact label=t!(inside.browser.databases)>
                    <Finding id="seen-databases" />
                </Fact>
                <Fact label=t!(inside.browser.tokens)>
                    <Finding id="seen-tokens" /> <p class="small">{t!(inside.browser.tokens_meaning)}</p>
                </Fact>
            </dl>
            <p class="small">{t!(inside.browser.strangers)}</p>
        </BrowserView>
    }
}

/// A placeholder for what the island finds. Its texts are attributes from the server, which keeps the island small. Browsers
/// must not translate it: the island compares it with what it finds every second, and cookie names are identifiers.
#[component]
fn Finding(id: &'static str) -> impl IntoView {
    view! {
        <span id=id translate="no" data-nothing=t!(inside.nothing) data-unlisted=t!(inside.browser.unlisted)>
            {t!(inside.browser.looking)}
        </span>
    }
}

/// What the server stores for this session: facts about it, never the secrets.
#[component]
pub fn ServerSide(facts: TokenSetInfo, cached: CacheUsage) -> impl IntoView {
    view! {
        <p class="small">{t!(inside.server.note)}</p>
        <h3>{t!(inside.token.heading)}</h3>
        <TokenFacts facts=facts.clone() />
        <h3>{t!(inside.session.heading)}</h3>
        <SessionFacts facts cached />
    }
}

/// The tokens: kind, scopes, age, expiry, and the id of the key that encrypts them.
#[component]
fn TokenFacts(facts: TokenSetInfo) -> impl IntoView {
    let TokenSetInfo { generation, refreshes, received_at, .. } = facts;
    let kind = token_kind(facts.lasting, facts.refreshable);
    let access = expiry(facts.access_ends_at, t!(inside.token.never));
    let refresh = facts.refreshable.then(|| {
        let expiry = expiry(facts.refresh_ends_at, t!(inside.token.unsaid));
        view! { <Fact label=t!(inside.token.refresh_ends)>{expiry}</Fact> }
    });
    let key = facts.key_id;
    let (label, scopes) = match facts.application {
        Application::OAuthApp => (t!(inside.token.scopes), scope_list(facts.scopes)),
        Application::GitHubApp => (t!(inside.token.permissions), t!(inside.token.by_permissions).into_any()),
    };
    view! {
        <dl class="facts">
            <Fact label=t!(inside.token.kind)>{kind}</Fact>
            <Fact label>{scopes}</Fact>
            <Fact label=t!(inside.token.access_ends)>{access}</Fact>
            {refresh}
            <Fact label=t!(inside.token.received)>
                <Age timestamp=received_at />
            </Fact>
            <Fact label=t!(inside.token.generation)>{grouped(generation.into())}</Fact>
            <Fact label=t!(inside.token.refreshed)>{grouped(refreshes.into())}</Fact>
            <Fact label=t!(inside.token.key)>
                <code>{key}</code> <p class="small">{t!(inside.token.key_meaning)}</p>
            </Fact>
        </dl>
    }
}

fn token_kind(lasting: bool, refreshable: bool) -> String {
    match (lasting, refreshable) {
        (true, _) => t!(inside.token.lasting),
        (false, true) => t!(inside.token.renewed),
        (false, false) => t!(inside.token.short),
    }
}

fn expiry(at: Option<Timestamp>, otherwise: String) -> AnyView {
    match at {
        Some(until) => view! { <Countdown until /> }.into_any(),
        None => otherwise.into_any(),
    }
}

fn scope_list(scopes: Vec<String>) -> AnyView {
    if scopes.is_empty() {
        return t!(inside.token.no_scopes).into_any();
    }
    let scopes = scopes.into_iter().map(|scope| view! { <li><code>{scope}</code></li> }).collect_any();
    view! { <ul class="code-list">{scopes}</ul> }.into_any()
}

/// The session: its limits, and what is cached for it.
#[component]
fn SessionFacts(facts: TokenSetInfo, cached: CacheUsage) -> impl IntoView {
    let TokenSetInfo { idle_ends_at, absolute_ends_at, fresh_until, now, .. } = facts;
    // If the absolute limit comes first, the idle limit does not matter.
    let idle = (idle_ends_at < absolute_ends_at).then(|| {
        view! {
            <Fact label=t!(inside.session.idle)>
                <Countdown until=idle_ends_at />
            </Fact>
        }
    });
    let fresh = match fresh_until.filter(|until| *until > now) {
        Some(until) => t_view!(inside.session.fresh, <when> = view! { <Countdown until /> }),
        None => t!(inside.session.stale).into_any(),
    };
    let cached = if cached.answers == 0 {
        t!(inside.nothing)
    } else {
        let size = kibibytes(cached.bytes.div_ceil(1_024));
        t!(inside.session.kept_amount, number = grouped(cached.answers.into()), size = size)
    };
    view! {
        <dl class="facts">
            {idle}
            <Fact label=t!(inside.session.absolute)>
                <Countdown until=absolute_ends_at />
            </Fact>
            <Fact label=t!(inside.session.reauthentication)>{fresh}</Fact>
            <Fact label=t!(inside.session.kept)>{cached}</Fact>
        </dl>
    }
}
