//! Rendered pages, given out again while they would be rendered the same.
//!
//! A page is kept for one session, one address, and one language and theme. Each time, what it was made of is compared with
//! what it would be made of now: the session's row, GitHub's answers in the cache, the version of the viewer's data in the
//! database. What depends on the moment is not in it (`app::Hole`).

use std::{sync::Arc, time::Duration};

use gatehouse_core::{
    access::SignedIn,
    github::Observed,
    session::{ActiveSession, SessionKey, fresh_until},
    state::CoreState,
};
use gatehouse_model::{Application, Preferences, Timestamp};
use moka::{policy::EvictionPolicy, sync::Cache};

use crate::app::{PageOutcome, Template};

/// In bytes, of all viewers together.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// In seconds. As long as the cache answers without asking GitHub again, and as long as the text of a limit that has just
/// passed may be wrong.
const KEPT_FOR: i64 = 60;

const DAY: i64 = 86_400;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PageKey {
    session: SessionKey,
    /// Path and query.
    address: String,
    language: &'static str,
    theme: &'static str,
}

impl PageKey {
    pub fn new(session: &ActiveSession, address: &str, preferences: Preferences) -> Self {
        let Preferences { language, theme } = preferences;
        Self { session: session.key, address: address.to_owned(), language: language.tag(), theme: theme.code() }
    }
}

/// What a page was made of.
pub struct Ingredients {
    session: ActiveSession,
    observed: Observed,
    application: Application,
    until: Timestamp,
    epoch: u64,
}

impl Ingredients {
    /// Before the page is rendered.
    pub fn before(core: &CoreState, session: &ActiveSession) -> Self {
        let now = core.clock.now();
        let tomorrow = Timestamp((now.0.div_euclid(DAY) + 1) * DAY);
        let limits = [Timestamp(now.0 + KEPT_FOR), tomorrow];
        let until = limits.into_iter().chain(fresh_until(session, core.lifecycle.limits(), now)).min();
        Self {
            session: session.clone(),
            observed: Observed::default(),
            application: core.oauth.application(),
            until: until.unwrap_or(now),
            epoch: core.github.epoch(session.key),
        }
    }

    async fn are_there(&self, core: &CoreState, viewer: &SignedIn) -> bool {
        core.clock.now() < self.until
            && self.session == **viewer.session()
            && self.application == core.oauth.application()
            && viewer.would_repeat(&self.observed).await
    }
}

/// A page, and what it was made of.
pub struct KeptPage {
    pub template: Template,
    ingredients: Ingredients,
}

/// The pages of all sessions.
pub struct KeptPages(Cache<PageKey, Arc<KeptPage>>);

impl KeptPages {
    /// They go with their session.
    pub fn new(core: &CoreState) -> Self {
        let pages = Cache::builder()
            .max_capacity(MOST_BYTES)
            .eviction_policy(EvictionPolicy::lru())
            .weigher(|key: &PageKey, page: &Arc<KeptPage>| {
                u32::try_from(page.template.size() + key.address.len() + size_of::<KeptPage>()).unwrap_or(u32::MAX)
            })
            .time_to_live(Duration::from_secs(KEPT_FOR.unsigned_abs()))
            .support_invalidation_closures()
            .build();
        let forgetting = pages.clone();
        core.on_forget(move |session| {
            // Fails only without `support_invalidation_closures`; and pages are gone after a minute anyway.
            if let Err(error) = forgetting.invalidate_entries_if(move |key: &PageKey, _| key.session == session) {
                tracing::error!(%error, "the pages of a session could not be forgotten");
            }
        });
        Self(pages)
    }

    /// The page, if it would be rendered the same now.
    pub async fn get(&self, core: &CoreState, key: &PageKey, viewer: &SignedIn) -> Option<Arc<KeptPage>> {
        let page = self.0.get(key)?;
        page.ingredients.are_there(core, viewer).await.then_some(page)
    }

    /// How many pages are kept for `session`.
    #[must_use]
    pub fn count(&self, session: SessionKey) -> usize {
        self.0.run_pending_tasks();
        self.0.iter().filter(|(key, _)| key.session == session).count()
    }

    /// Keeps what was rendered of `ingredients`, unless something of it will be over soon.
    pub fn put(
        &self,
        core: &CoreState,
        key: &PageKey,
        template: Template,
        observed: Observed,
        mut ingredients: Ingredients,
        outcome: PageOutcome,
    ) {
        if let Some(reset) = observed.allowances_reset_at() {
            ingredients.until = ingredients.until.min(reset);
        }
        let lasts = !observed.is_passing() && outcome == PageOutcome::default();
        ingredients.observed = observed;
        if lasts {
            let epoch = ingredients.epoch;
            self.0.insert(key.clone(), Arc::new(KeptPage { template, ingredients }));
            // Nobody would remove what came after its session was forgotten.
            if core.github.epoch(key.session) != epoch {
                self.0.invalidate(key);
            }
        }
    }
}
