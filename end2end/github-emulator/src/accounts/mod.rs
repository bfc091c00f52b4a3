//! The people of this GitHub, and how GitHub describes them.

mod account;
mod avatar;
mod event;
mod examples;
mod list;
mod repository;
mod user;

pub(crate) use account::{Account, AccountId, Activity};
pub(crate) use avatar::png as avatar_png;
pub(crate) use event::events;
pub(crate) use examples::Examples;
pub(crate) use list::{AccountChange, Accounts};
pub(crate) use repository::{Affiliation, Repository, repositories};
pub(crate) use user::{View, organizations, user};
