use github_emulator::{Application, TokenLife};
use serde_json::Value;

use crate::harness::{App, Outcome, header, link, list, text};

#[tokio::test]
async fn without_its_scope_the_list_is_refused_in_githubs_words() -> Outcome {
    let app = App::start().await?;
    let narrow = app.sign_in("octocat", "read:user").await?;
    let refused = app.get("/user/orgs", &narrow).await?;
    assert_eq!(refused.status(), 403);
    assert!(header(&refused, "x-ratelimit-remaining").is_some_and(|left| left != "0"), "not for want of calls");
    let body: Value = refused.json().await?;
    let sentence = "You need at least read:org scope or user scope to list your organizations.";
    assert_eq!(body["message"], sentence);
    for scope in ["read:org", "user"] {
        assert_eq!(app.status("/user/orgs", &app.sign_in("octocat", scope).await?).await?, 200, "{scope}");
    }
    app.emulator.set(|settings| settings.grant_scopes = Some(String::new()));
    let app_token = app.sign_in("octocat", "").await?;
    assert_eq!(app_token["scope"], "");
    assert_eq!(app.status("/user/orgs", &app_token).await?, 200, "an app's token has permissions, not scopes");
    app.emulator.set(|settings| settings.tokens = TokenLife::Lasting);
    assert_eq!(app.status("/user/orgs", &app.sign_in("octocat", "").await?).await?, 403);
    Ok(())
}

#[tokio::test]
async fn octocat_is_in_several_and_one_says_nothing_of_itself() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:org").await?;
    let organizations = app.json("/user/orgs", &tokens).await?;
    assert!(list(&organizations).len() >= 3);
    assert_eq!(organizations[0]["login"], "github");
    let silent = list(&organizations).iter().filter(|one| one["description"].is_null()).count();
    assert_eq!(silent, 1);
    for organization in list(&organizations) {
        let avatar = app.http.get(text(organization, "avatar_url")).send().await?;
        assert_eq!(header(&avatar, "content-type"), Some("image/png"));
        assert_eq!(text(organization, "url"), app.api(&format!("/orgs/{}", text(organization, "login"))));
    }
    Ok(())
}

#[tokio::test]
async fn organisations_come_in_pages_like_everything_else() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("many", "read:org").await?;
    let second = app.get("/user/orgs?per_page=2&page=2", &tokens).await?;
    assert!(link(&second, "last").is_some_and(|last| last.ends_with("page=3")));
    assert!(link(&second, "prev").is_some_and(|prev| prev.ends_with("page=1")));
    let second: Value = second.json().await?;
    assert_eq!((text(&second[0], "login"), list(&second).len()), ("guild-c", 2));
    Ok(())
}

#[tokio::test]
async fn which_scopes_would_do_is_said_with_every_answer() -> Outcome {
    let app = App::start().await?;
    for (scope, status) in [("read:user", 403), ("read:org", 200)] {
        let answer = app.get("/user/orgs", &app.sign_in("octocat", scope).await?).await?;
        assert_eq!(answer.status(), status);
        assert_eq!(header(&answer, "x-oauth-scopes"), Some(scope));
        assert_eq!(header(&answer, "x-accepted-oauth-scopes"), Some("admin:org, read:org, user, write:org"));
    }
    let user = app.get("/user", &app.sign_in("octocat", "read:user").await?).await?;
    assert_eq!(header(&user, "x-accepted-oauth-scopes"), Some(""));
    Ok(())
}

#[tokio::test]
async fn a_github_apps_token_has_no_scopes_whatever_was_asked() -> Outcome {
    let app = App::start().await?;
    app.emulator.set(|settings| settings.application = Application::GitHub);
    for life in [TokenLife::Expiring, TokenLife::Lasting] {
        app.emulator.set(|settings| settings.tokens = life);
        let tokens = app.sign_in("octocat", "read:user read:org").await?;
        assert_eq!(tokens["scope"], "");
        assert!(text(&tokens, "access_token").starts_with("ghu_"));
        let answer = app.get("/user/orgs", &tokens).await?;
        assert_eq!(answer.status(), 200, "it sees what its permissions allow");
        for name in ["x-oauth-scopes", "x-accepted-oauth-scopes"] {
            assert_eq!(header(&answer, name), None, "{name}");
        }
        if life == TokenLife::Expiring {
            assert!(text(&app.refresh(&tokens).await?, "access_token").starts_with("ghu_"));
        }
    }
    Ok(())
}
