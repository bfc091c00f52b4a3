//! Why GitHub refused: a missing scope, an organisation's policy, or neither.

use std::collections::BTreeMap;

use github_emulator::{Fault, Patch};
use rstest::rstest;
use serde_json::json;

use crate::harness::TestApp;

const ORGS: &str = "/api/v3/user/orgs";
const ALLOW_LIST: &str = "Although you appear to have the correct authorization credentials, the `octo-org` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.";
const RESTRICTED: &str = "Although you appear to have the correct authorization credentials, the `octo-org` organization has enabled OAuth App access restrictions, meaning that data access to third-parties is limited.";
const SAML: &str =
    "Resource protected by organization SAML enforcement. You must grant your OAuth token access to this organization.";

/// The place that sends people to their scopes.
const CHOOSE: &str = "/settings#scopes";

/// GitHub's 403 with this sentence, and the headers that the normal answer has.
fn forbidden(message: &str) -> Fault {
    Fault::patched(Patch { status: Some(403), json: json!({ "message": message }), ..Patch::default() })
}

#[rstest]
#[case::addresses(
    ALLOW_LIST,
    "Your organisation only allows known IP addresses.",
    "登録済みの IP アドレスからのアクセスだけ"
)]
#[case::applications(RESTRICTED, "Your organisation hasn't approved this site.", "組織がこのサイトを承認していません")]
#[case::sign_on(SAML, "Your organisation requires single sign-on.", "先に組織のシングルサインオン")]
#[case::no_more_than_a_no("Forbidden", "GitHub doesn't let you see this.", "表示を許可していません")]
#[tokio::test]
async fn an_organisation_that_keeps_it_closed_sends_nobody_for_a_scope(
    #[case] message: &str,
    #[case] said: &str,
    #[case] in_japanese: &str,
) {
    for scopes in ["read:user", "read:user read:org", "read:user admin:org", "repo"] {
        let app = TestApp::start_with(|config| {
            config.github.scopes = scopes.split(' ').map(str::to_owned).collect();
        })
        .await;
        let mut browser = app.signed_in("octocat").await;
        app.emulator.fault(forbidden(message).on("GET", ORGS));
        let page = browser.get("/profile").await;
        let missing = ["read:user", "repo"].contains(&scopes) && message == "Forbidden";
        assert_eq!(page.body.contains(CHOOSE), missing, "{scopes}: {}", page.body);
        assert_eq!(page.body.contains(said), !missing, "{scopes}: {}", page.body);
        assert!(page.status == 200 && page.body.contains("What everyone sees"), "{}", page.body);
        browser.get("/profile").await;
        assert_eq!(app.emulator.count(&format!("GET {ORGS}")), 1, "and GitHub is not asked again at once");
        if !missing {
            browser.post("/settings/preferences", &[("language", "ja")]).await;
            assert!(browser.get("/profile").await.body.contains(in_japanese));
        }
    }
}

#[rstest]
#[case::addresses(ALLOW_LIST, "Your organisation only allows known IP addresses.")]
#[case::applications(RESTRICTED, "Your organisation hasn't approved this site.")]
#[tokio::test]
async fn it_is_said_on_a_page_of_its_own_too(#[case] message: &str, #[case] said: &str) {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    app.emulator.fault(forbidden(message).on("GET", "/api/v3/user/repos"));
    let page = browser.get("/repositories").await;
    assert!(page.status == 403 && page.body.contains(said) && page.body.contains("still signed in"), "{}", page.body);
    assert!(!page.body.contains("octo-org"), "GitHub's sentence is not ours");
}

#[rstest]
#[case::none_of_them("admin:org, read:org", "read:user, gist", true)]
#[case::one_that_holds_it("read:org", "admin:org", false)]
#[case::nothing_is_checked("", "read:user", false)]
#[tokio::test]
async fn a_scope_is_missing_only_where_githubs_headers_say_so(
    #[case] accepted: &str,
    #[case] held: &str,
    #[case] missing: bool,
) {
    let app = TestApp::start().await;
    let mut browser = app.signed_in("octocat").await;
    let headers = [("x-accepted-oauth-scopes", accepted), ("x-oauth-scopes", held)];
    let headers: BTreeMap<String, String> =
        headers.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let patch = Patch { status: Some(403), headers, json: json!({ "message": "No." }), ..Patch::default() };
    app.emulator.fault(Fault::patched(patch.clone()).on("GET", ORGS));
    app.emulator.fault(Fault::patched(patch).on("GET", "/api/v3/user/repos"));
    let page = browser.get("/profile").await;
    assert_eq!(page.body.contains("only to a site with the scope"), missing, "{}", page.body);
    let page = browser.get("/repositories").await;
    assert_eq!(page.body.contains("This site lacks a scope for this."), missing, "{}", page.body);
    assert_eq!(page.body.contains("let you see this."), !missing, "{}", page.body);
    assert_eq!((page.status, page.body.contains(CHOOSE)), (403, missing), "{}", page.body);
}
