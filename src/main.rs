//! The server, or one of its commands: `gatehouse help` lists them.

fn main() -> std::process::ExitCode {
    gatehouse::web::main()
}
