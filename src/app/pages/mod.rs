//! The pages: one module each, and a line in the table. A page requests its data first, and then renders.

mod activity;
mod devices;
mod home;
mod inside;
mod profile;
mod reauthenticate;
mod repositories;
mod settings;
mod sign_in;

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
    routes::{Page, pages},
};

use activity::Activity;
use devices::Devices;
use home::Home;
use inside::Inside;
use profile::Profile;
use reauthenticate::Reauthenticate;
use repositories::Repositories;
use settings::Settings;
use sign_in::SignIn;

// Routes, navigation, guard, hydration and the addresses that a sign-in may return to go by these lines.
pages! {
    Home "/" { public: true }
    SignIn "/sign-in" { public: true }
    Profile "/profile" { nav_label: Some(|| t!(profile.nav_label)) }
    Repositories "/repositories" { nav_label: Some(|| t!(repositories.nav_label)), island: true }
    Activity "/activity" { nav_label: Some(|| t!(activity.nav_label)) }
    Devices "/devices" { nav_label: Some(|| t!(devices.nav_label)) }
    Inside "/inside" { nav_label: Some(|| t!(inside.nav_label)), island: true }
    Settings "/settings" { nav_label: Some(|| t!(settings.nav_label)) }
    Reauthenticate "/reauthenticate" {}
}
