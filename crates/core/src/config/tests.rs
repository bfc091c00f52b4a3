use rstest::rstest;

use super::{Config, Source, TEST_KEY, github::EMULATOR};

fn variables_at_fault<const N: usize>(values: [(&str, &str); N]) -> Vec<&'static str> {
    Config::load(&Source::from(values)).err().map(|problems| problems.variables()).unwrap_or_default()
}

#[test]
fn nothing_at_all_means_the_emulator_on_loopback() {
    let config =
        Config::load(&Source::from([("SESSION_KEYS", TEST_KEY)])).expect("defaults are enough in a debug build");
    assert_eq!(config.github.web_url, EMULATOR.2);
    assert_eq!(config.github.api_url, "http://localhost:4010/api/v3");
    assert_eq!(config.public_url.callback(), "http://127.0.0.1:3000/auth/github/callback");
}

#[test]
fn the_assumed_credentials_are_the_emulators() {
    let theirs = (github_emulator::CLIENT_ID, github_emulator::CLIENT_SECRET, github_emulator::DEFAULT_PORT);
    assert_eq!(theirs, (EMULATOR.0, EMULATOR.1, 4010));
}

#[test]
fn https_needs_keys_and_credentials_of_its_own() {
    let missing = variables_at_fault([("PUBLIC_URL", "https://gatehouse.example")]);
    assert_eq!(missing, ["GITHUB_CLIENT_ID", "SESSION_KEYS", "TRUSTED_PROXIES"]);
}

#[rstest]
#[case::with_nobody_named(None, "https://gatehouse.example", false)]
#[case::with_nobody_on_purpose(Some("none"), "https://gatehouse.example", true)]
#[case::with_a_proxy(Some("127.0.0.1"), "https://gatehouse.example", true)]
#[case::with_a_comma_only(Some(","), "https://gatehouse.example", false)]
#[case::on_this_machine(None, "http://127.0.0.1:3000", true)]
fn https_requires_trusted_proxies_to_be_set(#[case] proxies: Option<&str>, #[case] url: &str, #[case] starts: bool) {
    let base = [("SESSION_KEYS", TEST_KEY), ("GITHUB_CLIENT_ID", "id"), ("GITHUB_CLIENT_SECRET", "secret")];
    let named = proxies.map(|proxies| ("TRUSTED_PROXIES", proxies));
    let loaded = Config::load(&base.into_iter().chain([("PUBLIC_URL", url)]).chain(named).collect());
    let message = loaded.as_ref().err().map(ToString::to_string).unwrap_or_default();
    assert_eq!(loaded.is_ok(), starts, "{message}");
    assert!(starts || message.contains("TRUSTED_PROXIES") && message.contains("none"), "{message}");
}

#[rstest]
#[case::public_http("PUBLIC_URL", "http://gatehouse.example")]
#[case::path("PUBLIC_URL", "https://gatehouse.example/app")]
#[case::no_address("PUBLIC_URL", "gatehouse")]
#[case::web_http("GITHUB_WEB_URL", "http://github.example")]
#[case::api_http("GITHUB_API_URL", "http://api.github.example")]
#[case::unit("SESSION_IDLE", "24")]
#[case::idle_longer("SESSION_IDLE", "60d")]
#[case::absolute_without_end("SESSION_ABSOLUTE", "9223372036854775807s")]
#[case::absolute_past_any_cookie("SESSION_ABSOLUTE", "394d")]
#[case::idle_without_end("SESSION_IDLE", "9223372036854775807s")]
#[case::fresh_without_end("SESSION_FRESH", "9223372036854775807d")]
#[case::cap("SESSION_MAX_PER_VIEWER", "10")]
#[case::network("TRUSTED_PROXIES", "everyone")]
#[case::engine("DATABASE_URL", "mysql://localhost/x")]
#[case::memory("DATABASE_URL", "sqlite::memory:")]
#[case::format("LOG_FORMAT", "xml")]
#[case::read_only("DATABASE_URL", "sqlite://data/gatehouse.db?mode=ro")]
#[case::hsts("HSTS", "preload")]
#[case::quotes("SESSION_IDLE", "\"1h\"")]
#[case::single_quotes("LOG_FORMAT", "'json'")]
#[case::nothing_in_quotes("GITHUB_SCOPES", "\"\"")]
#[case::quotes_around_a_file("GITHUB_SCOPES_FILE", "'/run/secrets/scopes'")]
#[case::tenant_of_a_tenant("GITHUB_WEB_URL", "https://api.octocorp.ghe.com")]
#[case::no_tenant("GITHUB_WEB_URL", "https://octocorp.ghe.com/login")]
#[case::pages_for_an_api("GITHUB_API_URL", "https://github.com/api/v3")]
#[case::key("SESSION_KEYS", "k1:c2hvcnQ=")]
#[case::file("GITHUB_SCOPES_FILE", "/nowhere/at/all")]
fn an_invalid_value_is_reported_by_name(#[case] variable: &str, #[case] value: &str) {
    let base = [("SESSION_KEYS", TEST_KEY), ("GITHUB_CLIENT_ID", "id"), ("GITHUB_CLIENT_SECRET", "secret")];
    let source: Source = base.into_iter().chain([(variable, value)]).collect();
    let at_fault = Config::load(&source).err().map(|problems| problems.variables()).unwrap_or_default();
    assert_eq!(at_fault, [variable.trim_end_matches("_FILE")]);
}

#[test]
fn the_emulators_credentials_are_not_assumed_for_another_github() {
    let real = [("SESSION_KEYS", TEST_KEY), ("GITHUB_WEB_URL", "https://git.example")];
    assert_eq!(variables_at_fault(real), ["GITHUB_CLIENT_ID"]);
    let public = [
        ("PUBLIC_URL", "https://gatehouse.example"),
        ("TRUSTED_PROXIES", "127.0.0.1"),
        ("SESSION_KEYS", TEST_KEY),
        ("GITHUB_CLIENT_ID", EMULATOR.0),
        ("GITHUB_CLIENT_SECRET", EMULATOR.1),
    ];
    assert_eq!(variables_at_fault(public), ["GITHUB_CLIENT_SECRET"]);
}

#[test]
fn the_placeholders_of_the_example_file_are_refused() {
    let id = [("SESSION_KEYS", TEST_KEY), ("GITHUB_CLIENT_ID", "your-client-id"), ("GITHUB_CLIENT_SECRET", "x")];
    assert_eq!(variables_at_fault(id), ["GITHUB_CLIENT_ID"]);
    let secret =
        [("SESSION_KEYS", TEST_KEY), ("GITHUB_CLIENT_ID", "Iv1.x"), ("GITHUB_CLIENT_SECRET", "your-client-secret")];
    assert_eq!(variables_at_fault(secret), ["GITHUB_CLIENT_SECRET"]);
}

#[test]
fn a_value_and_its_file_together_are_a_contradiction() {
    assert_eq!(variables_at_fault([("SESSION_KEYS", TEST_KEY), ("SESSION_KEYS_FILE", "/x")]), ["SESSION_KEYS"]);
}

#[test]
fn a_problem_never_repeats_a_secret() {
    let values = [("SESSION_KEYS", "canary-key"), ("GITHUB_CLIENT_SECRET", "canary-secret")];
    let text = Config::load(&Source::from(values)).expect_err("both are wrong").to_string();
    assert!(!text.contains("canary"), "{text}");
}

#[test]
fn the_configuration_prints_no_secret() {
    let source =
        Source::from([("SESSION_KEYS", TEST_KEY), ("GITHUB_CLIENT_ID", "a"), ("GITHUB_CLIENT_SECRET", "canary")]);
    let text = format!("{:?}", Config::load(&source).expect("good"));
    assert!(!text.contains("canary") && !text.contains("3q2+7w"), "{text}");
}

#[rstest]
#[case::github("https://github.com", "", "https://api.github.com")]
#[case::server("https://git.example/", "", "https://git.example/api/v3")]
#[case::data_residency("https://octocorp.ghe.com", "", "https://api.octocorp.ghe.com")]
#[case::data_residency_in_capitals("https://OctoCorp.GHE.com/", "", "https://api.octocorp.ghe.com")]
#[case::said("https://octocorp.ghe.com", "https://gateway.example/github/", "https://gateway.example/github")]
#[case::another_ghe("https://ghe.com.example", "", "https://ghe.com.example/api/v3")]
fn the_api_is_where_that_github_has_it(#[case] web: &str, #[case] said: &str, #[case] api: &str) {
    let base = [("SESSION_KEYS", TEST_KEY), ("GITHUB_CLIENT_ID", "id"), ("GITHUB_CLIENT_SECRET", "secret")];
    let source = base.into_iter().chain([("GITHUB_WEB_URL", web), ("GITHUB_API_URL", said)]).collect();
    assert_eq!(Config::load(&source).expect("good").github.api_url, api);
}

#[test]
fn with_data_residency_the_pages_are_no_api() {
    let values = [("SESSION_KEYS", TEST_KEY), ("GITHUB_CLIENT_ID", "id"), ("GITHUB_CLIENT_SECRET", "secret")];
    let wrong = [("GITHUB_WEB_URL", "https://octocorp.ghe.com"), ("GITHUB_API_URL", "https://octocorp.ghe.com/api/v3")];
    let message = Config::load(&values.into_iter().chain(wrong).collect()).expect_err("no API there").to_string();
    assert!(message.contains("GITHUB_API_URL") && message.contains("https://api.octocorp.ghe.com"), "{message}");
}

/// The secret that a file, a credential or both hold.
fn secret_of(values: &[(&str, &str)], files: &[(&str, &str)]) -> Result<Option<String>, (Vec<&'static str>, String)> {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, content) in files {
        std::fs::write(folder.path().join(name), content).expect("written");
    }
    let placed: Vec<_> =
        values.iter().map(|(name, value)| (*name, value.replace("{}", &folder.path().display().to_string()))).collect();
    let source: Source = placed.iter().map(|(name, value)| (*name, value.as_str())).collect();
    source.get("GITHUB_CLIENT_SECRET").map_err(|problem| (vec![problem.variable], problem.to_string()))
}

const FILE: (&str, &str) = ("GITHUB_CLIENT_SECRET_FILE", "{}/secret");
const CREDENTIALS: (&str, &str) = ("CREDENTIALS_DIRECTORY", "{}");

#[rstest]
#[case::file(&[FILE], &[("secret", "canary\n")])]
#[case::file_of_an_editor(&[FILE], &[("secret", "\u{feff}canary\r\n\r\n")])]
#[case::credential(&[CREDENTIALS], &[("GITHUB_CLIENT_SECRET", "canary\n")])]
#[case::credential_that_its_file_names(
    &[CREDENTIALS, ("GITHUB_CLIENT_SECRET_FILE", "{}/GITHUB_CLIENT_SECRET")],
    &[("GITHUB_CLIENT_SECRET", "canary")]
)]
#[case::credential_of_another_name(&[CREDENTIALS, FILE], &[("secret", "canary")])]
#[case::empty_credential(&[CREDENTIALS, ("GITHUB_CLIENT_SECRET", "canary")], &[("GITHUB_CLIENT_SECRET", "\n")])]
fn a_secret_is_read_from_where_it_is(#[case] values: &[(&str, &str)], #[case] files: &[(&str, &str)]) {
    assert_eq!(secret_of(values, files), Ok(Some("canary".to_owned())));
}

#[rstest]
#[case::value_and_credential(
    &[CREDENTIALS, ("GITHUB_CLIENT_SECRET", "canary")],
    &[("GITHUB_CLIENT_SECRET", "canary")],
    "credential"
)]
#[case::file_and_credential(&[CREDENTIALS, FILE], &[("secret", "canary"), ("GITHUB_CLIENT_SECRET", "canary")], "keep one")]
#[case::quotes_in_a_file(&[FILE], &[("secret", "\"canary\"\n")], "quotes")]
#[case::quotes_in_a_credential(&[CREDENTIALS], &[("GITHUB_CLIENT_SECRET", "'canary'")], "quotes")]
#[case::quotes_in_the_environment(&[("GITHUB_CLIENT_SECRET", "\"canary\"")], &[], "quotes")]
#[case::no_file(&[FILE], &[], "_FILE")]
fn a_secret_that_could_mean_two_things_is_named_and_not_shown(
    #[case] values: &[(&str, &str)],
    #[case] files: &[(&str, &str)],
    #[case] words: &str,
) {
    let (variables, message) = secret_of(values, files).expect_err("ambiguous");
    assert_eq!(variables, ["GITHUB_CLIENT_SECRET"]);
    assert!(message.contains(words) && !message.contains("canary"), "{message}");
}
