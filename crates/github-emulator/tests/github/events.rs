use std::collections::{BTreeSet, HashMap, HashSet};

use serde_json::{Value, json};

use crate::harness::{App, Outcome, link, list, text};

async fn all(app: &App, login: &str, reader: &Value) -> Outcome<Vec<Value>> {
    let events = app.json(&format!("/users/{login}/events?per_page=100"), reader).await?;
    Ok(list(&events).to_vec())
}

#[tokio::test]
async fn octocats_month_holds_a_bit_of_everything() -> Outcome {
    let app = App::start().await?;
    let events = all(&app, "octocat", &app.sign_in("octocat", "read:user").await?).await?;
    assert!(events.len() >= 45, "{}", events.len());
    assert!(events.is_sorted_by(|a, b| text(a, "created_at") >= text(b, "created_at")));
    assert!(events.is_sorted_by(|a, b| text(a, "id") > text(b, "id")));
    let kinds: HashSet<&str> = events.iter().map(|event| text(event, "type")).collect();
    for kind in [
        "CommitComment",
        "Create",
        "Delete",
        "Discussion",
        "Fork",
        "Gollum",
        "IssueComment",
        "Issues",
        "Member",
        "Public",
        "PullRequest",
        "PullRequestReview",
        "Push",
        "Release",
        "Sponsorship",
        "Teleport",
        "Watch",
    ] {
        assert!(kinds.contains(&*format!("{kind}Event")), "{kind}");
    }
    let has = |kind: &str, member: &str, value: &str| {
        events.iter().any(|event| event["type"] == kind && event["payload"][member] == value)
    };
    for action in ["opened", "closed", "merged"] {
        assert!(has("PullRequestEvent", "action", action), "{action}");
    }
    assert!(has("IssuesEvent", "action", "opened") && has("IssuesEvent", "action", "closed"));
    for ref_type in ["repository", "branch", "tag"] {
        assert!(has("CreateEvent", "ref_type", ref_type), "{ref_type}");
    }
    assert!(events.iter().any(|event| event["payload"] == json!({})));
    assert!(events.iter().any(|event| event["payload"].is_null()));
    Ok(())
}

#[tokio::test]
async fn several_events_fall_on_one_day() -> Outcome {
    let app = App::start().await?;
    let events = all(&app, "octocat", &app.sign_in("octocat", "read:user").await?).await?;
    let mut days: HashMap<&str, usize> = HashMap::new();
    for event in &events {
        *days.entry(&text(event, "created_at")[..10]).or_default() += 1;
    }
    assert!(days.len() >= 10 && days.values().filter(|count| **count >= 3).count() >= 4, "{days:?}");
    Ok(())
}

#[tokio::test]
async fn pushes_are_trimmed_but_for_one_of_the_old_form() -> Outcome {
    let app = App::start().await?;
    let events = all(&app, "octocat", &app.sign_in("octocat", "read:user").await?).await?;
    let pushes: Vec<&Value> =
        events.iter().filter(|event| event["type"] == "PushEvent").map(|event| &event["payload"]).collect();
    let (old, new): (Vec<&Value>, Vec<&Value>) =
        pushes.into_iter().partition(|payload| payload.get("commits").is_some());
    assert_eq!((old.len(), old[0]["size"].as_u64()), (1, Some(3)));
    assert!(new.len() > 10);
    for payload in new {
        let members: BTreeSet<&str> =
            payload.as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect();
        assert_eq!(members, BTreeSet::from(["before", "head", "push_id", "ref", "repository_id"]));
    }
    Ok(())
}

#[tokio::test]
async fn private_events_are_for_their_owner() -> Outcome {
    let app = App::start().await?;
    let own = app.sign_in("octocat", "read:user").await?;
    let (mine, seen) =
        (all(&app, "octocat", &own).await?, all(&app, "octocat", &app.sign_in("empty", "").await?).await?);
    let private = mine.iter().filter(|event| event["public"] == false).count();
    assert!(private >= 3);
    assert_eq!(mine.len(), seen.len() + private);
    let public = app.json("/users/octocat/events/public?per_page=100", &own).await?;
    assert_eq!(list(&public).len(), seen.len());
    Ok(())
}

#[tokio::test]
async fn an_event_names_its_repository_and_its_organisation() -> Outcome {
    let app = App::start().await?;
    let events = all(&app, "octocat", &app.sign_in("octocat", "read:user").await?).await?;
    let of = |repo: &str| events.iter().find(|event| event["repo"]["name"] == repo).cloned().unwrap_or_default();
    assert_eq!(of("octo-org/octo-handbook")["org"]["login"], "octo-org");
    assert_eq!(of("octocat/lantern")["repo"]["id"], 1_296_277);
    assert_eq!(of("octocat/lantern").get("org"), None);
    assert_eq!(of("harbour-works/pilot")["repo"]["id"], 8_100_001);
    Ok(())
}

#[tokio::test]
async fn the_others_have_three_hundred_none_and_hostile_ones() -> Outcome {
    let app = App::start().await?;
    let many = app.sign_in("many", "read:user").await?;
    let first = app.get("/users/many/events?per_page=100", &many).await?;
    assert!(link(&first, "last").is_some_and(|last| last.ends_with("page=3")));
    let third = app.json("/users/many/events?per_page=100&page=3", &many).await?;
    assert_eq!(list(&third).len(), 100);
    let kinds: HashSet<&str> = list(&third).iter().map(|event| text(event, "type")).collect();
    assert!(kinds.len() >= 5, "{kinds:?}");
    assert!(all(&app, "empty", &many).await?.is_empty());
    let hostile = serde_json::to_string(&all(&app, "markup", &many).await?)?;
    assert!(hostile.contains("<script>alert(1)</script>") && hostile.contains("javascript:alert(1)"));
    Ok(())
}
