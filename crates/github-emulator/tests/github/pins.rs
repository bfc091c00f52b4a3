use serde_json::{Value, json};

use crate::harness::{App, Outcome, list, text};

const PINS: &str = "query Pins($types: [PinnableItemType!]) { viewer { pinnedItems(first: 6, types: $types) {
    totalCount pageInfo { hasNextPage }
    nodes { __typename
        ... on Repository { name nameWithOwner description url stargazerCount primaryLanguage { name color } }
        ... on Gist { name description url stargazerCount } } } } }";

async fn pins(app: &App, tokens: &Value, types: Value) -> Outcome<Value> {
    let answer = app.graphql(PINS, json!({ "types": types }), tokens).await?;
    assert!(answer.get("errors").is_none(), "{answer}");
    Ok(answer["data"]["viewer"]["pinnedItems"].clone())
}

#[tokio::test]
async fn a_gist_is_among_the_six_and_can_be_left_out() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    let both = pins(&app, &tokens, json!(["REPOSITORY", "GIST"])).await?;
    let kinds: Vec<&str> = list(&both["nodes"]).iter().map(|node| text(node, "__typename")).collect();
    assert_eq!(kinds, ["Repository", "Gist", "Repository", "Repository", "Repository", "Repository"]);
    assert_eq!((&both["totalCount"], &both["pageInfo"]["hasNextPage"]), (&json!(6), &json!(false)));
    let gist = &both["nodes"][1];
    assert!(
        text(gist, "url").starts_with("https://gist.github.com/octocat/")
            && text(gist, "url").ends_with(text(gist, "name"))
    );
    assert!(gist["description"].is_string() && gist["stargazerCount"].is_u64());
    assert_eq!(pins(&app, &tokens, json!(["REPOSITORY"])).await?["totalCount"], 5);
    assert_eq!(pins(&app, &tokens, json!("GIST")).await?["totalCount"], 1);
    assert_eq!(pins(&app, &tokens, Value::Null).await?["totalCount"], 6);
    Ok(())
}

#[tokio::test]
async fn languages_have_linguists_colours_where_it_has_one() -> Outcome {
    let app = App::start().await?;
    let octocat = pins(&app, &app.sign_in("octocat", "read:user").await?, json!(["REPOSITORY"])).await?;
    let languages: Vec<&Value> = list(&octocat["nodes"]).iter().map(|node| &node["primaryLanguage"]).collect();
    assert!(languages.contains(&&json!({"name": "Rust", "color": "#dea584"})), "{languages:?}");
    assert!(languages.contains(&&Value::Null));
    let markup = pins(&app, &app.sign_in("markup", "read:user").await?, Value::Null).await?;
    let unknown =
        |node: &Value| node["primaryLanguage"]["name"].is_string() && node["primaryLanguage"]["color"].is_null();
    assert!(list(&markup["nodes"]).iter().any(unknown));
    Ok(())
}

#[tokio::test]
async fn a_connection_is_asked_for_by_the_piece() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    let ask = async |arguments: &str, fields: &str| {
        let query = format!("{{ viewer {{ pinnedItems{arguments} {{ {fields} }} }} }}");
        app.graphql(&query, json!({}), &tokens).await
    };
    let unbounded = ask("", "nodes { __typename }").await?;
    assert_eq!(unbounded["errors"][0]["type"], "MISSING_PAGINATION_BOUNDARIES");
    let greedy = ask("(first: 101)", "totalCount").await?;
    assert_eq!(greedy["errors"][0]["type"], "EXCESSIVE_PAGINATION");
    let unknown = ask("(first: 6, types: [REPO])", "totalCount").await?;
    assert!(text(&unknown["errors"][0], "message").contains("Expected type '[PinnableItemType!]'"));
    assert_eq!(ask("", "totalCount").await?["data"]["viewer"]["pinnedItems"]["totalCount"], 6);
    let piece = ask("(last: 2)", "totalCount nodes { __typename } pageInfo { hasPreviousPage }").await?;
    let piece = &piece["data"]["viewer"]["pinnedItems"];
    assert_eq!((list(&piece["nodes"]).len(), &piece["totalCount"]), (2, &json!(6)));
    assert_eq!(piece["pageInfo"]["hasPreviousPage"], true);
    Ok(())
}

#[tokio::test]
async fn nobody_need_have_pinned_anything() -> Outcome {
    let app = App::start().await?;
    for (login, count) in [("empty", 0), ("null-fields", 2), ("many", 6)] {
        let pinned = pins(&app, &app.sign_in(login, "read:user").await?, Value::Null).await?;
        assert_eq!(pinned["totalCount"], count, "{login}: {pinned}");
    }
    Ok(())
}
