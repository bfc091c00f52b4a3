//! What a line in the table of pages says, and what is made of the table.

/// An entry in the table of pages.
pub struct Page {
    pub path: &'static str,
    /// Open without a sign-in.
    pub public: bool,
    /// Has an island, and so loads WebAssembly.
    pub island: bool,
    /// Its label in the navigation; none for pages that are not there.
    pub nav_label: Option<fn() -> String>,
}

impl Page {
    pub(super) const DEFAULT: Self = Self { path: "", public: false, island: false, nav_label: None };
}

/// Where a sign-in leads by default.
pub const AFTER_SIGN_IN: &str = "/profile";
pub const SIGN_IN: &str = "/sign-in";

macro_rules! pages {
    ($($view:ident $path:tt { $($key:ident: $value:expr),* $(,)? })*) => {
        /// The path of every page.
        pub const PATHS: [&str; [$($path),*].len()] = [$($path),*];

        /// Every page, in the order of the navigation.
        pub const PAGES: [Page; PATHS.len()] = [$(Page { path: $path, $($key: $value,)* ..Page::DEFAULT }),*];

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

pub(super) use pages;
