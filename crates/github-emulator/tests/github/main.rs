//! The emulator from outside, over HTTP, as an application and a browser meet it.

mod applications;
mod callback;
mod contributions;
mod control;
mod events;
mod faults;
mod graphql;
mod harness;
mod many;
mod organizations;
mod pages;
mod pins;
mod rate_limit;
mod rest;
mod sign_in;
mod starred;
mod token_life;
