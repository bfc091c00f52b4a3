//! The real router and the GitHub emulator, over HTTP. Each file is one part of the story.

#![expect(clippy::expect_used, reason = "a test that cannot go on says why")]

mod assets;
mod cache;
mod configuration;
mod cut_lists;
mod data;
mod devices;
mod disconnect;
mod downloads;
mod edge;
mod export;
mod faults;
mod foreign;
mod gathering;
mod githubs_word;
mod guard;
mod harness;
mod inside;
mod interleavings;
mod languages;
mod limits;
mod operators;
mod outbound_proxy;
mod pages;
mod preferences;
mod processes;
mod proof;
mod proof_meanwhile;
mod proof_refused;
mod rate_limits;
mod refresh;
mod revocation;
mod scopes;
mod secrets;
mod sections;
mod server_functions;
mod sessions;
mod sign_in;
mod sign_in_failures;
mod single_sign_on;
mod waiting;
mod webhook;
