//! What the release server does under load, beside a bare axum that hands out the same bytes. `make bench` runs it.
//!
//! The server, the bare axum and the load (wrk) are processes of their own; GitHub's emulator is in this one. All of them
//! share the machine, so only ratios of one run mean anything, and the CPU a request, which the kernel counts.

#![expect(clippy::expect_used, reason = "a measurement that cannot go on says why")]

#[path = "../../pages/browser.rs"]
#[expect(dead_code, reason = "the other bench uses the rest")]
mod browser;
mod figures;
mod floor;
#[path = "../../../tests/app/harness/jar.rs"]
mod jar;
mod pages;
mod process;
mod rates;
mod wrk;

use std::{path::Path, process::ExitCode};

use figures::Figures;
use github_emulator::Emulator;
use process::Server;
use tokio::runtime;

/// What `make bench` writes, and `make bench-check` compares with.
const FIGURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/figures.json");

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let runtime = runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["floor", folder, address] => runtime.block_on(floor::serve(Path::new(folder), address)),
        // For a profiler: serves until Ctrl-C, with a viewer signed in.
        ["hold"] => runtime.block_on(hold()),
        ["soak"] => {
            runtime.block_on(soak());
            ExitCode::SUCCESS
        }
        ["check"] => {
            let lost = Figures::read(FIGURES).losses(&runtime.block_on(measure(pages::Extent::Check)));
            for loss in &lost {
                println!("{loss}");
            }
            if lost.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        _ => {
            let figures = runtime.block_on(measure(pages::Extent::All));
            figures.write(FIGURES);
            ExitCode::SUCCESS
        }
    }
}

async fn start() -> (Emulator, Server) {
    gatehouse_core::install_tls();
    let github = Emulator::start().await.expect("the emulator starts");
    let server = Server::start(&github).await;
    (github, server)
}

/// Whether memory grows. Each minute one request after the other has a new age, so that pages are rendered anew as well.
async fn soak() {
    let (_github, server) = start().await;
    let browser = browser::Browser::sign_in(&server.url).await;
    let (url, cookie) = (format!("{}/profile", server.url), browser.cookies());
    for minute in 1..=10 {
        let load = wrk::run(&url, &[("Cookie", &cookie), ("Accept-Encoding", "zstd")], 64, 60).await;
        println!(
            "minute {minute}: {} requests, p99 {:.1} ms, {} KB resident",
            load.requests,
            load.p99,
            server.memory()
        );
    }
}

async fn hold() -> ! {
    let (_github, server) = start().await;
    let browser = browser::Browser::sign_in(&server.url).await;
    println!("{}\nCookie: {}", server.url, browser.cookies());
    std::future::pending().await
}

async fn measure(extent: pages::Extent) -> Figures {
    let (github, mut server) = start().await;
    let mut figures = Figures::new();
    figures.memory("at rest", server.memory());
    pages::measure(&server, &github, extent, &mut figures).await;
    if matches!(extent, pages::Extent::All) {
        rates::measure(&server, &github, &mut figures).await;
        figures.start(server.restart(&github).await);
    }
    figures.print();
    figures
}
