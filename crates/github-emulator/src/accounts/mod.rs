//! The people of this GitHub, and how GitHub describes them.

mod account;
mod avatar;
mod event;
mod examples;
mod generate;
mod list;
mod repository;
mod template;
mod user;

pub(crate) use account::{Account, AccountId, Activity, GistRow, RepositoryRow, StarredRow};
pub(crate) use avatar::png as avatar_png;
pub(crate) use event::event;
pub(crate) use examples::Examples;
pub(crate) use list::{AccountChange, Accounts};
pub(crate) use repository::{Affiliation, Describer, address};
pub(crate) use user::{View, organizations, user};
