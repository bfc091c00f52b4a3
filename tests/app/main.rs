//! The real router and the GitHub emulator, over HTTP. Each file is one part of the story.

mod assets;
mod cache;
mod configuration;
mod edge;
mod guard;
mod harness;
mod pages;
mod secrets;
mod server_functions;
mod sessions;
mod sign_in;
mod sign_in_failures;
