use gatehouse_model::{AccountEvent, AccountEventKind, AccountEvents, SignInReason};
use leptos::prelude::*;

use crate::app::{
    components::{Age, ButtonLink, CollectAny, EmptyState, Pager},
    i18n::{device_name, grouped, t, t_view},
    links,
    links::query_value,
};

/// Which page of each list the address requests, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HistoryPages {
    /// Sign-ins, reauthentications and ended sessions.
    pub sessions: u32,
    /// Other events; none if that list is closed.
    pub noise: Option<u32>,
}

impl HistoryPages {
    /// Malformed numbers mean the first page.
    pub fn from_query(query: &str) -> Self {
        let page = |text: String| text.parse().unwrap_or(1).max(1);
        Self { sessions: query_value(query, "page").map_or(1, page), noise: query_value(query, "other").map(page) }
    }

    /// The address of another page of the sessions; the other list keeps its page.
    fn sessions_address(self, page: u32) -> String {
        format!("{}#history", Self { sessions: page, ..self }.address())
    }

    /// The address of another page of the other events, likewise.
    fn noise_address(self, page: u32) -> String {
        format!("{}#other", Self { noise: Some(page), ..self }.address())
    }

    fn address(self) -> String {
        let sessions = (self.sessions > 1).then(|| format!("page={}", self.sessions));
        let noise = self.noise.map(|page| format!("other={page}"));
        links::path_and_query("/devices", &sessions.into_iter().chain(noise).collect::<Vec<_>>().join("&"))
    }
}

/// The viewer's sign-ins, reauthentications and ended sessions.
#[component]
pub fn History(
    /// Newest first.
    events: AccountEvents,
    requested: HistoryPages,
) -> impl IntoView {
    let AccountEvents { events, page, pages, kept_days, .. } = events;
    if events.is_empty() {
        return view! {
            <EmptyState sentence=t!(devices.history.nothing)>
                <ButtonLink href="/profile">{t!(devices.history.go_on)}</ButtonLink>
            </EmptyState>
        }
        .into_any();
    }
    let (previous, next) = (t!(devices.history.newer), t!(devices.history.older));
    let address = move |page| requested.sessions_address(page);
    view! {
        <p class="small">{t!(devices.history.intro)}</p>
        <EventList events />
        <Pager page pages label=t!(devices.history.label) previous next address />
        <p class="small">{t!(devices.history.kept, count = kept_days)}</p>
    }
    .into_any()
}

/// Other events. Renders nothing if there are none.
#[component]
pub fn OtherEvents(
    /// Newest first.
    events: AccountEvents,
    requested: HistoryPages,
) -> impl IntoView {
    let AccountEvents { events, page, pages, .. } = events;
    (!events.is_empty()).then(|| {
        let (previous, next) = (t!(devices.history.newer), t!(devices.history.older));
        let address = move |page| requested.noise_address(page);
        view! {
            <details id="other" class="other-events" open=requested.noise.is_some()>
                <summary>{t!(devices.other.summary)}</summary>
                <p class="small">{t!(devices.other.intro)}</p>
                <EventList events />
                <Pager page pages label=t!(devices.other.label) previous next address />
            </details>
        }
        .into_any()
    })
}

#[component]
fn EventList(events: Vec<AccountEvent>) -> impl IntoView {
    let rows = events.into_iter().map(|event| view! { <EventRow event /> }).collect_any();
    view! { <ol class="rows event-list">{rows}</ol> }.into_any()
}

/// What happened, how often, where and when.
#[component]
fn EventRow(event: AccountEvent) -> impl IntoView {
    let AccountEvent { at, first_at, times, kind, browser } = event;
    let browser = (!browser.is_empty()).then(|| view! { <span class="where">{device_name(&browser)}</span> });
    let times = (times > 1).then(|| {
        let first = view! { <Age timestamp=first_at /> };
        let words = t_view!(devices.history.times, count = times, <number> = grouped(times.into()), <age> = first);
        view! { " " <span class="times">{words}</span> }
    });
    view! {
        <li class="event">
            <p>{describe(kind)}{times}</p>
            <p class="small">{browser} <Age timestamp=at /></p>
        </li>
    }
}

/// What happened, in a sentence.
fn describe(kind: AccountEventKind) -> String {
    match kind {
        AccountEventKind::SignInFailed(reason) => with_reason(t!(devices.event.sign_in_failed), reason),
        AccountEventKind::ReauthenticationFailed(reason) => {
            with_reason(t!(devices.event.reauthentication_failed), reason)
        }
        AccountEventKind::Ended(SignInReason::Required) => t!(devices.event.signed_out),
        AccountEventKind::Ended(reason) => with_reason(t!(devices.event.ended), reason),
        AccountEventKind::SignedIn => t!(devices.event.signed_in),
        AccountEventKind::Reauthenticated => t!(devices.event.reauthenticated),
        AccountEventKind::Refreshed => t!(devices.event.refreshed),
        AccountEventKind::PairLost => t!(devices.event.pair_lost),
        AccountEventKind::Revoked => t!(devices.event.revoked),
        AccountEventKind::RevocationGivenUp => t!(devices.event.revocation_given_up),
        AccountEventKind::ScopesChanged => t!(devices.event.scopes_changed),
        AccountEventKind::Disconnected => t!(devices.event.disconnected),
        AccountEventKind::DisconnectFailed => t!(devices.event.disconnect_failed),
        AccountEventKind::Exported => t!(devices.event.exported),
        AccountEventKind::ReauthenticationRequired => t!(devices.event.reauthentication_required),
    }
}

fn with_reason(happened: String, reason: SignInReason) -> String {
    t!(devices.event.because, happened = happened, reason = history_reason(reason))
}

fn history_reason(reason: SignInReason) -> String {
    match reason {
        SignInReason::Required => t!(devices.reason.required),
        SignInReason::Denied => t!(devices.reason.denied),
        SignInReason::FlowExpired => t!(devices.reason.flow_expired),
        SignInReason::FlowUnknown => t!(devices.reason.flow_unknown),
        SignInReason::BadAnswer => t!(devices.reason.bad_answer),
        SignInReason::CodeRefused => t!(devices.reason.code_refused),
        SignInReason::EmailUnverified => t!(devices.reason.email_unverified),
        SignInReason::Misconfigured => t!(devices.reason.misconfigured),
        SignInReason::GitHubDown => t!(devices.reason.github_down),
        SignInReason::Suspended => t!(devices.reason.suspended),
        SignInReason::Closed => t!(devices.reason.closed),
        SignInReason::Installed => t!(devices.reason.installed),
        SignInReason::InstallationRequested => t!(devices.reason.installation_requested),
        SignInReason::GitHubLimited => t!(devices.reason.github_limited),
        SignInReason::Idle => t!(devices.reason.idle),
        SignInReason::Absolute => t!(devices.reason.absolute),
        SignInReason::Ended => t!(devices.reason.ended),
        SignInReason::Cap => t!(devices.reason.cap),
        SignInReason::Replaced => t!(devices.reason.replaced),
        SignInReason::TokensDead => t!(devices.reason.tokens_dead),
        SignInReason::Disconnected => t!(devices.reason.disconnected),
        SignInReason::Operator => t!(devices.reason.operator),
        SignInReason::KeyUnknown => t!(devices.reason.key_unknown),
        SignInReason::WrongAccount => t!(devices.reason.wrong_account),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{AccountEventKind, HistoryPages, describe};

    #[test]
    fn malformed_numbers_mean_the_first_page() {
        for query in ["", "page=", "page=0", "page=-1", "page=two", "page=99999999999", "done=ended"] {
            assert_eq!(HistoryPages::from_query(query), HistoryPages { sessions: 1, noise: None }, "{query}");
        }
        assert_eq!(HistoryPages::from_query("other=x&page=7"), HistoryPages { sessions: 7, noise: Some(1) });
    }

    #[test]
    fn each_list_is_paged_and_keeps_the_page_of_the_other() {
        let both = HistoryPages::from_query("page=3&other=2");
        assert_eq!(both.sessions_address(4), "/devices?page=4&other=2#history");
        assert_eq!(both.noise_address(1), "/devices?page=3&other=1#other");
        assert_eq!(HistoryPages::from_query("").sessions_address(1), "/devices#history");
    }

    #[test]
    fn each_event_has_its_own_sentence() {
        let sentences: Vec<String> = AccountEventKind::all().into_iter().map(describe).collect();
        assert!(sentences.iter().all(|sentence| sentence.ends_with('.')));
        assert_eq!(sentences.iter().collect::<HashSet<_>>().len(), sentences.len());
    }
}
