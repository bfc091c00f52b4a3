use toml::{Table, Value};

fn leptos_section(file: &str) -> Table {
    let text = std::fs::read_to_string(file).expect("readable");
    let table: Table = text.parse().expect("TOML");
    table["workspace"]["metadata"]["leptos"][0].as_table().expect("a table").clone()
}

#[test]
fn leptos_toml_differs_from_cargo_toml_in_two_keys_only() {
    let build = leptos_section("Cargo.toml");
    let mut deployed = leptos_section("Leptos.toml");
    assert_eq!(deployed.remove("hash-files"), Some(Value::Boolean(true)));
    assert_eq!(deployed.insert("site-root".into(), build["site-root"].clone()), Some(Value::String("site".into())));
    assert_eq!(deployed, build);
}

#[test]
fn the_example_file_names_every_variable_and_holds_no_working_secret() {
    let example = std::fs::read_to_string(".env.example").expect("readable");
    let read = std::fs::read_dir("crates/core/src/config").expect("readable").flatten();
    let code: String = read.filter_map(|entry| std::fs::read_to_string(entry.path()).ok()).collect();
    for variable in [
        "PUBLIC_URL",
        "HSTS",
        "GITHUB_CLIENT_ID",
        "GITHUB_CLIENT_SECRET",
        "GITHUB_WEB_URL",
        "GITHUB_API_URL",
        "GITHUB_SCOPES",
        "HTTPS_PROXY",
        "HTTP_PROXY",
        "NO_PROXY",
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
        "GITHUB_WEBHOOK_SECRET",
        "DATABASE_URL",
        "SESSION_KEYS",
        "SESSION_IDLE",
        "SESSION_ABSOLUTE",
        "SESSION_FRESH",
        "SESSION_MAX_PER_VIEWER",
        "TRUSTED_PROXIES",
        "SIGN_IN_LIMIT",
        "LOG_FORMAT",
        "RUST_LOG",
    ] {
        assert!(example.contains(variable) && code.contains(&format!("\"{variable}\"")), "{variable}");
    }
    let settings = example.lines().map(|line| line.trim_start_matches(['#', ' ']));
    let values: Vec<_> =
        settings.filter_map(|line| line.split_once('=')).filter(|(name, _)| !name.contains([' ', '/'])).collect();
    assert!(values.len() >= 14, "the lines of settings were found: {values:?}");
    for (name, value) in values {
        let sample =
            value.is_empty() || value.starts_with("your-") || !name.contains("SECRET") && !name.contains("KEYS");
        assert!(sample, "{name}");
    }
}

#[test]
fn every_file_the_readme_names_is_there() {
    let readme = std::fs::read_to_string("README.md").expect("readable");
    let named: Vec<&str> = ["](", "src=\"", "srcset=\""]
        .iter()
        .flat_map(|before| readme.split(before).skip(1))
        .filter_map(|rest| rest.split([')', '"']).next())
        .filter(|path| !path.contains(':') && !path.starts_with('#'))
        .collect();
    assert!(named.len() > 8, "{named:?}");
    for path in named {
        assert!(std::path::Path::new(path.split('#').next().unwrap_or(path)).exists(), "{path}");
    }
}

#[test]
fn the_unit_of_the_readme_needs_no_new_systemd_and_names_settings() {
    let readme = std::fs::read_to_string("README.md").expect("readable");
    let unit = readme.split("```ini\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a unit");
    assert!(!unit.contains('%'), "%d is of systemd 251: {unit}");
    let lines = || unit.lines().filter_map(|line| line.split_once('='));
    let named = |kind: &str, cut: char| -> Vec<&str> {
        let values = lines().filter(|(key, _)| *key == kind);
        values.filter_map(|(_, value)| value.split_once(cut)).map(|(name, _)| name).collect()
    };
    let credentials = named("LoadCredential", ':');
    assert_eq!(credentials, ["GITHUB_CLIENT_SECRET", "SESSION_KEYS"], "{unit}");
    let example = std::fs::read_to_string(".env.example").expect("readable");
    for name in credentials.into_iter().chain(named("Environment", '=')) {
        assert!(example.contains(&format!("# {name}=")), "{name}");
    }
    let patience = lines().find(|(key, _)| *key == "TimeoutStopSec").and_then(|(_, value)| value.parse::<u32>().ok());
    assert!(patience.is_some_and(|seconds| seconds > 25), "a stop takes 25 seconds at most: {unit}");
}
