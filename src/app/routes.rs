use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

use super::{
    layout::Layout,
    pages::{Activity, Devices, Home, Inside, NotFound, Profile, Prove, Repositories, Settings, SignIn},
};

/// The application: every page, in one frame.
///
/// `SsrMode::Async` throughout, so that a page can still set its status when its data has arrived.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Router>
            <Layout>
                <Routes fallback=NotFound>
                    <Route path=path!("/") view=Home ssr=SsrMode::Async />
                    <Route path=path!("/sign-in") view=SignIn ssr=SsrMode::Async />
                    <Route path=path!("/profile") view=Profile ssr=SsrMode::Async />
                    <Route path=path!("/repositories") view=Repositories ssr=SsrMode::Async />
                    <Route path=path!("/activity") view=Activity ssr=SsrMode::Async />
                    <Route path=path!("/devices") view=Devices ssr=SsrMode::Async />
                    <Route path=path!("/inside") view=Inside ssr=SsrMode::Async />
                    <Route path=path!("/settings") view=Settings ssr=SsrMode::Async />
                    <Route path=path!("/prove") view=Prove ssr=SsrMode::Async />
                </Routes>
            </Layout>
        </Router>
    }
}
