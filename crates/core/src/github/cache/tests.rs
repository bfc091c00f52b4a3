use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::{sync::Semaphore, task::yield_now};
use tower_sessions::session::Id;

use super::{Cache, CacheKey, Entry, Update, registry::Invalidations};
use crate::{clock::Clock, github::GitHubError, session::SessionKey};

fn cache(clock: &Clock, invalidations: &Invalidations) -> Cache<u8> {
    Cache::new(clock.clone(), invalidations.clone(), 10_000)
}

fn key(session: i128) -> CacheKey {
    CacheKey { session: SessionKey::from_id(Id(session)), generation: 1, part: 0 }
}

/// With the overhead of an entry, a thousand bytes.
async fn answer() -> Result<Update<u8>, GitHubError> {
    Ok(Update::Modified(7, 744))
}

#[tokio::test]
async fn a_full_cache_has_room_for_newcomers() {
    let cache = cache(&Clock::default(), &Invalidations::new());
    for _ in 0..5 {
        for session in 0..10 {
            cache.get(key(session), |_| answer()).await.expect("an answer");
        }
        cache.entries.run_pending_tasks().await;
    }
    cache.get(key(10), |_| answer()).await.expect("an answer");
    cache.entries.run_pending_tasks().await;
    assert!(cache.entries.contains_key(&key(10)));
}

#[tokio::test]
async fn an_answer_that_comes_after_its_session_was_forgotten_is_not_cached() {
    let (clock, invalidations, key) = (Clock::default(), Invalidations::new(), key(1));
    let cache = cache(&clock, &invalidations);
    let (other_cache, other_invalidations) = (cache.clone(), invalidations.clone());
    let too_late = move |_: Option<Arc<Entry<u8>>>| {
        other_invalidations.forget(key.session);
        other_cache.forget(key.session);
        answer()
    };
    cache.get(key, too_late.clone()).await.expect("an answer");
    assert!(!cache.entries.contains_key(&key), "the first one");
    cache.get(key, |_| answer()).await.expect("an answer");
    assert!(cache.entries.contains_key(&key), "a session that goes on after all has its answers cached");
    clock.advance(Duration::from_secs(1));
    invalidations.require_newer(key.session, clock.now());
    cache.get(key, too_late).await.expect("an answer");
    assert!(!cache.entries.contains_key(&key), "a newer one");
}

#[tokio::test]
async fn a_slow_revalidation_is_not_started_twice() {
    let (clock, asked, gate) = (Clock::default(), Arc::new(AtomicUsize::new(0)), Arc::new(Semaphore::new(1)));
    let cache = cache(&clock, &Invalidations::new());
    let (count, held) = (Arc::clone(&asked), Arc::clone(&gate));
    let slow = move |_: Option<Arc<Entry<u8>>>| {
        count.fetch_add(1, Ordering::Relaxed);
        let held = Arc::clone(&held);
        async move {
            held.acquire().await.expect("nobody closes it").forget();
            answer().await
        }
    };
    let refreshing = async || cache.get(key(1), slow.clone()).await.expect("an answer").refreshing;
    assert!(!refreshing().await);
    for wait in [61, 11, 11] {
        clock.advance(Duration::from_secs(wait));
        assert!(refreshing().await);
        for _ in 0..10 {
            yield_now().await;
        }
        assert_eq!(asked.load(Ordering::Relaxed), 2);
    }
    gate.add_permits(1);
    while refreshing().await {
        yield_now().await;
    }
    assert_eq!(asked.load(Ordering::Relaxed), 2);
}
