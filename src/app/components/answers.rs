use futures::future::BoxFuture;
use gatehouse_model::{AppError, Fetched};
use leptos::prelude::*;

use super::{Age, ErrorNotice};
use crate::{
    api::{self, ApiError},
    app::{
        i18n::{t, t_view},
        page_context,
    },
};

/// Renders `waiting` until the answer is there, then the value or the error.
fn suspended<T, V>(
    answer: OnceResource<api::Result<T>>,
    waiting: String,
    show: impl Fn(T) -> V + Clone + Send + Sync + 'static,
    show_error: impl Fn(AppError) -> AnyView + Clone + Send + Sync + 'static,
) -> AnyView
where
    T: Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let shown = move || {
        let (show, show_error) = (show.clone(), show_error.clone());
        let shown: BoxFuture<'static, AnyView> = Box::pin(async move {
            match answer.await {
                Ok(value) => show(value).into_any(),
                Err(ApiError(error)) => show_error(error),
            }
        });
        shown
    };
    boundary(waiting, Box::new(shown))
}

/// One type for all answers: a boundary is some thousand functions.
fn boundary(waiting: String, shown: Box<dyn Fn() -> BoxFuture<'static, AnyView> + Send + Sync>) -> AnyView {
    view! {
        <Suspense fallback=move || view! { <p class="waiting" role="status">{waiting.clone()}</p> }>
            {move || Suspend::new(shown())}
        </Suspense>
    }
    .into_any()
}

/// The main content of a page, from one answer. If the answer is an error, the page gets its status.
#[component]
pub fn Answer<T, G, V>(
    /// Requested before the page began to render.
    answer: OnceResource<api::Result<T>>,
    /// The text until it arrives.
    #[prop(optional, into)]
    waiting: Option<String>,
    /// What to show once it is there.
    show: G,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    G: Fn(T) -> V + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let context = page_context();
    let waiting = waiting.unwrap_or_else(|| t!(common.waiting));
    let show_error = move |error| {
        context.fail(&error);
        view! { <ErrorNotice error context=context.clone() /> }.into_any()
    };
    suspended(answer, waiting, show, show_error)
}

/// The main content of a page, from one of GitHub's answers, with the answer's age.
#[component]
pub fn Section<T, G, V>(
    /// Requested before the page began to render.
    answer: OnceResource<api::Result<Fetched<T>>>,
    /// What to show once it is there.
    show: G,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    G: Fn(Fetched<T>) -> V + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let show = move |fetched: Fetched<T>| {
        view! {
            {show(fetched.clone())}
            <Freshness fetched />
        }
    };
    view! { <Answer answer waiting=t!(common.asking_github) show /> }.into_any()
}

/// A section besides the main content. If its answer is an error, the section shows it; the page keeps its status.
#[component]
pub fn SideSection<T, G, V>(
    /// Requested before the page began to render.
    answer: OnceResource<api::Result<T>>,
    /// What to show once it is there.
    show: G,
    /// What to show if the viewer's scopes don't allow it.
    #[prop(optional)]
    scope_missing: Option<fn() -> AnyView>,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    G: Fn(T) -> V + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let context = page_context();
    let show_error = move |error| match (error, scope_missing) {
        (AppError::ScopeMissing, Some(scope_missing)) => scope_missing(),
        (error, _) => view! { <ErrorNotice error context=context.clone() /> }.into_any(),
    };
    suspended(answer, t!(common.asking_github), show, show_error)
}

/// How old GitHub's answer is, and whether a newer one is on its way.
#[component]
pub fn Freshness<T>(fetched: Fetched<T>) -> impl IntoView {
    let refreshing = fetched.refreshing.then(|| format!(" {}", t!(common.refreshing)));
    let timestamp = fetched.as_of;
    view! {
        <p class="freshness">{t_view!(common.freshness, <age> = view! { <Age timestamp /> })} {refreshing}</p>
    }
}
