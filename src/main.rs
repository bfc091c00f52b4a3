//! The server, or one of its commands: `gatehouse help` lists them.

/// A page is many small strings, made and dropped by several threads. Measured in docs/performance.md.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    gatehouse::web::main()
}
