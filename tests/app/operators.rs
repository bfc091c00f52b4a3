//! The program's commands, as an operator gives them beside a running server.

use std::{net::TcpListener, sync::Arc, time::Duration};

use base64::{Engine, engine::general_purpose::STANDARD};
use gatehouse::web::{PAGES, WebState, serve};
use gatehouse_core::{
    background,
    crypto::{Keyring, random_bytes},
    state::CoreState,
};
use github_emulator::Fault;

use crate::harness::{Accounts, Browser, HttpProxy, Operator, TestApp};

const HOUR: Duration = Duration::from_hours(1);

async fn viewer_of(app: &TestApp, login: &'static str) -> i64 {
    let id = sqlx::query_scalar("SELECT github_id FROM viewers WHERE login = $1").bind(login);
    id.fetch_one(app.state.db.read()).await.expect("they were here")
}

async fn left_with(browser: &Browser) -> String {
    let page = browser.copy().get("/profile").await;
    if page.status == 303 { page.landing().to_owned() } else { page.status.to_string() }
}

#[tokio::test]
async fn the_program_explains_itself() {
    let app = TestApp::start().await;
    let operator = Operator::of(&app);
    for (command, words) in [
        ("--help", "Commands:"),
        ("--version", env!("CARGO_PKG_VERSION")),
        ("sessions end --help", "--device <DEVICE>"),
        ("keys --help", "reseal"),
    ] {
        let output = operator.run(command).await;
        assert_eq!(output.code, Some(0), "{output:?}");
        assert!(output.out.contains(words), "{output:?}");
    }
    for unclear in ["sessions end", "sessions end --all --viewer 1", "sesions list"] {
        assert_eq!(operator.run(unclear).await.code, Some(2), "{unclear}");
    }
}

#[tokio::test]
async fn a_command_says_what_is_wrong_with_the_settings_as_a_start_does() {
    let app = TestApp::start().await;
    let operator = Operator::of(&app).with("PUBLIC_URL", "http://gatehouse.example").with("SESSION_IDLE", "1");
    let output = operator.run("sessions list").await;
    assert_eq!((output.code, output.out.as_str()), (Some(2), ""));
    assert!(output.log.contains("PUBLIC_URL") && output.log.contains("SESSION_IDLE"), "{output:?}");
    let output = operator.run("doctor").await;
    assert_eq!(output.code, Some(1), "{output:?}");
    assert!(
        output.mark("configuration") == '✗' && output.out.contains("PUBLIC_URL") && output.out.contains("SESSION_IDLE")
    );
}

#[tokio::test]
async fn a_command_in_the_wrong_folder_makes_no_database() {
    let app = TestApp::start().await;
    let elsewhere = app.folder.path().join("elsewhere.db");
    let operator = Operator::of(&app).with("DATABASE_URL", &format!("sqlite://{}", elsewhere.display()));
    let output = operator.run("sessions end --all").await;
    assert_eq!(output.code, Some(1), "{output:?}");
    assert!(output.log.contains("there is no database"), "{output:?}");
    assert_eq!(operator.run("doctor").await.mark("database"), '!');
    assert!(!elsewhere.exists());
}

#[tokio::test]
async fn a_database_of_another_version_is_left_as_it_is() {
    let app = TestApp::start().await;
    let empty = app.folder.path().join("empty.db");
    std::fs::write(&empty, []).expect("written");
    let operator = Operator::of(&app).with("DATABASE_URL", &format!("sqlite://{}", empty.display()));
    assert!(operator.run("sweep").await.log.contains("has not been migrated to this version"));
    assert_eq!(operator.run("doctor").await.mark("database"), '!');
    let columns = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                   VALUES (9999, 'of tomorrow', 1, X'00', 0)";
    app.execute(columns).await;
    let operator = Operator::of(&app);
    assert!(operator.run("sessions list").await.log.contains("newer version"));
    assert_eq!(operator.run("doctor").await.mark("database"), '✗');
}

#[tokio::test]
async fn the_list_says_who_is_signed_in_where_and_until_when() {
    let app = TestApp::start().await;
    let operator = Operator::of(&app);
    assert_eq!(operator.run("sessions list").await.out, "No session is active.\n");
    app.browser().called("Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0").sign_in("octocat").await;
    app.signed_in("many").await;

    let all = operator.run("sessions list").await;

    assert_eq!((all.code, all.out.lines().count()), (Some(0), 3), "{all:?}");
    assert_eq!(all.log, "", "results do not go to the log");
    let octocat = viewer_of(&app, "octocat").await.to_string();
    let line = all.line("octocat");
    assert_eq!((line[1], line[2]), ("octocat", octocat.as_str()));
    assert_eq!(line[3..7].join(" "), "Firefox on Linux 127.0.0.0/24");
    assert!(line[7..11].iter().all(|timestamp| timestamp.ends_with('Z')), "{line:?}");
    assert_eq!(line[11..], ["1", "test"], "its pair's generation, and the key");
    let columns: Vec<_> = all.out.lines().map(|line| line.find(['Z', 'L']).is_some()).collect();
    assert_eq!(columns, [true; 3]);
    let one = operator.run(&format!("sessions list --viewer {octocat}")).await;
    assert_eq!(one.out.lines().count(), 2, "{one:?}");
}

#[tokio::test]
async fn ending_one_person_leaves_the_others_and_the_browser_is_told() {
    let app = TestApp::start().await;
    let mut octocat = app.signed_in("octocat").await;
    let second = app.signed_in("octocat").await;
    let many = app.signed_in("many").await;
    let operator = Operator::of(&app);
    let command = format!("sessions end --viewer {}", viewer_of(&app, "octocat").await);

    let output = operator.run(&command).await;

    assert!(output.out.starts_with("Ended 2 sessions."), "{output:?}");
    assert!(output.log.contains("operator"), "the log keeps who ended them: {output:?}");
    assert_eq!(left_with(&second).await, "/sign-in?why=operator");
    let away = octocat.get("/profile").await.landing().to_owned();
    assert_eq!(away, "/sign-in?why=operator");
    assert!(octocat.get(&away).await.body.contains("The operator ended your session"));
    assert_eq!(left_with(&many).await, "200");
    assert_eq!(app.number("SELECT count(*) FROM revocations").await, 2);
    let again = operator.run(&command).await;
    assert_eq!((again.code, again.out.as_str()), (Some(0), "No such session is active; nothing has changed.\n"));
}

#[tokio::test]
async fn ending_a_device_and_ending_everybody() {
    let app = TestApp::start().await;
    let first = app.signed_in("octocat").await;
    let operator = Operator::of(&app);
    let device = operator.run("sessions list").await.line("octocat")[0].to_owned();
    let others = [app.signed_in("octocat").await, app.signed_in("many").await];

    assert!(operator.run(&format!("sessions end --device {device}")).await.out.starts_with("Ended 1 session."));
    assert_eq!(left_with(&first).await, "/sign-in?why=operator");
    assert_eq!(left_with(&others[0]).await, "200");

    assert!(operator.run("sessions end --all").await.out.starts_with("Ended 2 sessions."));
    for browser in &others {
        assert_eq!(left_with(browser).await, "/sign-in?why=operator");
    }
    assert!(operator.run("sweep").await.out.contains("Asked GitHub to revoke 3 queued pairs; 0 left"));
    assert_eq!(app.emulator.live_tokens("octocat") + app.emulator.live_tokens("many"), 0);
}

/// `id:key`, with a new random key.
fn new_key(id: &str) -> String {
    format!("{id}:{}", STANDARD.encode(random_bytes::<32>()))
}

fn ring(keys: &str) -> Arc<Keyring> {
    Arc::new(Keyring::parse(keys).expect("good keys"))
}

/// Another instance on the same database, with keys of its own; and where it listens.
async fn beside(app: &TestApp, keys: &str) -> (CoreState, String) {
    let (config, clock) = (&app.state.config, app.state.clock.clone());
    let leptos = app.web.leptos.clone();
    let config = gatehouse_core::config::Config { keyring: ring(keys), ..(**config).clone() };
    let state = CoreState::new(config, clock, PAGES).await.expect("the state is built");
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(serve(WebState::new(state.clone(), leptos), listener, std::future::pending()));
    (state, url)
}

#[tokio::test]
async fn keys_are_changed_while_people_work() {
    let (old, new) = (new_key("old"), new_key("new"));
    // First every instance can open the new key, and none seals with it.
    let app = TestApp::start_with(|config| config.keyring = ring(&format!("{old},{new}"))).await;
    let octocat = app.signed_in("octocat").await;
    app.signed_in("many").await.sign_out().await;
    let operator = Operator::of(&app).with("SESSION_KEYS", &format!("{old},{new}"));
    let output = operator.run("keys status").await;
    assert_eq!((output.sealed_with("old"), output.sealed_with("new")), (("1", "1"), ("0", "0")), "{output:?}");

    // Then one after the other seals with it.
    let (second, second_url) = beside(&app, &format!("{new},{old}")).await;
    app.browser().at(&second_url).sign_in("null-fields").await;
    let operator = Operator::of(&app).with("SESSION_KEYS", &format!("{new},{old}"));
    let output = operator.run("keys reseal").await;
    assert_eq!((output.code, output.out.as_str()), (Some(0), "Re-sealed 2 pairs with the active key.\n"));
    let output = operator.run("keys status").await;
    assert_eq!((output.sealed_with("old"), output.sealed_with("new")), (("0", "0"), ("2", "1")), "{output:?}");

    // The instance that is not yet restarted serves what it finds, and seals in the old way.
    app.advance(HOUR * 8);
    assert_eq!(left_with(&octocat).await, "200");
    assert_eq!(operator.run("keys status").await.sealed_with("old"), ("1", "0"));
    background::maintain(&second).await;
    assert_eq!(operator.run("keys status").await.sealed_with("old"), ("0", "0"));

    // Nobody seals with the old one any more: it goes.
    let (third, third_url) = beside(&app, &new).await;
    app.advance(HOUR * 8);
    assert_eq!(octocat.at(&third_url).get("/profile").await.status, 200);
    background::revoke(&third).await;
    assert_eq!((app.emulator.live_tokens("many"), app.number("SELECT count(*) FROM revocations").await), (0, 0));
}

#[tokio::test]
async fn changing_keys_while_tokens_are_renewed_loses_none() {
    let (old, new) = (new_key("old"), new_key("new"));
    let app = TestApp::start_with(|config| config.keyring = ring(&format!("{old},{new}"))).await;
    let mut browsers = Vec::new();
    for account in ["octocat", "null-fields", "markup", "many", "empty"] {
        browsers.push(app.signed_in(account).await);
    }
    let (second, _) = beside(&app, &format!("{new},{old}")).await;
    let operator = Operator::of(&app).with("SESSION_KEYS", &format!("{new},{old}")).with("RUST_LOG", "info,sqlx=error");
    for _ in 0..3 {
        app.advance(HOUR * 8);
        let resealing = async {
            for _ in 0..20 {
                background::maintain(&second).await;
                tokio::task::yield_now().await;
            }
        };
        let asking = futures::future::join_all(browsers.iter().map(left_with));
        let (standing, output, ()) = tokio::join!(asking, operator.run("keys reseal"), resealing);
        assert_eq!(standing, vec!["200"; browsers.len()]);
        assert!(output.log.is_empty(), "{output:?}");
        Accounts::of(&app).await.assert_whole("between two keys");
    }
    operator.run("keys reseal").await;
    assert_eq!(operator.run("keys status").await.sealed_with("old"), ("0", "0"));
}

#[tokio::test]
async fn a_key_that_is_missing_is_counted_and_ends_nothing() {
    let app = TestApp::start().await;
    let octocat = app.signed_in("octocat").await;
    let operator = Operator::of(&app).with("SESSION_KEYS", &new_key("other"));

    let output = operator.run("keys status").await;
    assert_eq!((output.code, output.sealed_with("test")), (Some(0), ("1", "0")));
    assert!(output.line("test ").join(" ").contains("not on the ring"));
    let output = operator.run("keys reseal").await;
    assert_eq!(output.code, Some(1), "{output:?}");
    assert!(output.out.contains("not on the ring: 1 pair."), "{output:?}");
    let output = operator.run("doctor").await;
    assert_eq!((output.code, output.mark("keys")), (Some(0), '!'), "{output:?}");
    operator.run("sweep").await;
    assert_eq!(left_with(&octocat).await, "200", "whoever has the key goes on");

    // Ending needs no key; the pair waits in the queue for somebody who has it.
    assert!(operator.run("sessions end --all").await.out.starts_with("Ended 1 session."));
    assert!(operator.run("sweep").await.out.contains("1 left in the queue"));
    assert_eq!(app.emulator.live_tokens("octocat"), 1);
    app.advance(HOUR);
    app.kill().await;
    assert_eq!(app.emulator.live_tokens("octocat"), 0);
}

#[tokio::test]
async fn the_doctor_finds_nothing_wrong() {
    let app = TestApp::start().await;
    app.signed_in("octocat").await;
    let output = Operator::of(&app).run("doctor").await;
    assert_eq!(output.code, Some(0), "{output:?}");
    assert!(!output.out.contains('✗'), "{output:?}");
    for good in ["configuration", "webhook", "database", "keys", "sign-in page", "API", "clock", "sign-in", "tokens"] {
        assert_eq!(output.mark(good), '✓', "{output:?}");
    }
    assert!(output.out.contains(&app.state.config.public_url.callback()));
}

#[tokio::test]
async fn the_doctor_detects_a_wrong_secret_without_printing_it() {
    let app = TestApp::start().await;
    let output = Operator::of(&app).with("GITHUB_CLIENT_SECRET", "canary-of-a-wrong-secret").run("doctor").await;
    assert_eq!(output.code, Some(1), "{output:?}");
    assert_eq!((output.mark("sign-in"), output.mark("tokens")), ('✗', '✗'), "{output:?}");
    assert_eq!(output.mark("sign-in page"), '✓', "GitHub is there: {output:?}");
}

#[tokio::test]
async fn the_doctor_says_what_does_not_answer() {
    let app = TestApp::start().await;
    let output = Operator::of(&app).with("GITHUB_WEB_URL", "http://localhost:1").run("doctor").await;
    assert_eq!((output.code, output.mark("sign-in page")), (Some(1), '✗'), "{output:?}");
    assert!(output.out.contains("refused"), "and why: {output:?}");
    app.emulator.fault(Fault::html(404).on("GET", "/api/v3/rate_limit").times(1));
    let output = Operator::of(&app).run("doctor").await;
    assert_eq!((output.code, output.mark("API"), output.mark("tokens")), (Some(1), '✗', '!'), "{output:?}");
    app.emulator.fault(Fault::hang().on("GET", "/api/v3/rate_limit").times(1));
    let output = Operator::of(&app).run("doctor").await;
    assert_eq!((output.code, output.mark("API"), output.mark("clock")), (Some(1), '✗', '✓'), "{output:?}");
    assert!(output.out.contains("deadline"), "{output:?}");
}

#[tokio::test]
async fn the_doctor_takes_the_same_route_as_the_server() {
    let (app, proxy) = (TestApp::start().await, HttpProxy::start().await);
    Operator::of(&app).with("HTTP_PROXY", &proxy.url).run("doctor").await;
    let heard = proxy.heard();
    assert!(heard.contains("/rate_limit ") && heard.contains("/login/oauth/authorize?"), "{heard}");
    // A tunnel is asked for, and refused: GitHub is not there.
    let output = Operator::of(&app)
        .with("HTTPS_PROXY", &proxy.url)
        .with("GITHUB_WEB_URL", "https://github.invalid")
        .with("GITHUB_API_URL", "https://api.github.invalid")
        .run("doctor")
        .await;
    assert_eq!(output.mark("API"), '✗', "{output:?}");
    let heard = proxy.heard();
    assert!(
        heard.contains("connect github.invalid:443") && heard.contains("connect api.github.invalid:443"),
        "{heard}"
    );
}

#[tokio::test]
async fn the_doctor_detects_a_wrong_clock() {
    let app = TestApp::start().await;
    let clock = app.folder.path().join("clock");
    std::fs::write(&clock, "3600").expect("written");
    let output = Operator::of(&app).with("GATEHOUSE_CLOCK", clock.to_str().expect("UTF-8")).run("doctor").await;
    assert_eq!((output.code, output.mark("clock")), (Some(0), '!'), "{output:?}");
    assert!(output.out.contains("s ahead of GitHub's"), "{output:?}");
}

#[tokio::test]
async fn a_sweep_ends_what_is_idle_and_kills_its_pair() {
    let app = TestApp::start().await;
    let octocat = app.signed_in("octocat").await;
    let clock = app.folder.path().join("clock");
    std::fs::write(&clock, "86400").expect("written");
    let operator = Operator::of(&app).with("GATEHOUSE_CLOCK", clock.to_str().expect("UTF-8"));

    let output = operator.run("sweep").await;

    assert!(output.out.starts_with("Ended 1 session past a limit"), "{output:?}");
    assert!(output.out.contains("Asked GitHub to revoke 1 queued pair; 0 left"), "{output:?}");
    assert_eq!(left_with(&octocat).await, "/sign-in?why=idle");
    assert_eq!(app.emulator.live_tokens("octocat"), 0);
}

#[tokio::test]
async fn a_sweep_forgets_to_the_end_though_no_session_is_overdue() {
    let app = TestApp::start().await;
    app.execute(LONG_AGO[1]).await;
    let output = Operator::of(&app).run("sweep").await;
    assert!(output.out.starts_with("Ended 0 sessions past a limit"), "{output:?}");
    assert_eq!(app.number("SELECT count(*) FROM tombstones").await, 0);
}

/// Each line makes ten thousand rows that are over.
const LONG_AGO: [&str; 3] = [
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
     INSERT INTO sessions (id_hash, state, issuer, github_id, created_at, last_seen_at, absolute_at, fresh_at, device)
     SELECT CAST(printf('%032d', i) AS BLOB), 1, issuer, github_id, 1, 1, 9999999999, 1, printf('%016d', i)
     FROM n, viewers",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
     INSERT INTO tombstones (id_hash, reason, forget_at) SELECT CAST(printf('t%031d', i) AS BLOB), 'idle', 1 FROM n",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
     INSERT INTO flows (state_hash, id, browser_hash, issuer, verifier, return_to, purpose, expires_at)
     SELECT CAST(printf('%032d', i) AS BLOB), i, X'00', 'i', X'00', '', 'sign-in', 1 FROM n",
];

#[tokio::test]
async fn three_sweepers_at_once_end_ten_thousand_sessions_once() {
    let app = TestApp::start().await;
    let octocat = app.signed_in("octocat").await;
    for rows in LONG_AGO {
        app.execute(rows).await;
    }
    // sqlx warns of statements that take a second, and three sweepers wait for one another.
    let operator = Operator::of(&app).with("RUST_LOG", "warn,sqlx=error");

    let sweepers = [operator.run("sweep"), operator.run("sweep"), operator.run("sweep")];
    let output = futures::future::join_all(sweepers).await;

    let ended = output.iter().map(|output| output.line("Ended")[1].parse::<u32>().expect("a number"));
    assert_eq!(ended.sum::<u32>(), 10_000, "{output:?}");
    assert!(output.iter().all(|output| output.code == Some(0) && output.log.is_empty()), "{output:?}");
    assert_eq!(app.number("SELECT count(*) FROM sessions").await, 1);
    assert_eq!(app.number("SELECT count(*) FROM tombstones WHERE reason = 'idle'").await, 10_000, "one each");
    assert_eq!(app.number("SELECT count(*) FROM flows").await, 0);
    assert_eq!(left_with(&octocat).await, "200");
}

#[tokio::test]
async fn a_server_tells_the_port_it_was_given() {
    let app = TestApp::start().await;
    // Nobody listens there any more: it is the name, and not the address.
    let name = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port");
    std::fs::copy("Leptos.toml", app.folder.path().join("Leptos.toml")).expect("copied");
    let operator = Operator::of(&app)
        .with("PUBLIC_URL", &format!("http://{name}"))
        .with("LEPTOS_SITE_ADDR", "127.0.0.1:0")
        .with("LEPTOS_HASH_FILES", "false");
    let log = app.folder.path().join("server.log");
    let mut server = operator.program().stdout(std::fs::File::create(&log).expect("a log")).spawn().expect("it starts");
    let said = async {
        loop {
            let text = std::fs::read_to_string(&log).expect("readable");
            if let Some(address) = text.split("address=").nth(1).and_then(|rest| rest.lines().next()) {
                return address.to_owned();
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let address = tokio::time::timeout(Duration::from_secs(20), said).await.expect("it opens");

    let url = format!("http://{address}");
    assert_eq!(Browser::new(&url, &format!("http://{name}")).get("/sign-in").await.status, 200);
    let elsewhere = Browser::new(&url, &url).get("/sign-in").await;
    assert_eq!((elsewhere.status, elsewhere.location().to_owned()), (308, format!("http://{name}/sign-in")));

    server.kill().expect("it was running");
    server.wait().expect("it ends");
}

#[tokio::test]
async fn seals_that_do_not_open_do_not_block_those_that_do() {
    let (old, new) = (new_key("old"), new_key("new"));
    let app = TestApp::start_with(|config| config.keyring = ring(&old)).await;
    // More broken ones than a turn takes, named so that they come first.
    app.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 700)
         INSERT INTO revocations (id, token_set_id, issuer, github_id, client_id, access_token, queued_at, next_try_at)
         SELECT printf('!%04d', i), printf('!%04d', i), 'i', i, 'c', CAST(X'03' || 'old' || 'broken' AS BLOB), 4102444800, 4102444800
         FROM n",
    )
    .await;
    app.signed_in("octocat").await.sign_out().await;
    app.signed_in("many").await;
    let operator = Operator::of(&app).with("SESSION_KEYS", &format!("{new},{old}"));
    assert_eq!(operator.run("keys status").await.sealed_with("old"), ("1", "701"));

    let (second, _) = beside(&app, &format!("{new},{old}")).await;
    background::maintain(&second).await;

    assert_eq!(operator.run("keys status").await.sealed_with("old"), ("0", "700"), "one turn was enough");
    let output = operator.run("keys reseal").await;
    assert_eq!(output.code, Some(1), "{output:?}");
    assert!(output.log.lines().count() < 10, "a line for all of them, not one for each: {output:?}");
}
