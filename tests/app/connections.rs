//! Connections as strangers hold them: half a request, none, an answer nobody takes, and too many at once.

use std::{process::Stdio, time::Duration};

use gatehouse_core::listen::StopLimits;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use crate::harness::{Process, SharedClock, TestApp};

/// Long enough that nothing happens by itself in a story, however slow the machine.
const LONG: Duration = Duration::from_mins(10);
const SHORT: Duration = Duration::from_millis(50);

/// An app that gives connections all the time of a story but for what `change` says.
async fn app_with(change: impl FnOnce(&mut gatehouse_core::config::Config)) -> TestApp {
    TestApp::start_with(|config| {
        config.connections.head = LONG;
        config.connections.idle = LONG;
        config.connections.stalled = LONG;
        change(config);
    })
    .await
}

struct Stranger {
    stream: TcpStream,
    host: String,
}

impl Stranger {
    async fn of(app: &TestApp) -> Self {
        Self::at(app.url.trim_start_matches("http://")).await
    }

    async fn at(host: &str) -> Self {
        let stream = TcpStream::connect(host).await.expect("the kernel takes it");
        Self { stream, host: host.to_owned() }
    }

    async fn says(&mut self, text: &str) {
        self.stream.write_all(text.as_bytes()).await.expect("sent");
    }

    async fn asks_for(&mut self, path: &str) {
        let request = get(path, &self.host);
        self.says(&request).await;
    }

    /// Connects and sends `request` until it is answered: where a head has milliseconds, a machine may take longer between
    /// the one and the other.
    async fn answered(host: &str, request: &str) -> (Self, String) {
        let asking = async {
            loop {
                let mut stranger = Self::at(host).await;
                if stranger.stream.write_all(request.as_bytes()).await.is_ok()
                    && let Some(status) = stranger.status_if_any().await
                {
                    return (stranger, status);
                }
            }
        };
        within_a_minute(asking).await
    }

    /// Reads an answer's head, and gives its status.
    async fn status(&mut self) -> String {
        within_a_minute(self.status_if_any()).await.expect("an answer")
    }

    async fn status_if_any(&mut self) -> Option<String> {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(self.stream.read_u8().await.ok()?);
        }
        Some(String::from_utf8_lossy(&head).split(' ').nth(1)?.to_owned())
    }

    /// Waits until the server has closed, and gives how much came before.
    async fn left(mut self) -> usize {
        let (mut came, mut buffer) = (0, vec![0; 65_536]);
        loop {
            // A reset is an end, too.
            match within_a_minute(self.stream.read(&mut buffer)).await.unwrap_or(0) {
                0 => return came,
                some => came += some,
            }
        }
    }
}

fn get(path: &str, host: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n")
}

async fn within_a_minute<F: Future>(work: F) -> F::Output {
    timeout(Duration::from_mins(1), work).await.expect("it happens in time")
}

#[tokio::test]
async fn half_a_head_is_not_waited_for() {
    let app = app_with(|config| config.connections.head = SHORT).await;
    for said in ["", "GET / HT", "GET / HTTP/1.1\r\nHost: x\r\nCookie: a"] {
        let mut stranger = Stranger::of(&app).await;
        // On a slow machine it may have closed by now.
        let _ = stranger.stream.write_all(said.as_bytes()).await;
        assert_eq!(stranger.left().await, 0, "{said}");
    }
}

#[tokio::test]
async fn silence_between_two_requests_is_longer_than_a_head_may_take_and_ends() {
    let app = app_with(|config| config.connections.head = SHORT).await;
    let host = app.url.trim_start_matches("http://");
    let (mut kept, status) = Stranger::answered(host, &get("/healthz", host)).await;
    assert_eq!(status, "204");
    for _ in 0..2 {
        // One after the other they take longer than a head may.
        assert_eq!(Stranger::of(&app).await.left().await, 0);
    }
    kept.asks_for("/healthz").await;
    assert_eq!(kept.status().await, "204");
    kept.says("GET /healthz HT").await;
    assert_eq!(kept.left().await, 0, "the next head has as long as the first");

    let app = app_with(|config| config.connections.idle = SHORT).await;
    let mut kept = Stranger::of(&app).await;
    kept.asks_for("/healthz").await;
    assert_eq!(kept.status().await, "204");
    assert_eq!(kept.left().await, 0);
}

#[tokio::test]
async fn an_answer_that_nobody_takes_is_given_up() {
    let size = 64 << 20;
    let app = app_with(|config| {
        config.connections.stalled = SHORT;
        config.connections.most = 1;
    })
    .await;
    std::fs::write(app.folder.path().join("site/large.bin"), vec![7; size]).expect("written");
    let mut stranger = Stranger::of(&app).await;
    stranger.asks_for("/large.bin").await;
    // There is room for one: the next has an answer when the first is gone.
    let mut next = Stranger::of(&app).await;
    next.asks_for("/healthz").await;
    assert_eq!(next.status().await, "204");
    assert!(stranger.left().await < size, "what the kernel had taken, and no more");
}

#[tokio::test]
async fn a_slow_answer_of_ours_is_not_cut_by_any_of_this() {
    let app = app_with(|_| {}).await;
    let browser = app.signed_in("octocat").await;
    let strict = app.beside_with(|config| {
        config.connections.head = SHORT;
        config.connections.idle = SHORT;
        config.connections.stalled = SHORT;
    });
    let strict = strict.await;
    app.emulator.fault(github_emulator::Fault::delay(400).on("GET", "/api/v3/user"));
    let request = format!(
        "GET /profile HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nAccept: text/html\r\n\r\n",
        app.state.config.public_url.authority(),
        browser.jar.header()
    );
    assert_eq!(Stranger::answered(strict.host(), &request).await.1, "200");
}

#[tokio::test]
async fn what_is_over_the_cap_waits_and_is_served_when_another_leaves() {
    let app = app_with(|config| config.connections.most = 2).await;
    let mut first = Stranger::of(&app).await;
    let mut second = Stranger::of(&app).await;
    for served in [&mut first, &mut second] {
        served.asks_for("/healthz").await;
        assert_eq!(served.status().await, "204");
    }
    let mut third = Stranger::of(&app).await;
    third.asks_for("/healthz").await;
    for served in [&mut first, &mut second] {
        served.asks_for("/healthz").await;
        assert_eq!(served.status().await, "204", "those who are in are served");
    }
    let mut buffer = [0; 1];
    assert!(third.stream.try_read(&mut buffer).is_err_and(|error| error.kind() == std::io::ErrorKind::WouldBlock));
    drop(first);
    assert_eq!(third.status().await, "204");
}

#[tokio::test]
async fn a_stop_closes_what_is_idle_and_lets_the_rest_finish() {
    let app = app_with(|_| {}).await;
    let browser = app.signed_in("octocat").await;
    let (mut idle, silent) = (Stranger::of(&app).await, Stranger::of(&app).await);
    idle.asks_for("/healthz").await;
    assert_eq!(idle.status().await, "204");
    let hold = app.emulator.hold(http::Method::GET, "/api/v3/user", github_emulator::Stage::Before);
    let page = browser.open_in_background("/profile");
    hold.arrived().await;
    let stopped = tokio::spawn(app.stop());
    assert_eq!((idle.left().await, silent.left().await), (0, 0));
    assert!(!page.is_finished() && !stopped.is_finished(), "the page is still being made");
    hold.release();
    assert_eq!(page.await.expect("answered").status, 200);
    within_a_minute(stopped).await.expect("stopped");
}

#[tokio::test]
async fn a_stop_waits_for_nobody_who_has_not_asked() {
    let app = TestApp::start().await;
    // A stalled machine may be slow once or twice.
    let mut fastest = Duration::MAX;
    for _ in 0..3 {
        let process = Process::start(&app, &SharedClock::of(&app)).await;
        let (mut idle, silent) = (Stranger::at(process.host()).await, Stranger::at(process.host()).await);
        idle.asks_for("/healthz").await;
        assert_eq!(idle.status().await, "204");
        let mut half = Stranger::at(process.host()).await;
        half.says("GET /profile HTTP/1.1\r\nHost: x\r\nCook").await;
        // Taken after the others, so they have been taken.
        let mut last = Stranger::at(process.host()).await;
        last.asks_for("/healthz").await;
        assert_eq!(last.status().await, "204");
        let (took, code) = process.stops().await;
        assert_eq!(code, Some(0));
        for stranger in [idle, silent, half, last] {
            assert_eq!(stranger.left().await, 0, "nothing is said to them");
        }
        fastest = fastest.min(took);
        if fastest < Duration::from_secs(2) {
            return;
        }
    }
    panic!("it took {fastest:?}");
}

/// The head of a form that takes its time.
const FORM: &str = "POST /auth/github HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n\
                    Content-Length: 1000\r\nSec-Fetch-Site: same-origin";

/// The real limits, on a real process: it takes as long as it says.
#[tokio::test]
async fn a_stop_takes_twenty_five_seconds_at_most() {
    let app = TestApp::start().await;
    let process = Process::start(&app, &SharedClock::of(&app)).await;
    let mut upload = Stranger::at(process.host()).await;
    upload.says(&format!("{FORM}\r\nHost: {}\r\n\r\nreturn_to=", app.url.trim_start_matches("http://"))).await;
    // Taken after the other, so that has been taken.
    let mut last = Stranger::at(process.host()).await;
    last.asks_for("/healthz").await;
    assert_eq!(last.status().await, "204");
    let (took, code) = process.stops().await;
    assert_eq!(code, Some(0));
    assert!((Duration::from_secs(20)..=Duration::from_secs(25)).contains(&took), "{took:?}");
}

#[tokio::test]
async fn a_stop_ends_though_what_is_under_way_does_not() {
    let app = app_with(|config| {
        let limits = config.stop;
        assert!(limits.requests + limits.database <= Duration::from_secs(25), "{limits:?}");
        config.stop = StopLimits { requests: SHORT, database: SHORT };
    })
    .await;
    let browser = app.signed_in("octocat").await;
    std::fs::write(app.folder.path().join("site/large.bin"), vec![7; 64 << 20]).expect("written");
    let hold = app.emulator.hold(http::Method::GET, "/api/v3/user", github_emulator::Stage::Before);
    let page = browser.open_in_background("/profile");
    hold.arrived().await;
    let mut upload = Stranger::of(&app).await;
    upload.says(&format!("{FORM}\r\nHost: {}\r\n\r\nreturn_to=", app.url.trim_start_matches("http://"))).await;
    let mut reader = Stranger::of(&app).await;
    reader.asks_for("/large.bin").await;
    assert_eq!(reader.status().await, "200");
    let transaction = app.state.db.write().await.expect("nobody else writes");

    // It comes back, though nobody lets go.
    within_a_minute(app.stop()).await;

    drop((page, upload, reader, transaction, hold));
}

#[tokio::test]
async fn a_lack_of_file_descriptors_passes() {
    let app = TestApp::start().await;
    let process = Process::start_with(&app, &SharedClock::of(&app), |program| {
        let gatehouse = program.get_program().to_owned();
        let settings: Vec<_> =
            program.get_envs().map(|(name, value)| (name.to_owned(), value.map(ToOwned::to_owned))).collect();
        let mut narrow = std::process::Command::new("sh");
        narrow.args(["-c", "ulimit -n 64 && exec \"$0\""]).arg(gatehouse).env_clear();
        narrow.envs(settings.into_iter().filter_map(|(name, value)| Some((name, value?))));
        narrow.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        *program = narrow;
    })
    .await;
    let mut strangers = Vec::new();
    for _ in 0..100 {
        strangers.push(Stranger::at(process.host()).await);
    }
    let mut last = Stranger::at(process.host()).await;
    last.asks_for("/healthz").await;
    drop(strangers);
    assert_eq!(last.status().await, "204");
    assert_eq!(process.tab_of(&app.browser()).get("/").await.status, 200);
}
