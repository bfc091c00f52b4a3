//! One setting, and the ways in which it comes to the program.

use std::fs;

use github_emulator::CLIENT_SECRET;

use crate::harness::{Operator, TestApp};

/// As an editor on another system saves it.
const MARKED: &str = "\u{feff}";

#[tokio::test]
async fn the_first_line_of_a_dotenv_counts_behind_a_byte_order_mark() {
    let app = TestApp::start().await;
    fs::write(app.folder.path().join(".env"), format!("{MARKED}SESSION_MAX_PER_VIEWER=99\r\nLOG_FORMAT=xml\r\n"))
        .expect("written");
    let output = Operator::of(&app).run("sessions list").await;
    assert_eq!(output.code, Some(2), "{output:?}");
    assert!(output.log.contains("SESSION_MAX_PER_VIEWER") && output.log.contains("LOG_FORMAT"), "{output:?}");
}

#[tokio::test]
async fn a_secret_other_tools_would_read_differently_fails_startup_and_the_doctor() {
    let app = TestApp::start().await;
    let dotenv = app.folder.path().join(".env");
    let in_quotes = Operator::of(&app).with("GITHUB_WEBHOOK_SECRET", "\"canary-in-quotes\"");
    let plain = Operator::of(&app);
    for (text, operator, words) in [
        ("GITHUB_WEBHOOK_SECRET=canary$word", &plain, "single quotes"),
        ("GITHUB_WEBHOOK_SECRET=\"canary${word}\"", &plain, "single quotes"),
        ("", &in_quotes, "quotes"),
    ] {
        fs::write(&dotenv, text).expect("written");
        for (command, code) in [("sessions list", 2), ("doctor", 1)] {
            let output = operator.run(command).await;
            let said = format!("{}{}", output.out, output.log);
            assert_eq!(output.code, Some(code), "{output:?}");
            assert!(said.contains("GITHUB_WEBHOOK_SECRET") && said.contains(words), "{output:?}");
            assert!(!said.contains("canary"), "{output:?}");
        }
    }
    fs::write(&dotenv, "GITHUB_WEBHOOK_SECRET='canary$word'").expect("written");
    assert_eq!(plain.run("sessions list").await.code, Some(0));
}

#[tokio::test]
async fn systemd_s_credentials_are_found_by_their_folder_alone() {
    let app = TestApp::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let place = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
    place("GITHUB_CLIENT_SECRET", &format!("{MARKED}{CLIENT_SECRET}\n"));
    place("SESSION_KEYS", &format!("test:{}\n", app.key));
    let operator = Operator::of(&app)
        .without("GITHUB_CLIENT_SECRET")
        .without("SESSION_KEYS")
        .with("CREDENTIALS_DIRECTORY", folder.path().to_str().expect("UTF-8"));
    let output = operator.run("doctor").await;
    assert_eq!((output.code, output.mark("sign-in"), output.mark("keys")), (Some(0), '✓', '✓'), "{output:?}");

    let output = operator.with("GITHUB_CLIENT_SECRET", "another-secret").run("sessions list").await;
    assert_eq!(output.code, Some(2), "{output:?}");
    assert!(output.log.contains("GITHUB_CLIENT_SECRET is set, and is a credential"), "{output:?}");
}
