use leptos::prelude::*;

use super::{components::ButtonLink, layout::Layout, shell::document};

/// A request that ends outside every page. The cause is in the log; the person gets this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorPage {
    /// Nothing lives at this address.
    NotFound,
    /// The request itself makes no sense.
    BadRequest,
    /// An act that did not come from one of our own pages.
    Forbidden,
    /// The address answers to another method.
    MethodNotAllowed,
    /// The request's body is longer than we read.
    TooLarge,
    /// Asked too often.
    TooManyRequests {
        /// Seconds until it is worth another try.
        retry: u64,
    },
    /// The answer took longer than we let it.
    Timeout,
    /// Our own fault.
    Internal,
}

impl ErrorPage {
    /// The status the answer carries (RFC 9110).
    #[must_use]
    pub fn status(self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::BadRequest => 400,
            Self::Forbidden => 403,
            Self::MethodNotAllowed => 405,
            Self::TooLarge => 413,
            Self::TooManyRequests { .. } => 429,
            Self::Timeout => 504,
            Self::Internal => 500,
        }
    }

    /// The title: static, because Leptos 0.8 does not escape titles.
    fn title(self) -> &'static str {
        match self {
            Self::NotFound => "Not found · Gatehouse",
            Self::BadRequest => "Not understood · Gatehouse",
            Self::Forbidden => "Refused · Gatehouse",
            Self::MethodNotAllowed => "Not this way · Gatehouse",
            Self::TooLarge => "Too large · Gatehouse",
            Self::TooManyRequests { .. } => "Too many requests · Gatehouse",
            Self::Timeout => "Took too long · Gatehouse",
            Self::Internal => "Something broke · Gatehouse",
        }
    }

    fn heading(self) -> &'static str {
        match self {
            Self::NotFound => "There is no page here",
            Self::BadRequest => "We couldn't read that",
            Self::Forbidden => "We didn't do that",
            Self::MethodNotAllowed => "This address works another way",
            Self::TooLarge => "That was too much at once",
            Self::TooManyRequests { .. } => "That was a bit fast",
            Self::Timeout => "This took too long",
            Self::Internal => "Something broke on our side",
        }
    }

    fn meaning(self) -> String {
        match self {
            Self::NotFound => "The address may be mistyped, or the page has moved.".to_owned(),
            Self::BadRequest => "Something in the request makes no sense, so nothing was changed.".to_owned(),
            Self::Forbidden => "The request didn't come from one of our own pages, so nothing was changed. \
                If it was you, go back, reload the page and try once more."
                .to_owned(),
            Self::MethodNotAllowed => "It can't be opened like a page. Nothing was changed.".to_owned(),
            Self::TooLarge => "What was sent is larger than we accept, so nothing was changed.".to_owned(),
            Self::TooManyRequests { retry: 0 | 1 } => "Try again in a second. Nothing is lost.".to_owned(),
            Self::TooManyRequests { retry: seconds @ 2..=90 } => {
                format!("Wait {seconds} seconds, then try again. Nothing is lost.")
            }
            Self::TooManyRequests { retry } => {
                format!("Wait {} minutes, then try again. Nothing is lost.", retry.div_ceil(60))
            }
            Self::Timeout => "We stopped waiting, and you lost nothing. Try again in a moment.".to_owned(),
            Self::Internal => "It's not your doing, and it has been noted. Try again in a moment.".to_owned(),
        }
    }
}

/// What happened, what it means, and the way back.
#[component]
pub(super) fn ErrorBody(
    /// Which error.
    kind: ErrorPage,
    /// The status the answer carries, which may say more than the kind.
    status: u16,
) -> impl IntoView {
    view! {
        <div class="page narrow error-page">
            <p class="status">{status}</p>
            <h1>{kind.heading()}</h1>
            <p class="lead">{kind.meaning()}</p>
            <p class="way-on">
                <ButtonLink href="/">"Go to the first page"</ButtonLink>
            </p>
        </div>
    }
}

/// A whole document for a request that no page answers. It needs no router and no data, so it renders at once.
pub fn error_page(options: LeptosOptions, kind: ErrorPage, status: u16) -> impl IntoView {
    let head = move || view! { <title>{kind.title()}</title> };
    let body = move || view! { <Layout><ErrorBody kind status /></Layout> };
    document(options, false, head, body)
}
