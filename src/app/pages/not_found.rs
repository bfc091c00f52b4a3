use leptos::prelude::*;
use leptos_meta::Title;

use crate::app::{
    error_page::{ErrorBody, ErrorPage},
    page_context,
};

/// No page lives at this address.
#[component]
pub fn NotFound() -> impl IntoView {
    page_context().set_status(ErrorPage::NotFound.status());
    view! {
        <Title text=ErrorPage::NotFound.title() />
        <ErrorBody kind=ErrorPage::NotFound status=ErrorPage::NotFound.status() />
    }
    .into_any()
}
