//! Three real processes on one database, and one token that has run out.

use std::{os::unix::fs::PermissionsExt, time::Duration};

use github_emulator::{Fault, Hold, Stage};
use reqwest::Method;
use tokio::task::JoinHandle;

use crate::harness::{Accounts, Browser, Page, Process, SharedClock, TestApp};

const TOKEN: &str = "/login/oauth/access_token";
const SLOW: &str = "GitHub is taking its time";

/// A viewer who signed in eight hours ago, and processes.
struct Story {
    app: TestApp,
    clock: SharedClock,
    browser: Browser,
    processes: Vec<Process>,
}

impl Story {
    async fn begin() -> Self {
        Self::with(3).await
    }

    async fn with(processes: usize) -> Self {
        let app = TestApp::start().await;
        let browser = app.signed_in("octocat").await;
        let clock = SharedClock::of(&app);
        let mut story = Self { app, clock, browser, processes: Vec::new() };
        story.start(processes).await;
        // Not used for hours: no process renews it ahead.
        let eight_hours = Duration::from_hours(8);
        story.clock.advance(eight_hours);
        story.app.advance(eight_hours);
        story
    }

    async fn start(&mut self, processes: usize) {
        for _ in 0..processes {
            self.processes.push(Process::start(&self.app, &self.clock).await);
        }
    }

    /// The one process there is asks GitHub for new tokens, is held at `stage`, and killed; two others start. Before, each
    /// might renew the session ahead as soon as a request had used it, and be the winner in its place.
    async fn loses_its_winner(&mut self, stage: Stage) -> Hold {
        let hold = self.app.emulator.hold(Method::POST, TOKEN, stage);
        let lost = self.ask(0, "/profile");
        hold.arrived().await;
        self.processes.remove(0).kill();
        assert!(lost.await.is_err(), "its own request broke off");
        self.start(2).await;
        hold
    }

    fn ask(&self, process: usize, path: &str) -> JoinHandle<Page> {
        self.processes[process].tab_of(&self.browser).open_in_background(path)
    }

    /// Fifty requests to each process, of two kinds.
    fn ask_everybody(&self) -> Vec<JoinHandle<Page>> {
        let paths = ["/profile", "/repositories"].into_iter().cycle();
        (0..150).zip(paths).map(|(number, path)| self.ask(number % 3, path)).collect()
    }

    /// What a person gets who tries again as long as the page gives up waiting.
    async fn gets(&self, asked: JoinHandle<Page>) -> Page {
        let trying = async {
            let mut page = asked.await.expect("answered");
            while page.body.contains(SLOW) {
                page = self.ask(0, "/profile").await.expect("answered");
            }
            page
        };
        tokio::time::timeout(Duration::from_mins(1), trying).await.expect("it happens in time")
    }

    fn refreshes(&self) -> u64 {
        self.app.emulator.count("POST /login/oauth/access_token") - 1
    }
}

#[tokio::test]
async fn a_hundred_and_fifty_requests_at_three_processes_renew_the_token_once() {
    let story = Story::begin().await;
    for asked in story.ask_everybody() {
        let page = story.gets(asked).await;
        assert_eq!(page.status, 200, "{}", page.body);
    }
    assert_eq!(story.refreshes(), 1);
    assert_eq!(story.app.number("SELECT generation FROM token_sets").await, 2);
}

#[tokio::test]
async fn a_github_that_takes_eight_seconds_keeps_everybody_waiting_and_nobody_out() {
    let story = Story::begin().await;
    story.app.emulator.fault(Fault::delay(8_000).on("POST", TOKEN));
    for page in story.ask_everybody() {
        let page = page.await.expect("answered");
        assert!(page.status == 200 || page.status == 504 && page.body.contains("still signed in"), "{}", page.body);
    }
    assert_eq!(story.refreshes(), 1);
    assert_eq!(story.ask(1, "/profile").await.expect("answered").status, 200, "nobody is signed out");
}

#[tokio::test]
async fn a_winner_killed_before_github_works_leaves_the_refresh_token_to_the_next() {
    let mut story = Story::with(1).await;
    let hold = story.loses_its_winner(Stage::Before).await;
    let waiting = [story.ask(0, "/profile"), story.ask(1, "/repositories")];
    hold.release();
    // The dead winner's lease runs out.
    story.clock.advance(Duration::from_secs(16));
    story.app.advance(Duration::from_secs(16));
    for asked in waiting {
        let page = story.gets(asked).await;
        assert_eq!(page.status, 200, "nobody is signed out: {}", page.body);
    }
    assert_eq!(story.app.number("SELECT generation FROM token_sets").await, 2);
    Accounts::of(&story.app).await.assert_whole("killed before GitHub worked");
}

#[tokio::test]
async fn a_winner_killed_with_the_answer_in_the_air_costs_a_sign_in_and_no_more() {
    let mut story = Story::with(1).await;
    let hold = story.loses_its_winner(Stage::After).await;
    hold.release();
    // The dead winner's lease runs out, and so does the time in which it might yet have saved. In one step: in two, the
    // lease of the next could run out as well while GitHub refuses it.
    let waiting = story.ask(0, "/profile");
    story.clock.advance(Duration::from_secs(56));
    story.app.advance(Duration::from_secs(56));
    let page = story.gets(waiting).await;
    assert_eq!(page.status, 303, "{page:?}");
    let page = story.ask(1, "/profile").await.expect("answered");
    assert_eq!((page.status, page.landing()), (303, "/sign-in?why=tokens-dead"), "every process says the same");
    assert_eq!(story.refreshes(), 2, "the lost one, and the refusal that settled it");
    assert_eq!(story.app.number("SELECT count(*) FROM token_sets").await, 0, "nothing half-saved");
    assert_eq!(story.browser.copy().get("/auth/status").await.status, 401);
}

#[tokio::test]
async fn four_processes_started_at_once_on_a_new_database_all_serve() {
    let app = TestApp::start().await;
    let clock = SharedClock::of(&app);
    for round in ["first", "second", "third"] {
        let folder = app.folder.path().join(round);
        let file = folder.join("new.db");
        let start = || {
            Process::start_with(&app, &clock, |program| {
                // Each would make the key as well.
                program.env("DATABASE_URL", format!("sqlite://{}", file.display())).env_remove("SESSION_KEYS");
            })
        };
        let (first, second, third, fourth) = tokio::join!(start(), start(), start(), start());
        let mut octocat = first.tab_of(&app.browser());
        let page = octocat.sign_in("octocat").await;
        assert_eq!((page.status, page.location()), (303, "/profile"), "{page:?}");
        for process in [&first, &second, &third, &fourth] {
            let mut tab = process.tab_of(&octocat);
            assert_eq!(tab.get("/readyz").await.status, 204, "{round}");
            assert_eq!(tab.get("/profile").await.status, 200, "{round}: one database, one key");
        }
        let of_others =
            |name: &str| std::fs::metadata(folder.join(name)).expect("it is there").permissions().mode() & 0o077;
        assert_eq!([of_others("new.db"), of_others("new.db.lock"), of_others("development.key")], [0; 3]);
    }
}

#[tokio::test]
async fn a_stop_is_heard_while_another_process_has_the_database() {
    let app = TestApp::start().await;
    let lock = std::fs::File::options().append(true).create(true).open(app.folder.path().join("gatehouse.db.lock"));
    let lock = lock.expect("beside the database");
    lock.lock().expect("nobody has it");
    // It listens before it waits for the lock.
    let process = Process::start(&app, &SharedClock::of(&app)).await;
    assert_eq!(process.stops().await.1, Some(0), "and does not wait any longer");
    drop(lock);
}
