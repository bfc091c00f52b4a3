use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

use super::{
    i18n::t,
    layout::Layout,
    pages::{Activity, Devices, Home, Inside, NotFound, Profile, Reauthenticate, Repositories, Settings, SignIn},
};

/// A page's line in the table.
pub struct Page {
    /// As the router matches it.
    pub path: &'static str,
    /// Open to whoever is not signed in.
    pub public: bool,
    /// It holds an island, and so loads WebAssembly.
    pub island: bool,
    /// Its name among the places that the header leads to.
    pub place: Option<fn() -> String>,
}

/// Where a sign-in leads that names no other page.
pub const HOME: &str = "/profile";
pub const SIGN_IN: &str = "/sign-in";

macro_rules! pages {
    ($($view:ident $path:tt { $($key:ident: $value:expr),* $(,)? })*) => {
        /// Every page there is, in the order of the header. A new page is a line here.
        pub const PAGES: [Page; [$($path),*].len()] = [$(Page { path: $path, $($key: $value,)* ..NO_PAGE }),*];

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
                            $(<Route path=path!($path) view=$view ssr=SsrMode::Async />)*
                        </Routes>
                    </Layout>
                </Router>
            }
        }
    };
}

const NO_PAGE: Page = Page { path: "", public: false, island: false, place: None };

pages! {
    Home "/" { public: true }
    SignIn "/sign-in" { public: true }
    Profile "/profile" { place: Some(|| t!(common.place.profile)) }
    Repositories "/repositories" { place: Some(|| t!(common.place.repositories)), island: true }
    Activity "/activity" { place: Some(|| t!(common.place.activity)) }
    Devices "/devices" { place: Some(|| t!(common.place.devices)) }
    Inside "/inside" { place: Some(|| t!(common.place.inside)), island: true }
    Settings "/settings" { place: Some(|| t!(common.place.settings)) }
    Reauthenticate "/reauthenticate" {}
}

/// The paths a sign-in may lead to: all but that of the sign-in page.
pub const RETURN_TO: [&str; PAGES.len() - 1] = {
    let mut paths = [""; PAGES.len() - 1];
    let (mut from, mut to) = (0, 0);
    while from < PAGES.len() {
        // A constant cannot compare texts: the sign-in page is the second line.
        if from != 1 {
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
    fn a_sign_in_leads_to_every_page_but_its_own() {
        let others: Vec<_> = PAGES.iter().map(|page| page.path).filter(|path| *path != SIGN_IN).collect();
        assert_eq!(RETURN_TO.as_slice(), others);
    }
}
