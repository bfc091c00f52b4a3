//! The server binary. In the browser build it is empty.

#[cfg(feature = "ssr")]
fn main() -> std::process::ExitCode {
    gatehouse::web::main()
}

#[cfg(not(feature = "ssr"))]
fn main() {}
