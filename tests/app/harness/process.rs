use std::{
    net::{SocketAddr, TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use super::{Browser, TestApp};

/// A real process of the server program, on the database and the GitHub of a [`TestApp`].
pub struct Process {
    child: Child,
    url: String,
    log: PathBuf,
}

/// Moves the clocks of every process that was started with it.
pub struct SharedClock {
    file: PathBuf,
    seconds: u64,
}

impl SharedClock {
    pub fn of(app: &TestApp) -> Self {
        let clock = Self { file: app.folder.path().join("clock"), seconds: 0 };
        clock.write();
        clock
    }

    pub fn advance(&mut self, by: Duration) {
        self.seconds += by.as_secs();
        self.write();
    }

    /// In one step, so that nobody reads half a number.
    fn write(&self) {
        let new = self.file.with_extension("new");
        std::fs::write(&new, self.seconds.to_string()).expect("written");
        std::fs::rename(new, &self.file).expect("renamed");
    }
}

impl Process {
    /// Starts one, and waits until it listens.
    pub async fn start(app: &TestApp, clock: &SharedClock) -> Self {
        Self::start_with(app, clock, |_| {}).await
    }

    /// Starts one with settings that `change` has had its way with, and waits until it listens.
    pub async fn start_with(app: &TestApp, clock: &SharedClock, change: impl FnOnce(&mut Command)) -> Self {
        let address = free_address();
        let path = app.folder.path().join(format!("{}.log", address.port()));
        let log = std::fs::File::create(&path).expect("a log");
        let mut program = Command::new(env!("CARGO_BIN_EXE_gatehouse"));
        program
            .env_clear()
            .env("PUBLIC_URL", app.state.config.public_url.origin())
            .env("LEPTOS_SITE_ADDR", address.to_string())
            .env("DATABASE_URL", &app.state.config.database_url)
            .env("SESSION_KEYS", format!("test:{}", app.key))
            .env("GITHUB_CLIENT_ID", github_emulator::CLIENT_ID)
            .env("GITHUB_CLIENT_SECRET", github_emulator::CLIENT_SECRET)
            .env("GITHUB_WEB_URL", app.emulator.web_url())
            .env("GITHUB_API_URL", app.emulator.api_url())
            .env("GATEHOUSE_CLOCK", &clock.file)
            .stdout(log.try_clone().expect("a handle"))
            .stderr(log)
            .stdin(Stdio::null());
        change(&mut program);
        let child = program.spawn().expect("it starts");
        let process = Self { child, url: format!("http://{address}"), log: path };
        let listening = async {
            while TcpStream::connect(address).is_err() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(Duration::from_mins(1), listening).await.expect("it listens");
        process
    }

    /// A tab of `browser` whose requests the load balancer sends here.
    pub fn tab_of(&self, browser: &Browser) -> Browser {
        browser.at(&self.url)
    }

    /// Where it listens.
    pub fn host(&self) -> &str {
        self.url.trim_start_matches("http://")
    }

    /// What it has logged until now.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).expect("readable")
    }

    /// Asks it to stop, as systemd and docker do, and gives how long it took, and its exit code.
    pub async fn stops(mut self) -> (Duration, Option<i32>) {
        let pid = rustix::process::Pid::from_child(&self.child);
        let asked = Instant::now();
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).expect("it runs");
        let ending = async {
            loop {
                if let Some(status) = self.child.try_wait().expect("it can be asked") {
                    return (asked.elapsed(), status.code());
                }
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(Duration::from_mins(1), ending).await.expect("it stops")
    }

    /// Ends it as a power cut would.
    pub fn kill(mut self) {
        self.end();
    }

    fn end(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.end();
    }
}

pub fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port")
}
