//! The parts pages are made of. One component a file, its looks in the stylesheet of the same name.

mod age;
mod avatar;
mod badge;
mod button;
mod button_link;
mod count;
mod empty;
mod fact;
mod freshness;
mod icon;
mod notice;
mod outside;
mod scopes;
mod section;
mod sign_in_form;
mod tone;
mod trouble;

pub use age::Age;
pub use avatar::Avatar;
pub use badge::Badge;
pub use button::Button;
pub use button_link::ButtonLink;
pub use count::Count;
pub use empty::Empty;
pub use fact::{Fact, FactText};
pub use freshness::Freshness;
pub use icon::{Icon, Sign};
pub use notice::Notice;
pub use outside::Outside;
pub use scopes::Scopes;
pub use section::Section;
pub use sign_in_form::SignInForm;
pub use tone::Tone;
pub use trouble::Trouble;
