//! One module a page. A page asks for its data first and renders second.

mod home;
mod not_found;
mod profile;
mod repositories;
mod sign_in;

pub use home::Home;
pub use not_found::NotFound;
pub use profile::Profile;
pub use repositories::Repositories;
pub use sign_in::SignIn;
