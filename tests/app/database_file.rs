//! One file, made for nobody else, at the place the doctor names.

use std::{collections::BTreeMap, os::unix::fs::PermissionsExt, path::Path};

use rstest::rstest;

use crate::harness::{Operator, Process, SharedClock, TestApp};

/// The files of a folder, each with its mode.
fn files_of(folder: &Path) -> BTreeMap<String, u32> {
    let entries = std::fs::read_dir(folder).expect("it is there").flatten();
    let mode = |entry: &std::fs::DirEntry| entry.metadata().expect("readable").permissions().mode() & 0o777;
    entries.map(|entry| (entry.file_name().into_string().expect("UTF-8"), mode(&entry))).collect()
}

#[rstest]
#[case::space("sqlite://data/my%20gate.db", "my gate.db")]
#[case::space_as_it_is("sqlite://data/my gate.db", "my gate.db")]
#[case::number_sign("sqlite://data/gate#1.db", "gate#1.db")]
#[case::per_cent("sqlite://data/100%25.db?mode=rwc", "100%.db")]
#[case::question_mark("sqlite:data/why%3F.db?cache=private", "why?.db")]
#[case::absolute("sqlite://{}/data/my%20gate%231.db", "my gate#1.db")]
#[tokio::test]
async fn the_file_that_is_used_is_the_one_that_was_made(#[case] url: &str, #[case] name: &str) {
    let app = TestApp::start().await;
    let folder = app.folder.path();
    let url = url.replace("{}", folder.to_str().expect("UTF-8"));
    std::fs::copy("Leptos.toml", folder.join("Leptos.toml")).expect("copied");
    let process = Process::start_with(&app, &SharedClock::of(&app), |program| {
        program.current_dir(folder).env("DATABASE_URL", &url).env("LEPTOS_HASH_FILES", "false");
        // Beside the database another file is made then.
        program.env_remove("SESSION_KEYS");
    })
    .await;
    let page = process.tab_of(&app.browser()).sign_in("octocat").await;
    assert_eq!((page.status, page.location()), (303, "/profile"), "{page:?}");

    let expected = ["", "-shm", "-wal", ".lock"].map(|end| format!("{name}{end}"));
    let expected: BTreeMap<_, _> =
        expected.into_iter().chain(["development.key".to_owned()]).map(|name| (name, 0o600)).collect();
    assert_eq!(files_of(&folder.join("data")), expected);

    let output = Operator::of(&app).with("DATABASE_URL", &url).without("SESSION_KEYS").run("doctor").await;
    let place = folder.join("data").join(name);
    assert_eq!((output.code, output.mark("database")), (Some(0), '✓'), "{output:?}");
    assert!(output.out.contains(&format!("It is {}, and nobody else can read it.", place.display())), "{output:?}");

    // A file that somebody has opened to others is left so, and told.
    std::fs::set_permissions(&place, std::fs::Permissions::from_mode(0o640)).expect("ours");
    let output = Operator::of(&app).with("DATABASE_URL", &url).without("SESSION_KEYS").run("doctor").await;
    assert!(output.mark("database") == '!' && output.out.contains("0640"), "{output:?}");
}
