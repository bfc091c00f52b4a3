use std::collections::HashSet;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::harness::{App, Outcome, link, list, text};

async fn everything(app: &App, tokens: &Value) -> Outcome<Vec<Value>> {
    let mut all = Vec::new();
    for page in 1..=20 {
        let list = app.json(&format!("/user/repos?per_page=100&sort=pushed&page={page}"), tokens).await?;
        all.extend(list.as_array().cloned().unwrap_or_default());
    }
    Ok(all)
}

#[tokio::test]
async fn there_are_two_thousand_of_all_kinds() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("many", "repo read:user").await?;
    let all = everything(&app, &tokens).await?;
    let names: HashSet<&str> = all.iter().map(|one| text(one, "full_name")).collect();
    assert_eq!((all.len(), names.len()), (2000, 2000));
    let with = |flag: &str| all.iter().filter(|one| one[flag] == true).count();
    assert_eq!((with("private"), with("archived"), with("fork")), (100, 125, 286));
    assert_eq!(all.iter().filter(|one| one["pushed_at"].is_null()).count(), 10);
    let languages: HashSet<&str> = all.iter().filter_map(|one| one["language"].as_str()).collect();
    assert!(languages.len() >= 15, "{languages:?}");
    let user = app.json("/user", &tokens).await?;
    assert_eq!((&user["public_repos"], &user["total_private_repos"]), (&1900.into(), &100.into()));
    Ok(())
}

#[tokio::test]
async fn they_are_the_same_in_every_run() -> Outcome {
    let (one, two) = (App::start().await?, App::start().await?);
    let names = async |app: &App| {
        let tokens = app.sign_in("many", "read:user").await?;
        let list = app.json("/user/repos?per_page=100&page=7&sort=created", &tokens).await?;
        Outcome::Ok(list.as_array().into_iter().flatten().map(|one| text(one, "name").to_owned()).collect::<Vec<_>>())
    };
    assert_eq!(names(&one).await?, names(&two).await?);
    Ok(())
}

#[tokio::test]
async fn a_page_of_a_hundred_is_quick_however_it_is_sorted() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("many", "repo").await?;
    let time = async |path: &str| {
        let begun = Instant::now();
        let response = app.get(path, &tokens).await?;
        assert!(link(&response, "next").is_some());
        let body = response.bytes().await?;
        let taken = begun.elapsed();
        let items: Value = serde_json::from_slice(&body)?;
        Outcome::Ok((list(&items).len(), taken))
    };
    for query in ["", "&sort=pushed", "&sort=created&direction=asc", "&sort=updated"] {
        let mut fastest = Duration::MAX;
        for _ in 0..10 {
            let (length, taken) = time(&format!("/user/repos?per_page=100{query}")).await?;
            assert_eq!(length, 100);
            fastest = fastest.min(taken);
        }
        // Some fifteen milliseconds on a quiet machine.
        assert!(fastest < Duration::from_millis(500), "{fastest:?}");
    }
    Ok(())
}
