use std::time::Duration;

use github_emulator::TokenLife;

use crate::harness::{App, Outcome, text};

#[tokio::test]
async fn an_expiring_token_comes_with_a_refresh_token_and_dies_after_eight_hours() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    assert_eq!(tokens["expires_in"], 28_800);
    assert_eq!(tokens["refresh_token_expires_in"], 15_897_600);
    assert!(text(&tokens, "access_token").starts_with("gho_"));
    assert!(text(&tokens, "refresh_token").starts_with("ghr_"));
    assert_eq!(text(&tokens, "refresh_token").len(), 40);
    app.emulator.advance(Duration::from_secs(28_790));
    assert_eq!(app.status("/user", &tokens).await?, 200);
    app.emulator.advance(Duration::from_secs(11));
    assert_eq!(app.status("/user", &tokens).await?, 401);
    assert_eq!(app.emulator.live_tokens("octocat"), 0);
    assert!(app.refresh(&tokens).await?["access_token"].is_string());
    Ok(())
}

#[tokio::test]
async fn a_refresh_token_dies_after_six_months() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    app.emulator.advance(Duration::from_secs(15_897_601));
    assert_eq!(app.refresh(&tokens).await?["error"], "bad_refresh_token");
    Ok(())
}

#[tokio::test]
async fn a_refresh_kills_both_old_tokens_at_once() -> Outcome {
    let app = App::start().await?;
    let old = app.sign_in("octocat", "read:user").await?;
    let new = app.refresh(&old).await?;
    assert_eq!(new["scope"], "read:user");
    assert_eq!(app.status("/user", &old).await?, 401);
    assert_eq!(app.refresh(&old).await?["error"], "bad_refresh_token");
    assert_eq!(app.status("/user", &new).await?, 200, "a replay harms nobody");
    let generations: Vec<u32> = app.emulator.tokens().iter().map(|token| token.generation).collect();
    assert_eq!(generations, [1, 2]);
    Ok(())
}

#[tokio::test]
async fn two_refreshes_in_parallel_have_one_winner() -> Outcome {
    let app = App::start().await?;
    let tokens = app.sign_in("octocat", "read:user").await?;
    let (one, two) = tokio::join!(app.refresh(&tokens), app.refresh(&tokens));
    let won = [one?, two?].iter().filter(|answer| answer["access_token"].is_string()).count();
    assert_eq!(won, 1);
    Ok(())
}

#[tokio::test]
async fn a_lasting_token_has_neither_end_nor_refresh_token_unless_asked_for_offline_access() -> Outcome {
    let app = App::start().await?;
    app.emulator.set(|settings| settings.tokens = TokenLife::Lasting);
    let tokens = app.sign_in("octocat", "read:user").await?;
    assert!(text(&tokens, "access_token").starts_with("gho_"));
    assert!(tokens.get("expires_in").is_none() && tokens.get("refresh_token").is_none());
    let tokens = app.sign_in("octocat", "read:user offline_access").await?;
    assert_eq!(tokens["scope"], "read:user");
    assert!(tokens["refresh_token"].is_string());
    Ok(())
}

#[tokio::test]
async fn the_life_of_an_expiring_token_can_be_set() -> Outcome {
    let app = App::start().await?;
    app.emulator.set(|settings| settings.expires_in = Some(60));
    let tokens = app.sign_in("octocat", "read:user").await?;
    assert_eq!(tokens["expires_in"], 60);
    app.emulator.advance(Duration::from_secs(61));
    assert_eq!(app.status("/user", &tokens).await?, 401);
    Ok(())
}

#[tokio::test]
async fn the_eleventh_token_throws_out_the_oldest_that_was_never_used() -> Outcome {
    let app = App::start().await?;
    let used = app.sign_in("octocat", "read:user").await?;
    assert_eq!(app.status("/user", &used).await?, 200);
    let mut unused = Vec::new();
    for _ in 0..9 {
        unused.push(app.sign_in("octocat", "read:user").await?);
    }
    app.emulator.advance(Duration::from_mins(2));
    app.sign_in("octocat", "read:user").await?;
    assert_eq!(app.emulator.live_tokens("octocat"), 10);
    assert_eq!(app.status("/user", &used).await?, 200);
    assert_eq!(app.status("/user", &unused[0]).await?, 401);
    assert_eq!(app.refresh(&unused[0]).await?["error"], "bad_refresh_token");
    assert_eq!(app.status("/user", &unused[1]).await?, 200);
    Ok(())
}

#[tokio::test]
async fn where_all_are_young_the_least_recently_used_goes_first() -> Outcome {
    let app = App::start().await?;
    let mut held = Vec::new();
    for _ in 0..10 {
        held.push(app.sign_in("octocat", "read:user").await?);
    }
    for tokens in [&held[4], &held[2]] {
        assert_eq!(app.status("/user", tokens).await?, 200);
    }
    app.sign_in("octocat", "read:user").await?;
    assert_eq!(app.status("/user", &held[4]).await?, 401);
    assert_eq!(app.status("/user", &held[2]).await?, 200);
    Ok(())
}

#[tokio::test]
async fn another_scope_set_has_a_cap_of_its_own() -> Outcome {
    let app = App::start().await?;
    for _ in 0..10 {
        app.sign_in("octocat", "read:user").await?;
    }
    app.sign_in("octocat", "read:org").await?;
    assert_eq!(app.emulator.live_tokens("octocat"), 11);
    Ok(())
}
