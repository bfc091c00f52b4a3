//! A release folder of which something was forgotten.

use std::{
    fs,
    path::PathBuf,
    process::{Command, Stdio},
};

use rstest::rstest;

use crate::harness::{Operator, Process, SharedClock, TestApp};

/// A folder as `scripts/release.sh` makes it, as far as names go.
struct Release(tempfile::TempDir);

impl Release {
    fn build() -> Self {
        // On the file system of the program, so that it need not be copied.
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
        let at = folder.path();
        fs::hard_link(env!("CARGO_BIN_EXE_gatehouse"), at.join("gatehouse")).expect("linked");
        fs::copy("Leptos.toml", at.join("Leptos.toml")).expect("copied");
        fs::write(at.join("hash.txt"), "js: JsJs\nwasm: WaWa\ncss: CsCs\n").expect("written");
        fs::create_dir_all(at.join("site/pkg")).expect("made");
        for packed in ["gatehouse.JsJs.js", "gatehouse.WaWa.wasm", "gatehouse.CsCs.css"] {
            fs::write(at.join("site/pkg").join(packed), "x").expect("written");
        }
        for plain in fs::read_dir("public").expect("readable").flatten() {
            fs::copy(plain.path(), at.join("site").join(plain.file_name())).expect("copied");
        }
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn forget(&self, name: &str) {
        let path = self.path(name);
        let gone = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        gone.expect("it was there");
    }

    /// `program` with its settings, out of this folder.
    fn instead_of(&self, program: &Command) -> Command {
        let mut released = Command::new(self.path("gatehouse"));
        released.env_clear().envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
        released.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        released
    }
}

async fn start(app: &TestApp, release: &Release, settings: &[(&str, &str)]) -> (Option<i32>, String) {
    let mut program = release.instead_of(&Operator::of(app).with("LEPTOS_SITE_ADDR", "127.0.0.1:0").program());
    program.envs(settings.iter().copied()).current_dir(app.folder.path()).stderr(Stdio::piped());
    let output = tokio::task::spawn_blocking(move || program.output()).await.expect("waited").expect("it starts");
    (output.status.code(), String::from_utf8(output.stderr).expect("text"))
}

#[rstest]
#[case::hashes("hash.txt")]
#[case::site("site")]
#[case::packed("site/pkg")]
#[case::style("site/pkg/gatehouse.CsCs.css")]
#[case::script("site/pkg/gatehouse.JsJs.js")]
#[case::wasm("site/pkg/gatehouse.WaWa.wasm")]
#[case::plain("site/progress.js")]
#[tokio::test]
async fn a_missing_file_prevents_startup_and_is_named(#[case] forgotten: &str) {
    let (app, release) = (TestApp::start().await, Release::build());
    release.forget(forgotten);
    let (code, log) = start(&app, &release, &[]).await;
    let named = log.contains(release.path(forgotten).to_str().expect("UTF-8"));
    assert!(code == Some(1) && named && log.contains("whole release folder"), "{log}");
}

#[tokio::test]
async fn hashes_of_another_build_stop_the_start() {
    let (app, release) = (TestApp::start().await, Release::build());
    fs::write(release.path("hash.txt"), "js: JsJs\nwasm: WaWa\ncss: Older\n").expect("written");
    let (code, log) = start(&app, &release, &[]).await;
    assert!(code == Some(1) && log.contains("gatehouse.Older.css"), "{log}");
    fs::write(release.path("hash.txt"), "js: JsJs\nwasm: WaWa\n").expect("written");
    let (code, log) = start(&app, &release, &[]).await;
    assert!(code == Some(1) && log.contains("hash.txt") && log.contains("css"), "{log}");
}

async fn serves(app: &TestApp, release: &Release, settings: &[(&str, &str)]) -> String {
    let process = Process::start_with(app, &SharedClock::of(app), |program| {
        *program = release.instead_of(program);
        program.envs(settings.iter().copied()).current_dir(app.folder.path());
    })
    .await;
    let page = process.tab_of(&app.browser()).get("/sign-in").await;
    assert_eq!(page.status, 200);
    page.body
}

#[tokio::test]
async fn a_whole_one_starts_from_any_folder_and_its_pages_name_what_is_there() {
    let (app, release) = (TestApp::start().await, Release::build());
    let page = serves(&app, &release, &[]).await;
    assert!(page.contains("/pkg/gatehouse.CsCs.css"), "{page}");
}

#[tokio::test]
async fn without_hashes_files_may_come_later() {
    let (app, release) = (TestApp::start().await, Release::build());
    release.forget("hash.txt");
    release.forget("site");
    let page = serves(&app, &release, &[("LEPTOS_HASH_FILES", "false")]).await;
    assert!(page.contains("/pkg/gatehouse.css"), "{page}");
}
