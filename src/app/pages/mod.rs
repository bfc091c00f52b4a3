//! One module per page. A page requests its data first, and then renders.

mod activity;
mod devices;
mod home;
mod inside;
mod profile;
mod reauthenticate;
mod repositories;
mod settings;
mod sign_in;

pub use activity::Activity;
pub use devices::Devices;
pub use home::Home;
pub use inside::Inside;
pub use profile::Profile;
pub use reauthenticate::Reauthenticate;
pub use repositories::Repositories;
pub use settings::Settings;
pub use sign_in::SignIn;
