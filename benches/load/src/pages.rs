//! Pages of a signed-in viewer with everything in the cache.

use std::{fs, path::Path};

use github_emulator::Emulator;

use crate::{
    browser::Browser,
    figures::{Figure, Figures},
    floor::Floor,
    process::Server,
    wrk,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// What `make bench-check` compares.
    Check,
    All,
}

const PAGES: [&str; 7] = ["/", "/profile", "/repositories", "/activity", "/devices", "/inside", "/settings"];

/// What has no content, and so shows what the layers cost.
const BARE: [&str; 2] = ["/healthz", "/auth/status"];

const ENCODINGS: [&str; 3] = ["identity", "zstd", "gzip"];

/// In seconds, of one run.
const SECONDS: u32 = 5;

/// The connections at which pages are compared.
const CONNECTIONS: u32 = 16;

pub async fn measure(server: &Server, github: &Emulator, extent: Extent, figures: &mut Figures) {
    let mut browser = Browser::sign_in(&server.url).await;
    let cookie = browser.cookies();
    // Lists are gathered in the background; what a page shows until then is not what it shows later.
    for page in PAGES {
        browser.read(page).await;
    }
    wait_for_silence(github).await;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let encodings = if extent == Extent::All { &ENCODINGS[..] } else { &ENCODINGS[..2] };
    for page in PAGES {
        for encoding in encodings {
            let body = browser.body(page, encoding).await;
            fs::write(folder.path().join(file(page, encoding)), body).expect("written");
        }
    }
    let floor = Floor::start(folder.path()).await;
    let bench = Bench { server, floor: &floor, cookie: &cookie };
    for page in PAGES {
        for encoding in encodings {
            let bytes = size(folder.path(), &file(page, encoding));
            figures.add(bench.compare(page, encoding, CONNECTIONS, bytes).await);
        }
    }
    for path in BARE {
        figures.add(bench.compare(path, "identity", CONNECTIONS, 0).await);
    }
    if extent == Extent::All {
        for connections in [1, 64, 256] {
            let bytes = size(folder.path(), &file("/profile", "zstd"));
            figures.add(bench.compare("/profile", "zstd", connections, bytes).await);
            figures.add(bench.compare("/auth/status", "identity", connections, 0).await);
        }
    }
    figures.memory("after the load", server.memory());
}

/// The server and the floor under the same load, one after the other.
struct Bench<'a> {
    server: &'a Server,
    floor: &'a Floor,
    cookie: &'a str,
}

impl Bench<'_> {
    async fn compare(&self, page: &str, encoding: &str, connections: u32, bytes: usize) -> Figure {
        let headers = [
            ("Cookie", self.cookie),
            ("Accept", "text/html"),
            ("Accept-Encoding", encoding),
            ("Sec-Fetch-Site", "none"),
        ];
        let url = format!("{}{page}", self.server.url);
        let before = self.server.cpu();
        let load = wrk::run(&url, &headers, connections, SECONDS).await;
        let cpu = (self.server.cpu() - before) / number(load.requests);

        let bare = if bytes == 0 { "healthz".to_owned() } else { file(page, encoding) };
        let before = self.floor.cpu();
        let floor = wrk::run(&format!("{}/{bare}", self.floor.url), &headers, connections, SECONDS).await;
        let floor_cpu = (self.floor.cpu() - before) / number(floor.requests);
        Figure {
            what: format!("{page}, {encoding}, {connections}"),
            per_second: load.per_second,
            p50: load.p50,
            p99: load.p99,
            cpu: cpu * 1_000.0,
            bytes,
            of_floor: load.per_second / floor.per_second,
            cpu_of_floor: cpu / floor_cpu,
        }
    }
}

/// Until GitHub has had no call for half a second.
async fn wait_for_silence(github: &Emulator) {
    let mut calls = 0;
    while calls != github.total_api_calls() {
        calls = github.total_api_calls();
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    }
}

fn file(page: &str, encoding: &str) -> String {
    format!("{}.{encoding}", page.replace('/', "-"))
}

fn size(folder: &Path, file: &str) -> usize {
    fs::read(folder.join(file)).expect("written before").len()
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
fn number(requests: u64) -> f64 {
    requests.max(1) as f64
}
