//! The emulator from outside, over HTTP, as an application and a browser meet it.

mod applications;
mod callback;
mod control;
mod faults;
mod graphql;
mod harness;
mod pages;
mod rest;
mod sign_in;
mod token_life;
