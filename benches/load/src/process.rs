//! Processes under measurement, and what the kernel says of them.

use std::{
    fs,
    net::{SocketAddr, TcpListener},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use github_emulator::{CLIENT_ID, CLIENT_SECRET, Emulator};
use tempfile::TempDir;

/// Ticks of the CPU clock in a second, as Linux counts them in `/proc` (proc(5): `sysconf(_SC_CLK_TCK)`).
const TICKS: f64 = 100.0;

/// What `scripts/release.sh` has built.
const RELEASE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../release/gatehouse");

/// A child that ends with this value.
pub struct Measured {
    child: Child,
}

impl Measured {
    pub fn start(program: &mut Command) -> Self {
        Self { child: program.stdin(Stdio::null()).spawn().expect("it starts") }
    }

    /// In seconds, of all its threads.
    pub fn cpu(&self) -> f64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).expect("Linux's /proc");
        // The name in parentheses may have spaces in it.
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let ticks: f64 = fields[11..13].iter().filter_map(|ticks| ticks.parse::<f64>().ok()).sum();
        ticks / TICKS
    }

    /// Resident, in KB.
    pub fn memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("Linux's /proc");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("it lives");
        line.trim().trim_end_matches(" kB").parse().expect("a number")
    }
}

impl Drop for Measured {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The release server with its usual settings, over a database in a folder that goes with it.
pub struct Server {
    process: Measured,
    pub url: String,
    folder: TempDir,
}

impl Server {
    pub async fn start(github: &Emulator) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (process, url) = Self::launch(github, folder.path()).await;
        Self { process, url, folder }
    }

    async fn launch(github: &Emulator, folder: &Path) -> (Measured, String) {
        let address = free_address();
        let url = format!("http://{address}");
        let log = fs::File::create(folder.join("log")).expect("a log");
        let mut program = Command::new(RELEASE);
        program
            .env_clear()
            .env("PUBLIC_URL", &url)
            .env("LEPTOS_SITE_ADDR", address.to_string())
            .env("DATABASE_URL", format!("sqlite://{}", folder.join("gatehouse.db").display()))
            .env("GITHUB_CLIENT_ID", CLIENT_ID)
            .env("GITHUB_CLIENT_SECRET", CLIENT_SECRET)
            .env("GITHUB_SCOPES", "read:user read:org repo")
            .env("GITHUB_WEB_URL", github.web_url())
            .env("GITHUB_API_URL", github.api_url())
            .env("SIGN_IN_LIMIT", "100000")
            .stdout(log.try_clone().expect("a handle"))
            .stderr(log);
        let process = Measured::start(&mut program);
        answers(&url).await;
        (process, url)
    }

    /// Ends it, starts it again on the same database, and gives how long it took from there to the first byte.
    pub async fn restart(&mut self, github: &Emulator) -> Duration {
        let _ = self.process.child.kill();
        let _ = self.process.child.wait();
        let began = Instant::now();
        (self.process, self.url) = Self::launch(github, self.folder.path()).await;
        began.elapsed()
    }

    pub fn cpu(&self) -> f64 {
        self.process.cpu()
    }

    pub fn memory(&self) -> u64 {
        self.process.memory()
    }
}

/// Waits for its first answer.
pub async fn answers(url: &str) {
    let asking = async {
        while reqwest::get(format!("{url}/healthz")).await.is_err() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), asking).await.expect("it answers");
}

pub fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port")
}
