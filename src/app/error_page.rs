use leptos::prelude::*;
use leptos_meta::Title;

use super::{components::ButtonLink, i18n::t, layout::Layout, page_context, shell::document};

/// A request that no page answers. The cause is in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorPage {
    /// There is no page at this address.
    NotFound,
    /// The request is malformed.
    BadRequest,
    /// An action that did not come from one of our own pages.
    Forbidden,
    /// An action from a page that belongs to an earlier sign-in in this browser.
    AnotherViewer,
    /// The address takes another method.
    MethodNotAllowed,
    /// The request body exceeds the limit.
    TooLarge,
    /// The client is over its rate limit.
    TooManyRequests {
        /// In seconds.
        retry: u64,
    },
    /// The answer took too long.
    Timeout,
    /// Too many writes at once.
    Busy {
        /// In seconds.
        retry: u64,
    },
    /// A bug, or a dependency that failed.
    Internal,
}

impl ErrorPage {
    #[must_use]
    pub fn status(self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::BadRequest => 400,
            Self::Forbidden => 403,
            Self::AnotherViewer => 409,
            Self::MethodNotAllowed => 405,
            Self::TooLarge => 413,
            Self::TooManyRequests { .. } => 429,
            Self::Timeout => 504,
            Self::Busy { .. } => 503,
            Self::Internal => 500,
        }
    }

    /// Never put text from elsewhere here: Leptos 0.8 does not escape titles.
    pub(super) fn title(self) -> String {
        match self {
            Self::NotFound => t!(errors.page.not_found.title),
            Self::BadRequest => t!(errors.page.bad_request.title),
            Self::Forbidden => t!(errors.page.forbidden.title),
            Self::AnotherViewer => t!(errors.page.another_viewer.title),
            Self::MethodNotAllowed => t!(errors.page.method_not_allowed.title),
            Self::TooLarge => t!(errors.page.too_large.title),
            Self::TooManyRequests { .. } => t!(errors.page.too_many_requests.title),
            Self::Timeout => t!(errors.page.timeout.title),
            Self::Busy { .. } => t!(errors.page.busy.title),
            Self::Internal => t!(errors.page.internal.title),
        }
    }

    fn heading(self) -> String {
        match self {
            Self::NotFound => t!(errors.page.not_found.heading),
            Self::BadRequest => t!(errors.page.bad_request.heading),
            Self::Forbidden => t!(errors.page.forbidden.heading),
            Self::AnotherViewer => t!(errors.page.another_viewer.heading),
            Self::MethodNotAllowed => t!(errors.page.method_not_allowed.heading),
            Self::TooLarge => t!(errors.page.too_large.heading),
            Self::TooManyRequests { .. } => t!(errors.page.too_many_requests.heading),
            Self::Timeout => t!(errors.page.timeout.heading),
            Self::Busy { .. } => t!(errors.page.busy.heading),
            Self::Internal => t!(errors.page.internal.heading),
        }
    }

    fn meaning(self) -> String {
        match self {
            Self::NotFound => t!(errors.page.not_found.meaning),
            Self::BadRequest => t!(errors.page.bad_request.meaning),
            Self::Forbidden => t!(errors.page.forbidden.meaning),
            Self::AnotherViewer => {
                let login = page_context().viewer.map(|viewer| viewer.login).unwrap_or_default();
                t!(errors.page.another_viewer.meaning, login = login)
            }
            Self::MethodNotAllowed => t!(errors.page.method_not_allowed.meaning),
            Self::TooLarge => t!(errors.page.too_large.meaning),
            Self::TooManyRequests { retry: seconds @ 0..=90 } => {
                t!(errors.page.too_many_requests.wait_seconds, count = seconds.max(1))
            }
            Self::TooManyRequests { retry } => {
                t!(errors.page.too_many_requests.wait_minutes, count = retry.div_ceil(60))
            }
            Self::Timeout => t!(errors.page.timeout.meaning),
            Self::Busy { retry } => t!(errors.page.busy.wait_seconds, count = retry.max(1)),
            Self::Internal => t!(errors.page.internal.meaning),
        }
    }
}

/// What happened, what it means, and where to go.
#[component]
pub(super) fn ErrorBody(
    kind: ErrorPage,
    /// The status of the response, which may be more precise than the kind.
    status: u16,
) -> impl IntoView {
    view! {
        <div class="page narrow error-page">
            <p class="status">{status}</p>
            <h1>{kind.heading()}</h1>
            <p class="lead">{kind.meaning()}</p>
            <p class="way-on">
                <ButtonLink href="/">{t!(errors.page.way_on)}</ButtonLink>
            </p>
        </div>
    }
}

/// The whole document for a request that no page answers. It needs no router and no data, so it renders at once.
pub fn error_page(options: LeptosOptions, kind: ErrorPage, status: u16) -> impl IntoView {
    let head = move || view! { <title>{kind.title()}</title> };
    let body = move || view! { <Layout><ErrorBody kind status /></Layout> };
    document(options, false, head, body)
}

/// The fallback of the router.
#[component]
pub fn NotFound() -> impl IntoView {
    page_context().set_status(ErrorPage::NotFound.status());
    view! {
        <Title text=ErrorPage::NotFound.title() />
        <ErrorBody kind=ErrorPage::NotFound status=ErrorPage::NotFound.status() />
    }
}
