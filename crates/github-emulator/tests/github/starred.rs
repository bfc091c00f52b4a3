use std::collections::HashSet;

use serde_json::Value;

use crate::harness::{App, Outcome, header, link, list, text};

const WITH_TIMES: (&str, &str) = ("accept", "application/vnd.github.star+json");

#[tokio::test]
async fn everybody_has_as_many_stars_as_they_should() -> Outcome {
    let app = App::start().await?;
    for (login, count) in [("octocat", 40), ("many", 100), ("empty", 0), ("markup", 5), ("null-fields", 1)] {
        let tokens = app.sign_in(login, "read:user").await?;
        let stars = app.json("/user/starred?per_page=100", &tokens).await?;
        assert_eq!(list(&stars).len(), count, "{login}");
        for repository in list(&stars) {
            let full_name = format!("{}/{}", text(&repository["owner"], "login"), text(repository, "name"));
            assert_eq!(text(repository, "full_name"), full_name);
            assert_eq!((&repository["private"], &repository["permissions"]["push"]), (&false.into(), &false.into()));
            assert!(text(repository, "url").starts_with(&app.api("/repos/")), "{repository}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn octocats_stars_have_several_languages_and_not_all_of_them_a_description() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    let stars = app.json("/user/starred?per_page=100", &tokens).await?;
    let languages: HashSet<&str> = list(&stars).iter().filter_map(|one| one["language"].as_str()).collect();
    assert!(languages.len() > 8, "{languages:?}");
    let undescribed = list(&stars).iter().filter(|one| one["description"].is_null()).count();
    assert!((2..20).contains(&undescribed), "{undescribed}");
    let ids: HashSet<u64> = list(&stars).iter().filter_map(|one| one["id"].as_u64()).collect();
    assert_eq!(ids.len(), 40);
    Ok(())
}

#[tokio::test]
async fn the_time_of_a_star_is_told_to_who_accepts_it() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    let plain = app.get("/user/starred", &tokens).await?;
    let etag = header(&plain, "etag").unwrap_or_default().to_owned();
    let plain: Value = plain.json().await?;
    assert!(plain[0]["full_name"].is_string() && plain[0].get("starred_at").is_none());
    let with_times = app.get_with("/user/starred", &tokens, WITH_TIMES).await?;
    assert_ne!(header(&with_times, "etag"), Some(&*etag));
    let with_times: Value = with_times.json().await?;
    assert_eq!(with_times[0]["repo"], plain[0]);
    let times: Vec<&str> = list(&with_times).iter().map(|one| text(one, "starred_at")).collect();
    assert!(times.len() == 30 && times.is_sorted_by(|a, b| a > b), "{times:?}");
    Ok(())
}

#[tokio::test]
async fn stars_are_sorted_as_asked() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("many", "read:user").await?;
    for (query, pointer, down) in [
        ("", "/starred_at", true),
        ("?sort=created&direction=asc", "/starred_at", false),
        ("?sort=updated", "/repo/pushed_at", true),
        ("?sort=updated&direction=asc", "/repo/pushed_at", false),
    ] {
        let stars: Value = app.get_with(&format!("/user/starred{query}"), &tokens, WITH_TIMES).await?.json().await?;
        let keys: Vec<&str> = list(&stars).iter().filter_map(|one| one.pointer(pointer)?.as_str()).collect();
        let sorted = keys.is_sorted_by(|a, b| if down { a >= b } else { a <= b });
        assert!(sorted && keys.len() == 30, "{query}: {keys:?}");
    }
    Ok(())
}

#[tokio::test]
async fn two_hundred_and_fifty_stars_are_three_pages() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("many", "read:user").await?;
    let mut path = "/user/starred?sort=created&per_page=500".to_owned();
    let mut lengths = Vec::new();
    let mut names = HashSet::new();
    loop {
        let response = app.get_with(&path, &tokens, WITH_TIMES).await?;
        let next = link(&response, "next");
        let stars: Value = response.json().await?;
        lengths.push(list(&stars).len());
        names.extend(list(&stars).iter().map(|one| text(&one["repo"], "full_name").to_owned()));
        let Some(next) = next else { break };
        path = next.strip_prefix(&app.api("")).unwrap_or_default().to_owned();
        assert!(path.starts_with("/user/starred?sort=created&per_page=500&page="), "{path}");
    }
    assert_eq!((lengths, names.len()), (vec![100, 100, 50], 250));
    Ok(())
}

#[tokio::test]
async fn stars_are_somebodys_so_there_is_no_list_without_a_token() -> Outcome {
    let app = App::start().await?;
    assert_eq!(app.http.get(app.api("/user/starred")).send().await?.status(), 401);
    Ok(())
}
