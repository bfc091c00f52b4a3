use std::collections::HashSet;

use github_emulator::TokenLife;
use serde_json::Value;

use crate::harness::{App, Outcome, header, link, text};

#[tokio::test]
async fn an_etag_saves_a_call_and_belongs_to_one_token() -> Outcome {
    let app = App::start().await?;
    let one = app.sign_in("octocat", "read:user").await?;
    let first = app.get("/user", &one).await?;
    let etag = header(&first, "etag").unwrap_or_default().to_owned();
    let used = header(&first, "x-ratelimit-used").unwrap_or_default().to_owned();

    let again = app.http.get(app.api("/user")).bearer_auth(text(&one, "access_token"));
    let again = again.header("if-none-match", &etag).send().await?;
    assert_eq!(again.status(), 304);
    assert_eq!(header(&again, "x-ratelimit-used"), Some(used.as_str()), "a 304 is free");
    assert!(again.bytes().await?.is_empty());

    let two = app.refresh(&one).await?;
    let other = app.http.get(app.api("/user")).bearer_auth(text(&two, "access_token"));
    assert_eq!(other.header("if-none-match", &etag).send().await?.status(), 200);
    Ok(())
}

#[tokio::test]
async fn a_long_list_is_walked_by_its_links() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("many", "read:user").await?;
    let mut address = app.api("/user/repos?per_page=100&sort=pushed");
    let (mut names, mut pages) = (HashSet::new(), 0);
    loop {
        let response = app.http.get(&address).bearer_auth(text(&tokens, "access_token")).send().await?;
        let next = link(&response, "next");
        assert_eq!(link(&response, "first").is_some(), pages > 0);
        let items: Vec<Value> = response.json().await?;
        names.extend(items.iter().map(|item| text(item, "full_name").to_owned()));
        pages += 1;
        match next {
            Some(next) => address = next,
            None => break,
        }
        assert!(address.starts_with(&app.api("/user/repos?")), "{address}");
    }
    assert_eq!((names.len(), pages), (1900, 19));
    let beyond = app.get(&format!("/user/repos?page={}", usize::MAX), &tokens).await?;
    assert!(link(&beyond, "prev").is_some_and(|last| last.ends_with("page=64")));
    Ok(())
}

#[tokio::test]
async fn private_repositories_need_the_scope_repo() -> Outcome {
    let app = App::start().await?;
    let narrow = app.sign_in("octocat", "read:user").await?;
    let wide = app.sign_in("octocat", "repo").await?;
    let count = async |tokens, path: &str| Outcome::Ok(app.json(path, tokens).await?.as_array().map_or(0, Vec::len));
    assert_eq!(count(&narrow, "/user/repos?per_page=100").await?, 23);
    assert_eq!(count(&wide, "/user/repos?per_page=100").await?, 25);
    assert_eq!(count(&wide, "/user/repos?visibility=private").await?, 2);
    assert_eq!(count(&wide, "/user/repos?affiliation=organization_member").await?, 1);
    assert_eq!(app.status("/user/repos?type=all&visibility=public", &wide).await?, 422);
    Ok(())
}

#[tokio::test]
async fn repositories_are_sorted_as_asked() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    for (query, key, down) in [
        ("", "full_name", false),
        ("?sort=pushed", "pushed_at", true),
        ("?sort=created&direction=asc", "created_at", false),
    ] {
        let list = app.json(&format!("/user/repos{query}"), &tokens).await?;
        let keys: Vec<String> =
            list.as_array().into_iter().flatten().map(|one| text(one, key).to_lowercase()).collect();
        let sorted = keys.is_sorted_by(|a, b| if down { a >= b } else { a <= b });
        assert!(sorted && keys.len() > 20, "{query}: {keys:?}");
    }
    Ok(())
}

#[tokio::test]
async fn the_private_half_of_a_profile_needs_a_scope() -> Outcome {
    let app = App::start().await?;
    app.emulator.set(|settings| settings.tokens = TokenLife::Lasting);
    let with = app.json("/user", &app.sign_in("octocat", "read:user").await?).await?;
    let without = app.json("/user", &app.sign_in("empty", "read:org").await?).await?;
    assert_eq!(with["two_factor_authentication"], true);
    assert_eq!(with["user_view_type"], "private");
    assert_eq!(without.get("two_factor_authentication"), None);
    assert_eq!(without["user_view_type"], "public");
    Ok(())
}

#[tokio::test]
async fn addresses_need_their_scope() -> Outcome {
    let app = App::start().await?;
    let narrow = app.sign_in("octocat", "read:user").await?;
    assert_eq!(app.status("/user/emails", &narrow).await?, 404);
    let wide = app.sign_in("octocat", "user:email").await?;
    assert_eq!(app.json("/user/emails", &wide).await?[0]["primary"], true);
    Ok(())
}

#[tokio::test]
async fn a_call_without_user_agent_or_with_a_dead_token_is_refused_as_github_does() -> Outcome {
    let app = App::start().await?;
    let nameless = reqwest::Client::builder().build()?.get(app.api("/users/octocat")).send().await?;
    assert_eq!(nameless.status(), 403);
    let unknown = app.http.get(app.api("/user")).bearer_auth("gho_unknown").send().await?;
    assert_eq!(unknown.status(), 401);
    let body: Value = unknown.json().await?;
    assert_eq!((text(&body, "message"), text(&body, "status")), ("Bad credentials", "401"));
    assert_eq!(app.http.get(app.api("/user")).send().await?.status(), 401);
    let token_scheme = app.sign_in("octocat", "read:user").await?;
    let value = format!("token {}", text(&token_scheme, "access_token"));
    let answer = app.http.get(app.api("/user")).header("authorization", value).send().await?;
    assert_eq!(answer.status(), 200);
    assert_eq!(header(&answer, "x-oauth-scopes"), Some("read:user"));
    Ok(())
}

#[tokio::test]
async fn every_account_has_a_face_and_every_address_leads_back_here() -> Outcome {
    let app = App::start().await?;
    for login in ["octocat", "null-fields", "markup", "many", "empty"] {
        let tokens = app.sign_in(login, "read:user").await?;
        let user = app.json("/user", &tokens).await?;
        let avatar = app.http.get(text(&user, "avatar_url")).send().await?;
        assert_eq!(header(&avatar, "content-type"), Some("image/png"));
        assert_eq!(text(&user, "html_url"), format!("https://github.com/{login}"));
        assert_eq!(text(&user, "url"), app.api(&format!("/users/{login}")));
        let by_id = app.json(&format!("/user/{}", user["id"]), &tokens).await?;
        assert_eq!(by_id["login"], user["login"]);
    }
    Ok(())
}
