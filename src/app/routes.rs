use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

use super::{
    error_page::NotFound,
    i18n::t,
    layout::Layout,
    pages::{Activity, Devices, Home, Inside, Profile, Reauthenticate, Repositories, Settings, SignIn},
};

/// An entry in the table of pages.
pub struct Page {
    pub path: &'static str,
    /// Open without a sign-in.
    pub public: bool,
    /// Has an island, and so loads WebAssembly.
    pub island: bool,
    /// Its label in the navigation; none for pages that are not there.
    pub nav_label: Option<fn() -> String>,
    /// A sign-in may lead back to it.
    pub return_to: bool,
}

/// Where a sign-in leads by default.
pub const HOME: &str = "/profile";
pub const SIGN_IN: &str = "/sign-in";

macro_rules! pages {
    ($($view:ident $path:tt { $($key:ident: $value:expr),* $(,)? })*) => {
        /// Every page, in the order of the navigation. A new page is a line here.
        pub const PAGES: [Page; [$($path),*].len()] = [$(Page { path: $path, $($key: $value,)* ..NO_PAGE }),*];

        /// Every page in one frame. `SsrMode::Async`, so that a page can still set its status once its data is there.
        #[component]
        pub fn App() -> impl IntoView {
            provide_meta_context();
            view! {
                <Router>
                    <Layout>
                        <Routes fallback=NotFound>
                            $(<Route path=path!($path) view=$view ssr=SsrMode::Async />)*
                        </Routes>
                    </Layout>
                </Router>
            }
        }
    };
}

const NO_PAGE: Page = Page { path: "", public: false, island: false, nav_label: None, return_to: true };

pages! {
    Home "/" { public: true }
    SignIn "/sign-in" { public: true, return_to: false }
    Profile "/profile" { nav_label: Some(|| t!(common.place.profile)) }
    Repositories "/repositories" { nav_label: Some(|| t!(common.place.repositories)), island: true }
    Activity "/activity" { nav_label: Some(|| t!(common.place.activity)) }
    Devices "/devices" { nav_label: Some(|| t!(common.place.devices)) }
    Inside "/inside" { nav_label: Some(|| t!(common.place.inside)), island: true }
    Settings "/settings" { nav_label: Some(|| t!(common.place.settings)) }
    Reauthenticate "/reauthenticate" {}
}

/// The paths that a sign-in may return to: all but its own.
pub const RETURN_TO: [&str; PAGES.len() - 1] = {
    let mut paths = [""; PAGES.len() - 1];
    let (mut from, mut to) = (0, 0);
    while from < PAGES.len() {
        if PAGES[from].return_to {
            paths[to] = PAGES[from].path;
            to += 1;
        }
        from += 1;
    }
    paths
};

#[cfg(test)]
mod tests {
    use super::{PAGES, RETURN_TO, SIGN_IN};

    #[test]
    fn a_sign_in_returns_to_every_page_but_its_own() {
        let others: Vec<_> = PAGES.iter().map(|page| page.path).filter(|path| *path != SIGN_IN).collect();
        assert_eq!(RETURN_TO.as_slice(), others);
    }
}
